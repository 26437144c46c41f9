import { afterAll, describe, expect, it } from '@jest/globals';
import { formIn, openScene, said, saidBy, shownFaults } from '../support/bot.ts';
import {
  cardTo,
  handOver,
  judge,
  labelsIn,
  labelsOf,
  openDeliverableScene,
  REPORT,
  readersOf,
  recorded,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const REPLACES =
  'La version 2 remplace la version 1. Ce qui a été dit de celle-ci reste au journal et ne vaut pas pour la nouvelle.';

describe('livrable nouvelle-version (art. 3): everybody validates anew', () => {
  it('shows first what it replaces and who will be told', async () => {
    const scene = await openDeliverableScene();
    scene.at('2026-03-20');
    await scene.say('coordinator', 'livrable voir LIV-01');
    const form = formIn(await scene.press('coordinator', 'Nouvelle version'));
    expect(form.fields.map(({ name }) => name)).toEqual([
      'livrable',
      'fichier',
      'lien',
      'changements',
      'remis-le',
    ]);
    expect(form.values).toEqual({ livrable: 'LIV-01' });
    const typed = { lien: `${REPORT}-v2`, changements: 'Annexes ajoutées', 'remis-le': '2026-03-19' };
    const preview = await scene.submit('coordinator', typed);
    expect(said(preview)).toContain("Aperçu : LIV-01 : Rapport d'audit (version 2)");
    expect(said(preview)).toContain(
      `Remis le : 19/03/2026\nLien : ${REPORT}-v2\nCe qui change : Annexes ajoutées`,
    );
    expect(said(preview)).toContain(
      `${REPLACES}\n3 personnes seront prévenues.\nRien n'est encore enregistré.`,
    );
    expect(labelsOf(preview)).toEqual(['Déposer la nouvelle version', 'Corriger', 'Annuler']);
    expect(await recorded(scene, 'deliverable-replaced')).toEqual([]);
    expect(formIn(await scene.press('coordinator', 'Corriger')).values).toEqual({
      livrable: 'LIV-01',
      ...typed,
    });
    await scene.submit('coordinator', {});
    const done = await scene.press('coordinator', 'Déposer la nouvelle version');
    expect(said(done)).toContain(
      `La version 2 de LIV-01 est déposée.\n${REPLACES}\n3 personnes sont prévenues.`,
    );
    expect(await recorded(scene, 'deliverable-replaced')).toMatchObject([
      { deliverable: 'LIV-01', version: 2, changes: 'Annexes ajoutées', handedOverOn: '2026-03-19' },
    ]);
  });

  it('tells those who validate what it replaces, and puts them back to waiting; the first act stays', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Une réserve' });
    await scene.flush();
    await replace(scene);
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-handed')).toEqual(['deputy', 'foreignReferent', 'referent']);
    const card = cardTo(received, 'referent', 'deliverable-handed');
    expect(saidBy(card)).toContain("Nouvelle version à valider : LIV-01 : Rapport d'audit (version 2)");
    expect(saidBy(card)).toContain(`${REPLACES} Elle est à valider à son tour.`);
    const shown = await scene.say('referent', 'livrable voir 1');
    expect(said(shown)).toContain('Choisy-le-Roi : en attente de validation');
    expect(said(shown)).toContain('Versions remplacées : version 1 (remise le 12/03/2026).');
    expect(said(await judge(scene, 'referent'))).toContain(
      'Votre validation de LIV-01 (version 2) est enregistrée',
    );
    expect(
      (await recorded(scene, 'deliverable-judged')).map(({ version, verdict }) => [version, verdict]),
    ).toEqual([
      [1, 'with-reserves'],
      [2, 'validated'],
    ]);
    expect(said(await scene.say('deputy', 'livrable valider 1'))).toContain(
      'La version 2 de ce livrable a été validée par Amina Diallo',
    );
  });

  it('one that came before the former was told is told alone', async () => {
    const scene = await openDeliverableScene();
    await replace(scene);
    await replace(scene, { lien: `${REPORT}-v3` });
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-handed')).toEqual(['deputy', 'foreignReferent', 'referent']);
    expect(saidBy(cardTo(received, 'referent', 'deliverable-handed'))).toContain(
      'La version 3 remplace la version 2.',
    );
    const dropped = (await scene.messages()).filter(({ state }) => state === 'dropped');
    expect(dropped.map(({ lastError }) => lastError)).toEqual(Array(3).fill('replaced-since'));
  });

  it('is not asked for once it was answered by a colleague', async () => {
    const scene = await openDeliverableScene();
    await replace(scene);
    await judge(scene, 'deputy');
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-handed')).toEqual(['foreignReferent']);
  });

  it('a file may take the place of a link', async () => {
    const scene = await openDeliverableScene();
    const done = await replace(scene, {
      lien: '',
      fichier: await scene.give('coordinator', 'v2.pdf', fileOf('pdf')),
    });
    expect(said(done)).toContain('Fichier : v2.pdf (');
    const card = cardTo(await scene.flush(), 'referent', 'deliverable-handed');
    expect(labelsIn(card)).toEqual(['Valider', 'Valider avec réserves', 'Refuser', 'Voir le livrable']);
  });

  it('where nobody can be told, says so', async () => {
    const scene = await openScene();
    await handOver(scene);
    expect(said(await replace(scene))).toContain("Personne n'a été prévenu.");
  });
});

describe('livrable retirer (art. 3): nobody is to validate it any more', () => {
  it('says why to those who were to validate; what was said of it stays', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await scene.flush();
    await scene.say('coordinator', 'livrable voir 1');
    await scene.press('coordinator', 'Retirer');
    const done = await scene.submit('coordinator', { motif: 'Déposé par erreur' });
    expect(said(done)).toBe(
      [
        "Retiré : LIV-01 : Rapport d'audit",
        "Le livrable LIV-01 est retiré. Plus personne n'est relancé à son sujet.",
        'Retiré le 12/03/2026 à 10 h 42 : Déposé par erreur',
        'Ce qui en a été dit reste au journal.',
      ].join('\n'),
    );
    const received = await scene.flush();
    expect(readersOf(received, 'deliverable-withdrawn')).toEqual(['deputy', 'foreignReferent', 'referent']);
    expect(saidBy(cardTo(received, 'referent', 'deliverable-withdrawn'))).toBe(
      [
        "Livrable retiré : LIV-01 : Rapport d'audit",
        'Retiré le 12/03/2026 à 10 h 42 : Déposé par erreur',
        "Il n'est plus à valider. Aucune action n'est nécessaire.",
      ].join('\n'),
    );
    const shown = await scene.say('referent', 'livrable voir 1');
    expect(said(shown)).toContain('Retiré le 12/03/2026 à 10 h 42 : Déposé par erreur');
    expect(said(shown)).toContain(
      'Choisy-le-Roi : validé le 12/03/2026 à 10 h 42 par Amina Diallo (VAL-2026-0001)',
    );
    expect(labelsOf(shown)).toEqual(['Ouvrir le lien']);
  });

  it('one that was withdrawn before it was told is told as withdrawn alone', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene);
    await withdraw(scene, 'LIV-02');
    const received = await scene.flush();
    expect(new Set(received.map(({ message }) => message.topic))).toEqual(new Set(['deliverable-withdrawn']));
    const dropped = (await scene.messages()).filter(({ state }) => state === 'dropped');
    expect(dropped.map(({ lastError }) => lastError)).toEqual(Array(3).fill('withdrawn-since'));
  });

  it('is offered neither in the forms nor among what is to be validated', async () => {
    const scene = await openDeliverableScene();
    await withdraw(scene);
    expect(formIn(await scene.open('referent', 'livrable valider')).fields[0]?.options).toEqual([]);
    const listed = await scene.say('referent', 'livrables');
    expect(said(listed)).toContain("LIV-01 : Rapport d'audit, remis le 12/03/2026 : retiré");
    expect(labelsOf(listed)).toEqual(['Voir LIV-01']);
  });

  it('a message that says so of what is not withdrawn is not sent', async () => {
    const scene = await openDeliverableScene();
    const [told] = (await scene.messages()).filter(({ topic }) => topic === 'deliverable-handed');
    if (told === undefined) throw new TypeError('nobody was told');
    expect(await scene.verdictOn({ ...told, topic: 'deliverable-withdrawn' })).toEqual({
      kind: 'drop',
      why: 'settled-since',
    });
  });
});
