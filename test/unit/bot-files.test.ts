import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createIntake } from '../../src/usecases/attachments/intake.ts';
import type { Ask } from '../../src/usecases/bot.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { formIn, openScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { DEPOSIT, tableWithDeposit } from '../support/deposit.ts';
import { fileOf, PROGRAM } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import { type Persona, visitorOf } from '../support/personas.ts';

const MOTIF = 'Rapport attendu';
const LOST = "Ce fichier n'est plus disponible";
let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ table: tableWithDeposit });
});
afterAll(() => expect(shownFaults()).toEqual([]));

function give(name: string, bytes: Uint8Array, persona: Persona = 'coordinator'): Promise<string> {
  const links = testLinks(() => scene.now);
  const intake = createIntake({ store: scene.store, links, now: () => scene.now });
  const { platform, accountId } = visitorOf(persona);
  return intake.take({ platform, accountId }, { name, bytes });
}

const send = (text: string, files: string) => scene.ask('coordinator', { kind: 'text', text, files });
const submit = (piece: string, motif = MOTIF) => scene.fill('coordinator', DEPOSIT, { piece, motif });

describe('files of a form', () => {
  it('stand in it, and reach the command', async () => {
    const files = `${await give('a.pdf', fileOf('pdf'))} ${await give('b.png', fileOf('png'))}`;
    const form = formIn(await scene.open('coordinator', DEPOSIT, { piece: files }));
    expect(form.fields[0]).toMatchObject({
      widget: 'file',
      mostFiles: 2,
      options: [{ label: 'a.pdf (69\u00a0octets)' }, { label: 'b.png (70\u00a0octets)' }],
    });
    expect([form.values, form.errors]).toEqual([{ piece: files }, {}]);
    const reply = await scene.submit('coordinator', { motif: MOTIF });
    expect(said(reply)).toContain('a.pdf (69 octets)');
    expect(said(reply)).toContain('b.png (70 octets)');
  });

  it('that were refused are told under their field, whoever opens it, and left behind', async () => {
    const program = await give('rapport.pdf', PROGRAM);
    const form = formIn(await scene.open('coordinator', DEPOSIT, { piece: program }));
    expect(form.errors['piece']).toContain('est un programme');
    expect(form.values).toEqual({});
    const sent = await submit(program);
    expect(said(sent)).toContain('est un programme');
    expect(formIn(sent)).toMatchObject({ values: { motif: MOTIF }, errors: { piece: form.errors['piece'] } });
    expect(formIn(await scene.submit('coordinator', {})).errors['piece']).toBe(
      'Ce renseignement est nécessaire.',
    );
  });

  it('are kept where another was refused with them, and where too many came', async () => {
    const pdf = await give('a.pdf', fileOf('pdf'));
    const sent = await submit(`${pdf} ${await give('rapport.pdf', PROGRAM)}`);
    expect(formIn(sent).values['piece']).toBe(pdf);
    const tooMany = await submit(`${pdf} ${pdf} ${pdf}`);
    expect(formIn(tooMany).errors['piece']).toBe(
      '2\u00a0fichiers au plus\u202f; vous en joignez 3. Retirez les moins utiles.',
    );
  });

  it('that somebody else gave, or long ago, are told under their field', async () => {
    const theirs = await give('a.pdf', fileOf('pdf'), 'referent');
    expect(formIn(await submit(theirs)).errors['piece']).toContain(LOST);
    const own = await give('a.pdf', fileOf('pdf'));
    scene.now = scene.now.add({ hours: 24 * 7 });
    expect(formIn(await scene.open('coordinator', DEPOSIT, { piece: own })).errors['piece']).toContain(LOST);
    expect(formIn(await submit('a guess')).errors['piece']).toContain(LOST);
  });
});

describe('files of a message', () => {
  it('go to the command that came with them; what is missing is asked for', async () => {
    const pdf = await give('a.pdf', fileOf('pdf'));
    expect(said(await send(`${DEPOSIT} ${MOTIF}`, pdf))).toContain('Pièces déposées');
    expect(formIn(await send(DEPOSIT, pdf)).values).toEqual({ piece: pdf });
  });

  it('are left aside by a command that takes none', async () => {
    expect(said(await send('aide', await give('a.pdf', fileOf('pdf'))))).toContain(
      'Ce que vous pouvez faire',
    );
  });

  it.each(['', 'voici le rapport'])('« %s » are asked what for', async (text) => {
    const reply = await send(text, await give('a.pdf', fileOf('pdf')));
    expect(said(reply)).toContain('1 fichier reçu');
    expect(said(reply)).toContain("À quoi sert-il ? Rien n'est encore enregistré.");
    expect(formIn(await scene.press('coordinator', 'Dépôt de pièces')).fields[0]?.options).toHaveLength(1);
  });

  it('are three at most; those that were refused are told beside the others', async () => {
    const [pdf, png, program] = [
      await give('a.pdf', fileOf('pdf')),
      await give('b.png', fileOf('png')),
      await give('rapport.pdf', PROGRAM),
    ];
    const reply = await send('', [pdf, png, program, pdf].join(' '));
    expect(said(reply)).toContain('2 fichiers reçus');
    expect(said(reply)).toContain('est un programme');
    expect(said(reply)).toContain('3 fichiers au plus ; vous en joignez 4.');
    expect(said(reply)).toContain('À quoi servent-ils ?');
    expect(said(await send('', program))).toContain('Fichier refusé');
  });

  it('are of no use to whoever may use no command that takes them', async () => {
    const ask: Ask = { kind: 'text', text: '', files: await give('a.pdf', fileOf('pdf'), 'stranger') };
    const reply = await scene.ask('stranger', ask);
    expect(said(reply)).toContain("Aucune des commandes qui vous sont ouvertes n'attend de fichier.");
  });
});

describe('files that their platform has yet to fetch', () => {
  const asked = { kind: 'text', text: `${DEPOSIT} ${MOTIF}` } as const;

  /** How often they were fetched. */
  function fetching(piece: string) {
    const fetched = { times: 0 };
    const takeIn = async (): Promise<Ask> => {
      fetched.times += 1;
      return { ...asked, files: piece };
    };
    return { fetched, takeIn };
  }

  it('are taken in for the ask, once however often it is delivered', async () => {
    const { fetched, takeIn } = fetching(await give('a.pdf', fileOf('pdf')));
    const first = await scene.ask('coordinator', asked, { key: 'k', takeIn });
    expect(said(first)).toContain('Pièces déposées');
    expect(await scene.ask('coordinator', asked, { key: 'k', takeIn })).toEqual(first);
    expect(fetched.times).toBe(1);
  });

  it('that cannot be kept are told so, as any records that cannot be reached', async () => {
    const full = () => Promise.reject(new StoreError('the disk is full'));
    const reply = await scene.ask('coordinator', asked, { takeIn: full });
    expect(said(reply)).toContain("Rien n'a été enregistré");
    const broken = await scene.ask('coordinator', asked, {
      takeIn: () => Promise.reject(new TypeError('x')),
    });
    expect(said(broken)).toContain('Demande interrompue');
  });
});
