import { afterAll, describe, expect, it } from '@jest/globals';
import {
  designate,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import {
  cardTo,
  handOver,
  judge,
  labelsIn,
  labelsOf,
  openDeliverableScene,
  readersOf,
  recorded,
  submitted,
  withdraw,
} from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** Thursday 26/03/2026: ten working days after LIV-01 was handed over. */
const LATE = '2026-03-26';
const chasedMessages = async (scene: Scene) =>
  (await scene.messages()).filter(({ key }) => key.includes(':relance-'));

describe('livrable relancer (art. 3): the late ones are reminded', () => {
  it('shows first who gets what; nothing leaves before « Relancer »', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
    await scene.flush();
    scene.at(LATE);
    await scene.say('coordinator', 'livrable suivi');
    const preview = await scene.press('coordinator', 'Relancer les 2 en retard');
    expect(said(preview)).toBe(
      [
        'Relancer : 2 collectivités',
        '- Choisy-le-Roi, LIV-01 : Amina Diallo et Paul Durand',
        '- Nanterre, LIV-01 et LIV-02 : Zoé Petit',
        "3 personnes recevront un message. Rien n'est encore parti.",
        "L'absence de réponse ne vaut pas validation.",
      ].join('\n'),
    );
    expect(labelsOf(preview)).toEqual(['Relancer', 'Annuler']);
    expect(await scene.flush()).toEqual([]);
    const done = await scene.press('coordinator', 'Relancer');
    expect(said(done)).toBe(
      'Relance enregistrée\n3 personnes sont relancées pour 2 collectivités. Les messages partent pendant les heures de rappel, de 8 h à 19 h les jours ouvrés.',
    );
    const { id } = (await scene.person('coordinator')) ?? {};
    expect(await recorded(scene, 'validation-chased')).toEqual([
      { deliverable: 'LIV-01', version: 1, communes: ['choisy-le-roi', 'nanterre'], byId: id },
      { deliverable: 'LIV-02', version: 1, communes: ['nanterre'], byId: id },
    ]);
    const received = await scene.flush();
    expect(readersOf(received, 'validation-reminder')).toEqual(['deputy', 'foreignReferent', 'referent']);
    expect(saidBy(cardTo(received, 'referent', 'validation-reminder'))).toContain(
      'Ce livrable attend la réponse de Choisy-le-Roi depuis 10 jours ouvrés.',
    );
    expect(saidBy(cardTo(received, 'foreignReferent', 'validation-reminder'))).toContain(
      '2 livrables à valider',
    );
  });

  it('is given up without a trace', async () => {
    const scene = await openDeliverableScene();
    scene.at(LATE);
    await scene.say('coordinator', 'livrable relancer');
    expect(said(await scene.press('coordinator', 'Annuler'))).toContain("Rien n'a été enregistré.");
    expect(await recorded(scene, 'validation-chased')).toEqual([]);
    expect(await chasedMessages(scene)).toEqual([]);
  });

  it('they are reminders: in the groups, hours and wishes of those who get them', async () => {
    const scene = await openDeliverableScene();
    scene.at(LATE);
    await submitted(scene, 'coordinator', 'livrable relancer', { confirme: 'oui' });
    const messages = await chasedMessages(scene);
    expect(messages.map(({ group }) => group)).toEqual(Array(3).fill('validation-reminder'));
    expect(messages.map(({ notBeforeAt }) => notBeforeAt)).toEqual(Array(3).fill('2026-03-26T09:00:00Z'));
  });

  it('one deliverable alone', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
    scene.at(LATE);
    expect(said(await scene.say('coordinator', 'livrable relancer LIV-02'))).toContain(
      '- Nanterre, LIV-02 : Zoé Petit\n1 personne recevra un message.',
    );
    expect(said(await scene.press('coordinator', 'Relancer'))).toContain(
      '1 personne est relancée pour 1 collectivité.',
    );
    expect(await recorded(scene, 'validation-chased')).toMatchObject([{ deliverable: 'LIV-02' }]);
    expect(said(await scene.say('coordinator', 'livrable relancer LIV-09'))).toContain(
      'Aucun livrable « LIV-09 »',
    );
  });

  it('who has answered between the preview and the button is not reminded', async () => {
    const scene = await openDeliverableScene();
    scene.at(LATE);
    await scene.say('coordinator', 'livrable relancer');
    await judge(scene, 'foreignReferent');
    expect(said(await scene.press('coordinator', 'Relancer'))).toContain(
      '2 personnes sont relancées pour 1 collectivité.',
    );
    await judge(scene, 'referent');
    expect(readersOf(await scene.flush(), 'validation-reminder')).toEqual([]);
    await scene.say('coordinator', 'livrable relancer');
    expect((await chasedMessages(scene)).map(({ lastError }) => lastError)).toEqual(
      Array(2).fill('settled-since'),
    );
  });

  it('nobody is late: before two thirds of the time, once all have answered, and of what was withdrawn', async () => {
    const scene = await openDeliverableScene();
    const none = "Aucune collectivité n'est en retard de validation. Il n'y a personne à relancer.";
    scene.at('2026-03-25');
    expect(said(await scene.say('coordinator', 'livrable relancer'))).toContain(none);
    scene.at(LATE);
    await judge(scene, 'referent', { avis: 'refuser', motif: 'Non' });
    await judge(scene, 'foreignReferent', { avis: 'reserves', reserves: 'Une' });
    expect(said(await scene.say('coordinator', 'livrable relancer'))).toContain(none);
    await handOver(scene, { 'remis-le': '12/03/2026' });
    await withdraw(scene, 'LIV-02');
    expect(said(await scene.say('coordinator', 'livrable relancer LIV-02'))).toContain(none);
  });

  it('where nobody can be written to, says so and leads to who is missing', async () => {
    const scene = await openScene();
    await handOver(scene);
    scene.at(LATE);
    const preview = await scene.say('coordinator', 'livrable relancer');
    expect(said(preview)).toContain(
      "- Choisy-le-Roi, LIV-01 : personne à qui écrire\nAucune de ces collectivités n'a de référent nominatif à qui écrire.",
    );
    expect(labelsOf(preview)).toEqual(['Référents manquants', 'Annuler']);
    const forced = await submitted(scene, 'coordinator', 'livrable relancer', { confirme: 'oui' });
    expect(said(forced)).toContain('personne à qui écrire');
    expect(await recorded(scene, 'validation-chased')).toEqual([]);
    expect(said(await scene.press('coordinator', 'Référents manquants'))).toContain('Choisy-le-Roi');
  });

  it('those whom nobody speaks for are named in the preview and left out of the record', async () => {
    const scene = await openDeliverableScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    scene.at(LATE);
    expect(said(await scene.say('coordinator', 'livrable relancer'))).toContain(
      '- Thiais, LIV-01 : personne à qui écrire',
    );
    expect(said(await scene.press('coordinator', 'Relancer'))).toContain(
      '3 personnes sont relancées pour 2 collectivités.',
    );
    const [data] = await recorded(scene, 'validation-chased');
    expect(data?.['communes']).toEqual(['choisy-le-roi', 'nanterre']);
  });

  it('a relance and a reminder of the same deliverable leave as one', async () => {
    const scene = await openDeliverableScene();
    scene.at(LATE);
    await submitted(scene, 'coordinator', 'livrable relancer', { confirme: 'oui' });
    await scene.tick();
    const received = (await scene.flush()).filter(({ to }) => to === 'referent');
    const about = received.filter(({ message }) => message.topic === 'validation-reminder');
    expect(about).toHaveLength(1);
    expect(labelsIn(about[0]?.card)).toEqual([
      'Valider',
      'Valider avec réserves',
      'Refuser',
      'Ouvrir le lien',
    ]);
  });

  it('asks which track where there are several', async () => {
    const health = programme({ id: 'ia-sante', title: 'IA – Santé' });
    const scene = await openStaffedScene({ tracks: [programme(), health] });
    await designate(scene, 'ia-sante/choisy-le-roi', 'referent', 'referent');
    await handOver(scene, { parcours: 'ia-sante' });
    scene.at(LATE);
    expect((await scene.say('coordinator', 'livrable relancer')).kind).toBe('form');
    const reply = await scene.submit('coordinator', { parcours: 'ia-sante' });
    expect(said(reply)).toContain('- Choisy-le-Roi, LIV-01 : Amina Diallo');
    expect(said(await scene.press('coordinator', 'Relancer'))).toContain('1 personne est relancée');
    expect(said(await scene.say('coordinator', 'livrable relancer LIV-01'))).toContain(
      '- Choisy-le-Roi, LIV-01 : Amina Diallo',
    );
  });
});
