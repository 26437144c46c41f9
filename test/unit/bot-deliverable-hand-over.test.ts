import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, formIn, openScene, openStaffedScene, said, saidBy, shownFaults } from '../support/bot.ts';
import {
  cardTo,
  handOver,
  labelsIn,
  labelsOf,
  REPORT,
  readersOf,
  recorded,
} from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { fileOf } from '../support/given-files.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const sha256 = (what: string | Uint8Array) => createHash('sha256').update(what).digest('hex');
const audit = { titre: "Rapport d'audit", etape: 'audit' };

describe('livrable deposer (art. 3): MGP hands a deliverable over', () => {
  it('shows first what is handed over and who will be told; nothing is recorded before « Déposer »', async () => {
    const scene = await openStaffedScene();
    const form = formIn(await scene.open('coordinator', 'livrable deposer'));
    expect(form.fields.map(({ name, widget, required }) => [name, widget, required])).toEqual([
      ['titre', 'text', true],
      ['etape', 'choice', true],
      ['fichier', 'file', false],
      ['lien', 'text', false],
      ['collectivites', 'multiline', false],
      ['remis-le', 'date', false],
      ['parcours', 'choice', false],
    ]);
    expect(form.submitLabel).toBe("Voir l'aperçu");
    const preview = await scene.submit('coordinator', { ...audit, lien: REPORT, 'remis-le': '10/03/2026' });
    expect(said(preview)).toBe(
      [
        "Aperçu : Rapport d'audit",
        'Étape : État des lieux et audit préalables',
        'Remis le : 10/03/2026',
        `Lien : ${REPORT}`,
        'Parcours : IA – Administration interne des collectivités',
        'Adressé à : toutes les collectivités du parcours (2)',
        "Empreinte SHA-256 de l'adresse (le contenu d'un lien peut changer) :",
        sha256(REPORT).replaceAll(/(.{8})(?=.)/gu, '$1 '),
        '3 personnes seront prévenues.',
        "Rien n'est encore enregistré.",
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsOf(preview)).toEqual(['Déposer', 'Corriger', 'Annuler']);
    expect(await recorded(scene, 'deliverable-handed-over')).toEqual([]);
    const done = await scene.press('coordinator', 'Déposer');
    expect(said(done)).toContain('Le livrable LIV-01 est déposé.\n3 personnes sont prévenues.');
    expect(labelsOf(done)).toEqual(['Voir le livrable', 'Suivi des livrables']);
    expect(await recorded(scene, 'deliverable-handed-over')).toMatchObject([
      {
        deliverable: 'LIV-01',
        title: "Rapport d'audit",
        phase: 'audit',
        communes: null,
        content: { kind: 'link', url: REPORT },
        digest: sha256(REPORT),
        handedOverOn: '2026-03-10',
      },
    ]);
  });

  it('today is no day to come', async () => {
    const scene = await openStaffedScene();
    expect(said(await handOver(scene, { 'remis-le': '12/03/2026' }))).toContain('Remis le : 12/03/2026');
  });

  it('the preview is corrected with what was typed, or given up', async () => {
    const scene = await openStaffedScene();
    const typed = { ...audit, lien: REPORT, collectivites: 'Nanterre', 'remis-le': '10/03/2026' };
    await scene.fill('coordinator', 'livrable deposer', typed);
    const form = formIn(await scene.press('coordinator', 'Corriger'));
    expect(form.values).toEqual({ ...typed, 'remis-le': '2026-03-10' });
    await scene.submit('coordinator', {});
    expect(said(await scene.press('coordinator', 'Annuler'))).toContain("Rien n'a été enregistré.");
    expect(await recorded(scene, 'deliverable-handed-over')).toEqual([]);
  });

  it('tells référents and deputies at once, with the three answers and where it is read', async () => {
    const scene = await openStaffedScene();
    await handOver(scene);
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-handed')).toEqual(['deputy', 'foreignReferent', 'referent']);
    const card = cardTo(received, 'referent', 'deliverable-handed');
    expect(saidBy(card)).toBe(
      [
        "Livrable à valider : LIV-01 : Rapport d'audit",
        'La Métropole vous remet ce livrable, que votre collectivité est chargée de valider.',
        'Étape : État des lieux et audit préalables',
        'Remis le : 12/03/2026',
        `Lien : ${REPORT}`,
        "L'absence de réponse ne vaut pas validation.",
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsIn(card)).toEqual([
      'Valider',
      'Valider avec réserves',
      'Refuser',
      'Ouvrir le lien',
      'Voir le livrable',
    ]);
    const told = (await scene.messages()).filter(({ topic }) => topic === 'deliverable-handed');
    expect(told.map(({ group }) => group)).toEqual([null, null, null]);
  });

  it('to some beneficiaries: their names in any spelling, apart by commas or lines, and nobody else is told', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    await scene.say('coordinator', 'commune ajouter "Vitry-sur-Seine"');
    const done = await handOver(scene, {
      collectivites: 'choisy le roi, Thiais\n\nTHIAIS ; vitry sur seine',
    });
    expect(said(done)).toContain('Adressé à : Choisy-le-Roi, Thiais, Vitry-sur-Seine');
    expect(said(done)).toContain(
      'Sans référent nominatif à prévenir (2 collectivités) :\n- Thiais\n- Vitry-sur-Seine',
    );
    expect(readersOf(await scene.flush(), 'deliverable-handed')).toEqual(['deputy', 'referent']);
    const [data] = await recorded(scene, 'deliverable-handed-over');
    expect(data?.['communes']).toEqual(['choisy-le-roi', 'thiais', 'vitry-sur-seine']);
    const four = await handOver(scene, { collectivites: 'Nanterre, Choisy-le-Roi, Thiais, vitry-sur-seine' });
    expect(said(four)).toContain('Adressé à : Choisy-le-Roi, Nanterre, Thiais et 1 autre');
  });

  it('a list of nothing but commas is no list: everybody is addressed, which the preview says', async () => {
    const scene = await openStaffedScene();
    const preview = await scene.fill('coordinator', 'livrable deposer', {
      ...audit,
      lien: REPORT,
      collectivites: ' , ;',
    });
    expect(said(preview)).toContain('Adressé à : toutes les collectivités du parcours (2)');
  });

  it('where nobody can be told, says so before and after', async () => {
    const scene = await openScene();
    const preview = await scene.fill('coordinator', 'livrable deposer', { ...audit, lien: REPORT });
    expect(said(preview)).toContain(
      'Personne ne sera prévenu.\nSans référent nominatif à prévenir (1 collectivité) :\n- Choisy-le-Roi',
    );
    const done = await scene.press('coordinator', 'Déposer');
    expect(said(done)).toContain("Personne n'a été prévenu.\nSans référent nominatif");
    expect(await scene.flush()).toEqual([]);
  });

  it('a file is known by its content: its name, its size and its SHA-256', async () => {
    const scene = await openStaffedScene();
    const bytes = fileOf('pdf');
    const fichier = await scene.give('coordinator', 'Rapport final.pdf', bytes);
    const preview = await scene.fill('coordinator', 'livrable deposer', { ...audit, fichier });
    expect(said(preview)).toContain('Fichier : Rapport final.pdf (');
    expect(said(preview)).toContain('Empreinte SHA-256 du fichier :');
    await scene.press('coordinator', 'Déposer');
    const [data] = await recorded(scene, 'deliverable-handed-over');
    expect(data).toMatchObject({
      digest: sha256(bytes),
      content: { kind: 'file', file: { hash: sha256(bytes), name: 'Rapport final.pdf', kind: 'pdf' } },
    });
  });

  it('is not told to whoever was replaced before it left (art. 4): the reminders find their successor', async () => {
    const scene = await openStaffedScene();
    await handOver(scene, { collectivites: 'choisy-le-roi' });
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-handed')).toEqual(['deputy']);
    const fate = (await scene.messages()).find(
      ({ topic, state }) => topic === 'deliverable-handed' && state === 'dropped',
    );
    expect(fate?.lastError).toBe('no-role-left');
  });

  it('numbers deliverables through, and says a long title whole below its shortened one', async () => {
    const scene = await openStaffedScene();
    const titre =
      'Compte rendu des ateliers de co-construction, tome premier, avec les annexes et le glossaire';
    await handOver(scene);
    const done = await handOver(scene, { titre, etape: 'mise en place' });
    if (done.kind !== 'card') throw new TypeError(done.kind);
    expect(plainSpaces(done.card.title)).toMatch(
      /^Déposé : LIV-02 : Compte rendu des ateliers de co-construction.*…$/u,
    );
    expect(said(done)).toContain(titre);
    expect(said(done)).toContain('Étape : Mise en place et formation');
  });

  it('to whoever speaks for two beneficiaries, the answers name which', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    await handOver(scene);
    const card = cardTo(await scene.flush(), 'referent', 'deliverable-handed');
    expect(labelsIn(card).slice(0, 6)).toEqual([
      'Valider : Choisy-le-Roi',
      'Valider avec réserves : Choisy-le-Roi',
      'Refuser : Choisy-le-Roi',
      'Valider : Nanterre',
      'Valider avec réserves : Nanterre',
      'Refuser : Nanterre',
    ]);
  });

  it('names a phase that the programme no longer has by its id', async () => {
    const scene = await openStaffedScene();
    await handOver(scene);
    const { facts } = [...scene.world.tracks.values()][0] ?? {};
    if (!facts) throw new TypeError('no facts');
    await scene.load({ ...facts, phases: facts.phases.filter(({ id }) => id !== 'audit') });
    expect(said(await scene.say('coordinator', 'livrable voir 1'))).toContain('Étape : audit');
  });
});
