import { afterAll, describe, expect, it } from '@jest/globals';
import {
  formIn,
  openScene,
  openStaffedScene,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';
import { days } from '../support/obligations.ts';
import { coordinatorEmails } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const commune = 'choisy-le-roi';
const letter = {
  commune,
  'envoyee-le': '10/03/2026',
  manquement: "Aucun accès aux locaux n'a été donné.",
};
const NO_EFFECT =
  "Seule la lettre recommandée avec accusé de réception a un effet (art. 12) : Jalon ne l'envoie pas, il compte les jours. Ce message n'en a aucun.";

const send = (scene: Scene, changes: Record<string, string> = {}) =>
  scene.fill('coordinator', 'convention mise-en-demeure', { ...letter, ...changes });
const close = (scene: Scene, changes: Record<string, string> = {}) =>
  scene.fill('coordinator', 'convention clore-demeure', {
    commune,
    suite: 'remedie',
    le: '12/03/2026',
    ...changes,
  });

describe('a formal notice (art. 12)', () => {
  it('is recorded with its thirty calendar days, and the bot says that it has no effect by itself', async () => {
    const scene = await openStaffedScene();
    expect(said(await send(scene))).toBe(
      [
        'Mise en demeure MED-2026-0001 : Choisy-le-Roi',
        "Envoi du 10/03/2026 enregistré. Trente jours : jusqu'au 09/04/2026.",
        "Manquement : Aucun accès aux locaux n'a été donné.",
        NO_EFFECT,
        'Convention, art. 12.',
      ].join('\n'),
    );
    expect(await eventsOf(scene, 'formal-notice-sent')).toMatchObject([
      { notice: 'MED-2026-0001', commune, sentOn: '2026-03-10' },
    ]);
  });

  it.each([
    ['10/02/2026', "Trente jours : jusqu'au 12/03/2026."],
    ['09/02/2026', 'Le délai de trente jours est écoulé depuis le 11/03/2026.'],
  ])('of the %s recorded late says where its days stand', async (sentOn, sentence) => {
    const scene = await openStaffedScene();
    expect(said(await send(scene, { 'envoyee-le': sentOn }))).toContain(sentence);
  });

  it('is written to nobody of the beneficiary, at no time: coordinators are reminded a week before and once over', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    expect(await scene.flush()).toEqual([]);
    const left = (await days(scene, '2026-03-12', '2026-04-30')).filter(({ card }) =>
      saidBy(card).includes('MED-'),
    );
    expect(left.map(({ day, to }) => `${day} ${to}`)).toEqual([
      '2026-04-02 coordinator',
      '2026-04-02 otherCoordinator',
      '2026-04-10 coordinator',
      '2026-04-10 otherCoordinator',
    ]);
    const [week, , over] = left.map(({ card }) => saidBy(card));
    expect(week).toContain('Le délai de trente jours prend fin le 09/04/2026.');
    expect(over).toContain('Le délai de trente jours est écoulé depuis le 09/04/2026.');
    for (const card of [week, over]) expect(card).toContain(NO_EFFECT);
    const names = (await scene.messages()).map(({ topic, to }) => [topic, to]);
    const own = await Promise.all((['referent', 'deputy'] as const).map((one) => scene.person(one)));
    expect(
      names.filter(([topic, to]) => topic?.startsWith('formal') && own.some((p) => p?.id === to)),
    ).toEqual([]);
  });

  it('closed before it leaves, its reminder is not sent', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    scene.at('2026-04-02');
    await scene.tick();
    await close(scene);
    expect((await scene.flush()).map(({ card }) => card.name)).not.toContain('formal-notice-reminder');
    const after = await days(scene, '2026-04-03', '2026-04-15');
    expect(after.map(({ card }) => card.name)).not.toContain('formal-notice-reminder');
  });

  it('its reminder does not go to somebody who coordinates no longer', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    scene.at('2026-04-02');
    await scene.tick();
    const [camille] = coordinatorEmails;
    const only = camille === undefined ? [] : [camille];
    const later = await openScene({ store: scene.store, settingsCoordinators: only }, 'later');
    later.at('2026-04-02');
    const told = (await later.flush()).filter(({ card }) => card.name === 'formal-notice-reminder');
    expect(told.map(({ to }) => to)).toEqual(['coordinator']);
  });

  it('a second one is refused while the first is open, and taken once it is closed', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    const refused = await send(scene, { 'envoyee-le': '11/03/2026' });
    expect(said(refused)).toContain(
      "La mise en demeure MED-2026-0001 (envoyée le 10/03/2026) est en cours. Clôturez-la avant d'en enregistrer une autre.",
    );
    expect(await eventsOf(scene, 'formal-notice-sent')).toHaveLength(1);
    await close(scene);
    expect(said(await send(scene))).toContain('Mise en demeure MED-2026-0002');
  });

  it('to come, or without what is reproached, is refused', async () => {
    const scene = await openStaffedScene();
    const errors = async (changes: Record<string, string>) =>
      Object.entries(formIn(await send(scene, changes)).errors).map(
        ([name, why]) => `${name}: ${plainSpaces(why)}`,
      );
    expect(await errors({ 'envoyee-le': '2026-03-13' })).toEqual([
      "envoyee-le: Le 13/03/2026 est à venir : seul ce qui a eu lieu s'enregistre. Revenez ce jour-là, ou corrigez la date.",
    ]);
    expect(await errors({ manquement: 'Retard' })).toHaveLength(1);
    expect(await errors({ manquement: 'x'.repeat(1_001) })).toHaveLength(1);
    expect(await eventsOf(scene, 'formal-notice-sent')).toEqual([]);
  });

  it('closes remedied or without more, and says so', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    expect(said(await close(scene))).toBe(
      [
        'Mise en demeure MED-2026-0001 : Choisy-le-Roi',
        'Il a été remédié au manquement le 12/03/2026. La mise en demeure est close.',
        'Envoyée le : 10/03/2026',
        "Manquement : Aucun accès aux locaux n'a été donné.",
        'Convention, art. 12.',
      ].join('\n'),
    );
    await send(scene, { 'envoyee-le': '11/03/2026' });
    expect(said(await close(scene, { suite: 'sans-suite', le: '11/03/2026' }))).toContain(
      "La Métropole n'y donne pas suite : décision du 11/03/2026.",
    );
    expect(
      (await eventsOf(scene, 'formal-notice-closed')).map(({ notice, outcome }) => [notice, outcome]),
    ).toEqual([
      ['MED-2026-0001', 'remedied'],
      ['MED-2026-0002', 'withdrawn'],
    ]);
  });

  it('cannot be closed where none is open, before the letter, nor on a day to come', async () => {
    const scene = await openStaffedScene();
    expect(said(await close(scene))).toContain(
      "Aucune mise en demeure n'est en cours à l'égard de Choisy-le-Roi.",
    );
    await send(scene);
    expect(plainSpaces(formIn(await close(scene, { le: '09/03/2026' })).errors['le'] ?? '')).toBe(
      "Le 09/03/2026 précède l'envoi de la mise en demeure (10/03/2026). Vérifiez la date.",
    );
    expect(plainSpaces(formIn(await close(scene, { le: '2026-03-13' })).errors['le'] ?? '')).toContain(
      'Le 13/03/2026 est à venir',
    );
    expect(said(await close(scene, { commune: 'nanterre' }))).toContain("à l'égard de Nanterre");
    expect(await eventsOf(scene, 'formal-notice-closed')).toEqual([]);
  });
});

describe('a hearing (art. 9)', () => {
  it('is recorded with who was heard, before any sanction', async () => {
    const scene = await openStaffedScene();
    await send(scene);
    await scene.press('coordinator', 'Enregistrer une audition');
    const reply = await scene.submit('coordinator', { le: '12/03/2026', entendus: 'Mme Diallo, directrice' });
    expect(said(reply)).toBe(
      [
        'Audition de Choisy-le-Roi',
        "L'audition du 12/03/2026 est enregistrée.",
        'Entendus : Mme Diallo, directrice',
        "Une décision de fin d'expérimentation vient après l'examen des justificatifs et cette audition.",
        'Convention, art. 9.',
      ].join('\n'),
    );
    expect(await eventsOf(scene, 'hearing-held')).toMatchObject([{ heldOn: '2026-03-12' }]);
    expect(await scene.flush()).toEqual([]);
  });

  it('to come is refused', async () => {
    const scene = await openStaffedScene();
    const values = { commune, le: '2026-03-13', entendus: 'Le maire' };
    const refused = formIn(await scene.fill('coordinator', 'convention audition', values));
    expect(plainSpaces(refused.errors['le'] ?? '')).toContain('Le 13/03/2026 est à venir');
    expect(await eventsOf(scene, 'hearing-held')).toEqual([]);
  });
});
