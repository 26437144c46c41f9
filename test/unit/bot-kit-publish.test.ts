import { afterAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../../src/usecases/bot.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import {
  contractor,
  designate,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  said,
  shownFaults,
} from '../support/bot.ts';
import { labelsOf } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { fileOf } from '../support/given-files.ts';
import { askKit, KIT, kitEvents, publishNow } from '../support/kits.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** What a form says under a field, spaces made plain. */
function under(reply: Reply, field: string): string {
  return plainSpaces(formIn(reply).errors[field] ?? '');
}

describe('kit publier (règlement, art. 9): MGP gives a track its kit', () => {
  it('shows first what it holds and who receives it; nothing is recorded before a button says when', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    const form = formIn(await scene.open('coordinator', 'kit publier'));
    expect(form.fields.map(({ name, widget, required }) => [name, widget, required])).toEqual([
      ['version', 'text', true],
      ['liens', 'multiline', false],
      ['fichiers', 'file', false],
      ['nouveautes', 'multiline', false],
      ['parcours', 'choice', false],
    ]);
    const fichiers = await scene.give('coordinator', 'affiche.pdf', fileOf('pdf'));
    const typed = { version: '1', liens: `${KIT}\n\n${KIT}/affiches\n${KIT}`, fichiers };
    const preview = await scene.submit('coordinator', { ...typed, nouveautes: 'Première version' });
    expect(said(preview)).toBe(
      [
        'Publier auprès de 3 référents et suppléants ?',
        'Kit de communication : version 1.',
        'Parcours : IA – Administration interne des collectivités',
        'Ce qui change : Première version',
        `Fichiers : affiche.pdf (${fileOf('pdf').byteLength} octets)`,
        `- ${KIT}`,
        `- ${KIT}/affiches`,
        'Sans référent nominatif à prévenir (1 collectivité) :',
        '- Thiais',
        "Rien n'est encore enregistré.",
        'Règlement, art. 9.',
      ].join('\n'),
    );
    expect(labelsOf(preview)).toEqual(['Publier demain à 9 h', 'Publier maintenant', 'Corriger', 'Annuler']);
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
    const done = await scene.press('coordinator', 'Publier maintenant');
    expect(said(done)).toContain(
      [
        'Kit publié : version 1',
        'La version 1 du kit est disponible.',
        "L'annonce part auprès de 3 référents et suppléants.",
      ].join('\n'),
    );
    expect(await kitEvents(scene, 'kit-published')).toMatchObject([
      {
        version: '1',
        links: [KIT, `${KIT}/affiches`],
        files: [{ name: 'affiche.pdf', kind: 'pdf' }],
        changes: 'Première version',
        availableAt: '2026-03-12T09:42:00Z',
      },
    ]);
  });

  it('for tomorrow, at 9 h of Paris', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    const done = await scene.press('coordinator', 'Publier demain à 9 h');
    expect(said(done)).toContain(
      [
        'Publication programmée : version 1',
        'La version 1 du kit sera disponible le 13/03/2026 à 9 h 00.',
        "Elle sera annoncée à ce moment aux personnes désignées alors : 3 référents et suppléants aujourd'hui.",
      ].join('\n'),
    );
    expect(await kitEvents(scene, 'kit-published')).toMatchObject([{ availableAt: '2026-03-13T08:00:00Z' }]);
  });

  it.each([
    ['2026-03-13T09:00:00Z', 'Publier lundi 16/03 à 9 h', '2026-03-16T08:00:00Z'],
    ['2026-03-14T09:00:00Z', 'Publier lundi 16/03 à 9 h', '2026-03-16T08:00:00Z'],
    ['2026-03-15T09:00:00Z', 'Publier demain à 9 h', '2026-03-16T08:00:00Z'],
    ['2026-05-13T09:00:00Z', 'Publier vendredi 15/05 à 9 h', '2026-05-15T07:00:00Z'],
    ['2026-03-27T09:00:00Z', 'Publier lundi 30/03 à 9 h', '2026-03-30T07:00:00Z'],
  ])('at %s the next morning is offered: « %s », summer time kept', async (at, label, availableAt) => {
    const scene = await openStaffedScene({ at });
    await askKit(scene);
    await scene.press('coordinator', label);
    expect(await kitEvents(scene, 'kit-published')).toMatchObject([{ availableAt }]);
  });

  it('a preview of yesterday is confirmed for this morning before 9 h, and shown again after it', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    const pressed = scene.button('coordinator', 'Publier demain à 9 h');
    scene.at('2026-03-13T08:00:00Z');
    const again = await scene.ask('coordinator', pressed);
    expect(labelsOf(again)[0]).toBe('Publier lundi 16/03 à 9 h');
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
    scene.at('2026-03-13T07:59:59Z');
    await scene.ask('coordinator', pressed);
    expect(await kitEvents(scene, 'kit-published')).toMatchObject([{ availableAt: '2026-03-13T08:00:00Z' }]);
  });

  it('a morning that no button has offered is shown again, not obeyed', async () => {
    const scene = await openStaffedScene({ at: '2026-03-14T07:00:00Z' });
    for (const quand of ['2026-03-14T08:00:00Z', '2027-01-01T08:00:00Z', 'demain'])
      expect(labelsOf(await askKit(scene, { quand }))[1]).toBe('Publier maintenant');
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
  });

  it('the preview is corrected with what was typed, or given up', async () => {
    const scene = await openStaffedScene();
    const fichiers = await scene.give('coordinator', 'affiche.pdf', fileOf('pdf'));
    await askKit(scene, { fichiers, nouveautes: 'Affiche' });
    const form = formIn(await scene.press('coordinator', 'Corriger'));
    expect(form.values).toEqual({
      version: '1',
      liens: KIT,
      fichiers,
      nouveautes: 'Affiche',
      parcours: 'ia-administration-interne',
    });
    await scene.submit('coordinator', {});
    expect(said(await scene.press('coordinator', 'Annuler'))).toContain("Rien n'a été enregistré.");
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
  });

  it('where nobody is designated yet, it says so and is published all the same', async () => {
    const scene = await openScene();
    const preview = await askKit(scene);
    expect(said(preview)).toContain('Publier le kit ?');
    expect(said(preview)).toContain('Personne ne sera prévenu.');
    const later = await scene.press('coordinator', 'Publier demain à 9 h');
    expect(said(later)).toContain('Elle sera annoncée à ce moment aux personnes désignées alors.');
    const now = await publishNow(scene, { version: '2', liens: `${KIT}/2` });
    expect(said(now)).toContain("Personne n'est à prévenir pour le moment.");
  });

  it('of files alone: no link is needed', async () => {
    const scene = await openStaffedScene();
    const fichiers = await scene.give('coordinator', 'affiche.pdf', fileOf('pdf'));
    const preview = await askKit(scene, { liens: '', fichiers });
    expect(said(preview)).toContain("octets)\nRien n'est encore enregistré.");
    await scene.press('coordinator', 'Publier maintenant');
    expect(await kitEvents(scene, 'kit-published')).toMatchObject([{ links: [], files: [{ kind: 'pdf' }] }]);
  });

  it('whose data were erased (RGPD) is counted no more', async () => {
    const scene = await openStaffedScene();
    const { id = '' } = (await scene.person('deputy')) ?? {};
    const row = scene.world.people.byId(id);
    if (row === undefined) throw new TypeError('no deputy');
    const person = { ...row.person, name: '', email: null };
    const recordedAt = scene.now.toString();
    const people = [{ person, expectedRevision: row.revision }];
    await scene.store.append(undelivered({ recordedAt, actor: 'system', correlationId: 'c', people }));
    expect(said(await askKit(scene))).toContain('Publier auprès de 2 référents et suppléants ?');
    await publishNow(scene);
    await scene.tick();
    const [told] = await kitEvents(scene, 'kit-told');
    expect(told?.['to']).toHaveLength(2);
    expect(told?.['to']).not.toContain(id);
  });
});

describe('kit publier refuses (règlement, art. 9)', () => {
  it.each([
    ['ftp://mgp.example/kit', "« ftp://mgp.example/kit » n'est pas une adresse en http ou https."],
    ['javascript:alert(1)', "« javascript:alert(1) » n'est pas une adresse en http ou https."],
    [`${KIT}\nle kit`, "« le » n'est pas une adresse en http ou https."],
    [
      Array.from({ length: 6 }, (_, index) => `${KIT}/${index}`).join('\n'),
      "C'est trop pour un kit : 5 liens et 3 fichiers au plus",
    ],
    [
      Array.from({ length: 5 }, (_, index) => `${KIT}/${'a'.repeat(250)}${index}`).join('\n'),
      "C'est trop pour un kit : 5 liens et 3 fichiers au plus",
    ],
  ])('links such as %s', async (liens, sentence) => {
    const scene = await openStaffedScene();
    const files = await Promise.all(
      ['a', 'b'].map((name) => scene.give('coordinator', `${name.repeat(70)}.pdf`, fileOf('pdf'))),
    );
    expect(under(await askKit(scene, { liens, fichiers: files.join(' ') }), 'liens')).toContain(sentence);
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
  });

  it('neither a link nor a file', async () => {
    const scene = await openStaffedScene();
    const refused = await askKit(scene, { liens: '' });
    expect(under(refused, 'liens')).toContain('Un kit tient en liens ou en fichiers');
  });

  it('a file that is not taken, and more than three', async () => {
    const scene = await openStaffedScene();
    const zip = await scene.give('coordinator', 'kit.zip', new TextEncoder().encode('PK\u0003\u0004'));
    expect(under(await askKit(scene, { fichiers: zip }), 'fichiers')).toContain('kit.zip');
    const four = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => scene.give('coordinator', `${name}.pdf`, fileOf('pdf'))),
    );
    expect(under(await askKit(scene, { fichiers: four.join(' ') }), 'fichiers')).toContain('3');
  });

  it('a version twice, in capitals or not, also the one of the programme file', async () => {
    const kit = { url: `${KIT}/1`, version: 'V1' };
    const scene = await openStaffedScene({ tracks: [programme({ contractor, kit })] });
    expect(under(await askKit(scene, { version: 'v1' }), 'version')).toBe(
      'La version « V1 » de ce kit existe déjà. Donnez un autre numéro de version à ce qui change.',
    );
    await publishNow(scene, { version: '2' });
    expect(under(await askKit(scene, { version: '2', liens: `${KIT}/2` }), 'version')).toBe(
      'La version « 2 » de ce kit existe déjà, depuis le 12/03/2026. Donnez un autre numéro de version à ce qui change.',
    );
  });

  it('what the newest version holds already; an older one may come back', async () => {
    const scene = await openStaffedScene();
    await publishNow(scene);
    const refused = await publishNow(scene, { version: '2', liens: ` ${KIT} ` });
    expect(under(refused, 'liens')).toContain('Ces liens et ces fichiers sont ceux de la version « 1 »');
    await publishNow(scene, { version: '2', liens: `${KIT}/2` });
    await publishNow(scene, { version: '3' });
    expect((await kitEvents(scene, 'kit-published')).map(({ version }) => version)).toEqual(['1', '2', '3']);
  });

  it('a second press of the same button', async () => {
    const scene = await openStaffedScene();
    await askKit(scene);
    const pressed = scene.button('coordinator', 'Publier maintenant');
    await scene.ask('coordinator', pressed);
    expect(said(await scene.ask('coordinator', pressed))).toContain('existe déjà');
    expect(await kitEvents(scene, 'kit-published')).toHaveLength(1);
  });

  it('anybody but the coordination, and a track that there is not', async () => {
    const scene = await openStaffedScene();
    for (const persona of ['referent', 'deputy', 'contractor'] as const)
      expect(said(await scene.say(persona, `kit publier 1 ${KIT}`))).toContain('réservée à la coordination');
    expect(said(await askKit(scene, { parcours: 'autre' }))).toContain('« autre »');
    expect(await kitEvents(scene, 'kit-published')).toEqual([]);
  });

  it('nothing else: it is typed in a line as well', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'successor');
    expect(said(await scene.say('coordinator', `kit publier 1 ${KIT}`))).toContain(
      'Publier auprès de 4 référents et suppléants ?',
    );
  });
});
