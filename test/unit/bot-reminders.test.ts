import { afterAll, describe, expect, it } from '@jest/globals';
import {
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { silenceRules } from '../support/rules.ts';

/** Records and sends what is owed at 10 h in Paris of a day, and gives back the reminders of the calendar. */
async function reminded(scene: Scene, day: string) {
  scene.at(day);
  await scene.tick();
  const received = await scene.flush();
  return received.filter(({ message }) => message.topic === 'reminder');
}

function setup(scene: Scene, extra: string) {
  return scene.say('coordinator', `etape terminer choisy-le-roi audit ${extra}`);
}

async function staffed(): Promise<Scene> {
  const scene = await openStaffedScene();
  await silenceRules(scene, 'referent', 'deputy', 'foreignReferent');
  await setup(scene, '28/02/2026');
  await scene.say('coordinator', 'etape terminer nanterre audit 28/02/2026');
  await scene.flush();
  return scene;
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('a reminder of the calendar (art. 5)', () => {
  it('leaves on the working day before, and says the contract date', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-15');
    const received = await reminded(scene, '2026-05-22');
    expect(received.map(({ to }) => to).sort()).toEqual(['deputy', 'foreignReferent', 'referent']);
    const card = received.find(({ to }) => to === 'referent')?.card;
    expect(saidBy(card)).toBe(
      [
        'Dans 9 jours : Mise en place et formation',
        'Mise en place et formation : fin prévue dimanche 31/05/2026 (dernier jour ouvré : vendredi 29/05/2026).',
        'Choisy-le-Roi. Convention, art. 5.',
      ].join('\n'),
    );
    expect(card?.actions.map(({ label }) => label)).toEqual([
      "C'est noté",
      'Me le rappeler le…',
      'Signaler un retard',
    ]);
  });

  it('noted: says when the next comes, and the second press stores nothing', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-22');
    const note = scene.button('referent', "C'est noté");
    const first = await scene.ask('referent', note);
    expect(said(first)).toBe(
      "C'est noté\nMise en place et formation : fin prévue le 31/05/2026. Prochain rappel : vendredi 29/05/2026.",
    );
    const again = await scene.ask('referent', note);
    expect(again).toEqual(first);
    expect((await scene.journal()).filter(({ type }) => type === 'reminder-noted')).toHaveLength(1);
    await scene.ask('deputy', note);
    expect((await scene.journal()).filter(({ type }) => type === 'reminder-noted')).toHaveLength(2);
  });

  it('put off: comes back on the chosen day, on the working day before when it is none', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-01');
    await reminded(scene, '2026-05-04');
    await scene.press('referent', 'Me le rappeler le…');
    expect(said(await scene.submit('referent', { jour: '10/05/2026' }))).toBe(
      "Rappel reporté\nVous serez rappelé(e) le jeudi 07/05/2026 à 9 h (le 10/05/2026 n'est pas un jour ouvré).\nL'échéance elle-même ne change pas.",
    );
    expect((await reminded(scene, '2026-05-07')).map(({ to }) => to)).toEqual(['referent']);
    await scene.press('referent', 'Me le rappeler le…');
    expect(said(await scene.submit('referent', { jour: '11/05/2026' }))).toContain(
      'Vous serez rappelé(e) le lundi 11/05/2026 à 9 h.',
    );
    expect(said(await scene.submit('referent', { jour: '07/05/2026' }))).toContain(
      'Le 07/05/2026 est passé. Indiquez un jour à venir.',
    );
    expect(said(await scene.submit('referent', { jour: '06/08/2026' }))).toContain(
      'Le 06/08/2026 est trop éloigné : au plus tard le 05/08/2026.',
    );
    expect(said(await scene.submit('referent', { jour: '08/05/2026' }))).toContain('lundi 11/05/2026');
  });

  it('of a date that moved since is not noted', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-22');
    const note = scene.button('referent', "C'est noté");
    await scene.say('coordinator', 'etape retard choisy-le-roi mise-en-place 15/07/2026 "Travaux"');
    await scene.press('coordinator', 'Enregistrer');
    const reply = await scene.ask('referent', note);
    expect(said(reply)).toContain(
      'Cette échéance a été déplacée ou terminée depuis ce rappel. Tapez « calendrier » pour la situation du jour.',
    );
    expect(reply).toMatchObject({ form: null });
    await scene.open('referent', 'rappel reporter', { echeance: 'setup-end', prevue: '2026-05-31' });
    expect(said(await scene.submit('referent', { jour: '29/05/2026' }))).toContain(
      'Cette échéance a été déplacée',
    );
  });

  it('that waits is dropped when its date moves, is done, or is said again', async () => {
    const scene = await staffed();
    scene.at('2026-05-22');
    await scene.tick();
    await scene.say('coordinator', 'etape retard choisy-le-roi mise-en-place 15/07/2026 "Travaux"');
    await scene.press('coordinator', 'Enregistrer');
    scene.at('2026-05-29');
    await scene.tick();
    const before = (await scene.messages()).filter(
      ({ topic, state }) => topic === 'reminder' && state === 'waiting',
    );
    await scene.say('coordinator', 'etape terminer nanterre mise-en-place 29/05/2026');
    await scene.flush();
    const after = await Promise.all(before.map(({ key }) => scene.store.message(key)));
    const fates = after.map((message) => [
      message?.data['commune'],
      message?.data['offsetDays'],
      message?.state,
      message?.lastError,
    ]);
    expect(fates).toContainEqual(['choisy-le-roi', -7, 'dropped', 'milestone-moved']);
    expect(fates).toContainEqual(['nanterre', -7, 'dropped', 'milestone-done']);
    expect(after.map((message) => message?.state)).not.toContain('sent');
  });

  it('that waits is dropped when a later one was recorded, or when the phase was done on its day', async () => {
    const scene = await staffed();
    scene.at('2026-05-15');
    await scene.tick();
    scene.at('2026-05-29');
    await scene.tick();
    const waiting = (await scene.messages()).filter(
      ({ topic, to, state }) => topic === 'reminder' && state === 'waiting' && to !== '',
    );
    const verdicts = await Promise.all(
      waiting.map(async ({ key, data }) => [data['offsetDays'], (await scene.verdict(key))?.kind] as const),
    );
    expect(verdicts).toContainEqual([-14, 'drop']);
    expect(verdicts).toContainEqual([0, 'say']);
    scene.at('2026-06-01');
    await scene.say('coordinator', 'etape terminer nanterre mise-en-place 31/05/2026');
    const nanterre = waiting.find(({ data }) => data['commune'] === 'nanterre' && data['offsetDays'] === 0);
    expect(await scene.verdict(nanterre?.key ?? '')).toEqual({ kind: 'drop', why: 'milestone-done' });
  });

  it('that waits goes to whoever holds the role by then', async () => {
    const scene = await staffed();
    scene.at('2026-05-22');
    await scene.tick();
    const typed = {
      commune: 'nanterre',
      nom: 'Léa Moreau',
      courriel: 'lea.moreau@choisyleroi.example',
      telephone: '0148000006',
    };
    await scene.fill('coordinator', 'referent changer', typed);
    const received = (await scene.flush()).filter(({ card }) => card.name === 'reminder');
    expect(received.map(({ to }) => to).sort()).toEqual(['deputy', 'referent', 'successor']);
  });

  it('that waits is dropped with the beneficiary, or with its milestone', async () => {
    const scene = await staffed();
    scene.at('2026-05-22');
    await scene.tick();
    const waiting = (await scene.messages()).filter(
      ({ topic, state }) => topic === 'reminder' && state === 'waiting',
    );
    const choisy = waiting.find(({ data }) => data['commune'] === 'choisy-le-roi');
    const nanterre = waiting.find(({ data }) => data['commune'] === 'nanterre');
    await scene.load({ ...programme(), beneficiaries: [], phases: [] });
    expect(await scene.verdict(choisy?.key ?? '')).toEqual({ kind: 'drop', why: 'beneficiary-gone' });
    expect(await scene.verdict(nanterre?.key ?? '')).toEqual({ kind: 'drop', why: 'milestone-gone' });
  });
});

describe('after the date', () => {
  it('is chased weekly, and told to the coordinators after two weeks', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-29');
    const week = await reminded(scene, '2026-06-08');
    const card = week.find(({ to }) => to === 'referent')?.card;
    expect(saidBy(card)).toContain(
      "En retard : Mise en place et formation\nMise en place et formation : la fin était prévue dimanche 31/05/2026, il y a 8 jours. Si l'étape est finie, déclarez-la terminée ; sinon, signalez le retard.",
    );
    expect(card?.actions.map(({ label }) => label)).toContain("C'est fait");
    expect(said(await scene.press('referent', "C'est noté"))).toContain(
      'Prochain rappel : vendredi 12/06/2026.',
    );
    const fortnight = await reminded(scene, '2026-06-12');
    expect(fortnight.map(({ to }) => to)).toContain('coordinator');
    const told = fortnight.find(({ to }) => to === 'coordinator')?.card;
    expect(saidBy(told)).toBe(
      [
        '2 échéances en retard',
        '- Mise en place et formation, prévue dimanche 31/05/2026, en retard de 12 jours : Choisy-le-Roi et Nanterre',
        'Convention, art. 5.',
      ].join('\n'),
    );
    expect(told?.actions.map(({ label }) => label)).toEqual(['Choisy-le-Roi', 'Nanterre']);
  });

  it('done: opens the form with the phase', async () => {
    const scene = await staffed();
    await reminded(scene, '2026-05-29');
    await reminded(scene, '2026-06-08');
    await scene.press('referent', "C'est fait");
    expect(said(await scene.submit('referent', { date: '31/05/2026' }))).toContain(
      "fin de l'étape « Mise en place et formation » déclarée au 31/05/2026. C'est transmis",
    );
  });
});

describe('the start of the experiment', () => {
  it('is announced, not chased; noted without a next one once it has come', async () => {
    const scene = await openStaffedScene({ at: '2025-11-20T09:00:00Z' });
    await silenceRules(scene, 'referent');
    const received = await reminded(scene, '2025-11-24');
    const card = received.find(({ to }) => to === 'referent')?.card;
    expect(saidBy(card)).toBe(
      [
        "Dans 7 jours : Début de l'expérimentation",
        "Début de l'expérimentation prévu lundi 01/12/2025.",
        "La collectivité est tenue de pouvoir accueillir l'expérimentation à cette date.",
        'Choisy-le-Roi. Convention, art. 5.',
      ].join('\n'),
    );
    expect(card?.actions.map(({ label }) => label)).toEqual(["C'est noté", 'Me le rappeler le…']);
    expect(said(await scene.press('referent', "C'est noté"))).toContain(
      "Début de l'expérimentation prévu le 01/12/2025. Prochain rappel : vendredi 28/11/2025.",
    );
    const eve = await reminded(scene, '2025-11-28');
    expect(saidBy(eve[0]?.card)).toContain("Dans 3 jours : Début de l'expérimentation");
    const day = await reminded(scene, '2025-12-01');
    expect(saidBy(day.find(({ to }) => to === 'referent')?.card)).toContain(
      "Aujourd'hui : Début de l'expérimentation",
    );
    expect(said(await scene.press('referent', "C'est noté"))).toBe(
      "C'est noté\nDébut de l'expérimentation prévu le 01/12/2025.",
    );
  });
});

describe('a beneficiary without a référent', () => {
  it('is reminded through the coordinators, who can designate one', async () => {
    const scene = await openScene();
    await setup(scene, '28/02/2026');
    const received = await reminded(scene, '2026-05-22');
    expect(received.map(({ to }) => to)).toEqual(['coordinator', 'otherCoordinator']);
    expect(saidBy(received[0]?.card)).toContain(
      'Aucun référent nominatif ne peut être prévenu : ce rappel vous est adressé à sa place.',
    );
    expect(received[0]?.card.actions.map(({ label }) => label)).toEqual([
      'Désigner le référent',
      'Calendrier',
    ]);
  });

  it('several reminders leave as one, by milestone', async () => {
    const scene = await openScene();
    await scene.say('coordinator', 'commune ajouter Nanterre');
    await setup(scene, '28/02/2026');
    const received = await reminded(scene, '2026-05-29');
    expect(saidBy(received[0]?.card)).toBe(
      [
        '3 échéances, dont 1 en retard',
        '- Mise en place et formation, dimanche 31/05/2026, dans 2 jours : Choisy-le-Roi et Nanterre (sans référent nominatif)',
        '- État des lieux et audit préalables, prévue samedi 28/02/2026, en retard de 90 jours : Nanterre (sans référent nominatif)',
        'Convention, art. 5.',
      ].join('\n'),
    );
  });
});
