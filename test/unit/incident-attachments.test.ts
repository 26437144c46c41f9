import { describe, expect, it } from '@jest/globals';
import type { Card, Values } from '../../cards/model.ts';
import { sweepFiles } from '../../src/usecases/attachments/sweep.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { formIn, openStaffedScene, type Scene } from '../support/bot.ts';
import { behind, download, submitted } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { bomb, fileOf, PROGRAM } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import type { Persona } from '../support/personas.ts';

const MIB = 1_048_576;
const FACTS = 'La plateforme renvoie une erreur à chaque recherche.';
const png = fileOf('png');
const pdf = fileOf('pdf');

/** People's own names of files are shown as they are. */
const opened = (): Promise<Scene> => openStaffedScene({ checkTypography: false });

function report(scene: Scene, changes: Values): Promise<Reply> {
  const values = {
    nature: 'dysfonctionnement',
    faits: FACTS,
    'constate-le': '2026-03-12',
    consequence: 'aucune',
  };
  return submitted(scene, 'referent', 'incident', { ...values, ...changes });
}

const given = (scene: Scene, name: string, bytes: Uint8Array) => scene.give('referent', name, bytes);

function cardOf(reply: Reply): Card {
  if (reply.kind === 'form') throw new TypeError('a form');
  return reply.card;
}

/** What the records name as files of the one report. */
async function filesOf(scene: Scene): Promise<readonly { readonly hash: string; readonly name: string }[]> {
  const entry = (await scene.journal()).find(({ type }) => type === 'incident-reported');
  return (entry?.data['files'] ?? []) as unknown as readonly {
    readonly hash: string;
    readonly name: string;
  }[];
}

const piece = (hash: string) => ({ file: 'piece', values: { incident: 'INC-2026-0001', piece: hash } });

describe('an attachment of a report (art. 3) that is not taken', () => {
  it.each([
    ['a programme named .pdf', 'facture.pdf', PROGRAM, 'est un programme'],
    ['a picture named .pdf', 'facture.pdf', png, 'ce que son nom ne dit pas'],
    ['an empty file', 'vide.txt', new Uint8Array(), 'est vide'],
    ['a file of 100 Mo', 'film.pdf', new Uint8Array(100 * MIB), 'est trop volumineux : 25 Mo au plus'],
    ['a zip bomb', 'note.docx', bomb(300_000_000), 'se décompresserait en une taille démesurée'],
  ])('%s: told under its field, nothing recorded, nothing typed lost', async (_what, name, bytes, says) => {
    const scene = await opened();
    const form = formIn(await report(scene, { pieces: await given(scene, name, bytes) }));
    expect(plainSpaces(form.errors['pieces'] ?? '')).toContain(says);
    expect(form.values).toMatchObject({ faits: FACTS, nature: 'dysfonctionnement' });
    expect((await scene.journal()).filter(({ type }) => type === 'incident-reported')).toEqual([]);
  });

  it('a sixth one, one that somebody else gave, and one given too long ago', async () => {
    const scene = await opened();
    const one = await given(scene, 'a.png', png);
    const six = Array.from({ length: 6 }, () => one).join(' ');
    expect(formIn(await report(scene, { pieces: six })).errors['pieces']).toContain('5');
    const theirs = await scene.give('contractor', 'b.png', png);
    const gone = "Ce fichier n'est plus disponible : joignez-le à nouveau.";
    const under = async (pieces: string) =>
      plainSpaces(formIn(await report(scene, { pieces })).errors['pieces'] ?? '');
    expect(await under(theirs)).toBe(gone);
    scene.at('2026-03-20');
    expect(await under(one)).toBe(gone);
  });

  it('of an addition neither: the report itself stands', async () => {
    const scene = await opened();
    await report(scene, {});
    const values = { incident: '1', complement: 'Voici.', pieces: await given(scene, 'x.pdf', PROGRAM) };
    const form = formIn(await submitted(scene, 'referent', 'incident completer', values));
    expect(form.errors['pieces']).toContain('est un programme');
    expect(form.values).toMatchObject({ complement: 'Voici.' });
  });
});

describe('an attachment of a report (art. 3) is downloaded', () => {
  it.each([
    ["../../etc/capture d'écran «\u00a0n°1\u00a0» <b>.png", "capture d'écran «\u00a0n°1\u00a0» b .png"],
    ['C:\\Users\\Amina\\photo\r\nSet-Cookie: a=b.png', 'photo Set-Cookie a=b.png'],
    ['facture\u202Egnp.exe.png', 'facture gnp.exe.png'],
    ['شكوى 🙂.png', 'شكوى 🙂.png'],
    ['sans extension', 'sans extension.png'],
  ])('under a name that harms nobody: %j', async (name, kept) => {
    const scene = await opened();
    await report(scene, { pieces: await given(scene, name, png) });
    const [file] = await filesOf(scene);
    expect(file?.name.replaceAll(/\s+/gu, ' ')).toBe(kept.replaceAll(/\s+/gu, ' '));
    expect(await download(scene, 'referent', piece(file?.hash ?? ''))).toEqual({
      name: file?.name,
      type: 'image/png',
      body: png,
    });
  });

  it('by a link of its reader alone, which expires', async () => {
    const scene = await opened();
    await report(scene, { pieces: await given(scene, 'photo.png', png) });
    const card = cardOf(await scene.say('referent', 'incident voir 1'));
    const label = plainSpaces(
      card.actions.find((action) => action.label.startsWith('photo.png'))?.label ?? '',
    );
    expect(await behind(scene, card, label)).toMatchObject({ name: 'photo.png', body: png });
    const link = card.actions.find((action) => plainSpaces(action.label) === label);
    const token = link?.kind === 'link' ? link.url.slice(link.url.lastIndexOf('/') + 1) : '';
    const links = testLinks(() => scene.now);
    expect(links.readFile(token)).not.toBeNull();
    expect(links.readFile(`${token.slice(0, -2)}xx`)).toBeNull();
    scene.at('2026-06-12');
    expect(links.readFile(token)).toBeNull();
    await expect(behind(scene, card, label)).rejects.toThrow('names no file');
  });

  it('by whoever may read the report; a malfunction by the contractor too, and by nobody else', async () => {
    const scene = await opened();
    await report(scene, { pieces: await given(scene, 'photo.png', png) });
    const [{ hash } = { hash: '' }] = await filesOf(scene);
    for (const persona of ['referent', 'deputy', 'coordinator', 'contractor'] as const)
      expect(await download(scene, persona, piece(hash))).toMatchObject({ body: png });
    for (const persona of ['foreignReferent', 'stranger'] as const)
      expect(await download(scene, persona, piece(hash))).toBeNull();
    expect(await download(scene, 'coordinator', piece('0'.repeat(64)))).toBeNull();
    expect(await download(scene, 'coordinator', { file: 'piece', values: {} })).toBeNull();
  });

  it('never by the contractor where the report is locked, nor by the hash of one that it may read', async () => {
    const scene = await opened();
    await report(scene, { nature: 'prestataire', pieces: await given(scene, 'preuve.pdf', pdf) });
    await report(scene, { pieces: await given(scene, 'photo.png', png) });
    const [{ hash } = { hash: '' }] = await filesOf(scene);
    expect(await download(scene, 'coordinator', piece(hash))).toMatchObject({ name: 'preuve.pdf' });
    expect(await download(scene, 'contractor', piece(hash))).toBeNull();
    const other = { file: 'piece', values: { incident: 'INC-2026-0002', piece: hash } };
    for (const persona of ['contractor', 'coordinator'] as const)
      expect(await download(scene, persona, other)).toBeNull();
  });

  it('of an addition that the contractor does not read: not by the contractor', async () => {
    const scene = await opened();
    await report(scene, {});
    const pieces = await scene.give('coordinator', 'note.pdf', pdf);
    const values = { incident: '1', reponse: 'Pour vous seuls.', pieces, lecteurs: 'sans-prestataire' };
    await submitted(scene, 'coordinator', 'incident repondre', values);
    const entry = (await scene.journal()).find(({ type }) => type === 'incident-answered');
    const [{ hash } = { hash: '' }] = (entry?.data['files'] ?? []) as unknown as readonly {
      readonly hash: string;
    }[];
    const readers: readonly Persona[] = ['referent', 'coordinator'];
    for (const persona of readers)
      expect(await download(scene, persona, piece(hash))).toMatchObject({ body: pdf });
    expect(await download(scene, 'contractor', piece(hash))).toBeNull();
  });

  it('is kept as long as the records name it: what was given for no report goes after a week', async () => {
    const scene = await opened();
    await report(scene, { pieces: await given(scene, 'photo.png', png) });
    await given(scene, 'oubli.pdf', pdf);
    scene.at('2026-03-25');
    const { store, world } = scene;
    expect(await sweepFiles({ store, world, now: () => scene.now })).toBe(1);
    const [{ hash } = { hash: '' }] = await filesOf(scene);
    expect(await download(scene, 'referent', piece(hash))).toMatchObject({ body: png });
  });
});
