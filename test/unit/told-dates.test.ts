import { afterAll, describe, expect, it } from '@jest/globals';
import { openStaffedScene, saidBy, shownFaults } from '../support/bot.ts';
import { eventsOf } from '../support/meetings.ts';
import { days } from '../support/obligations.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const ofChoisy = (all: Awaited<ReturnType<typeof days>>) =>
  all
    .filter(({ to, card }) => to === 'referent' && card.name.startsWith('reminder'))
    .map(({ day, card }) => `${day} ${saidBy(card).split('\n')[0]}`);

describe('a new end of phase (art. 5) is told once', () => {
  it('by its notice: that the new date comes is not said again the same day, later stages are', async () => {
    const scene = await openStaffedScene({ at: '2026-05-20T09:00:00Z' });
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 28/02/2026');
    await days(scene, '2026-05-20', '2026-05-20');
    await scene.say('coordinator', 'etape retard choisy-le-roi setup 15/06/2026 Marché');
    await scene.press('coordinator', 'Enregistrer');
    const told = await scene.flush();
    expect(told.filter(({ to }) => to === 'referent').map(({ card }) => card.name)).toEqual([
      'phase-end-set',
    ]);
    expect(ofChoisy(await days(scene, '2026-05-20', '2026-06-08'))).toEqual([
      '2026-06-01 Dans 14 jours : Mise en place et formation',
      '2026-06-08 Dans 7 jours : Mise en place et formation',
    ]);
  });

  it('proposed by the beneficiary, by what MGP answers', async () => {
    const scene = await openStaffedScene({ at: '2026-05-20T09:00:00Z' });
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 28/02/2026');
    await days(scene, '2026-05-20', '2026-05-20');
    await scene.say('referent', 'etape retard setup 15/06/2026 Marché');
    await scene.press('referent', 'Transmettre');
    await scene.flush();
    await scene.press('coordinator', 'Confirmer');
    expect(ofChoisy(await days(scene, '2026-05-20', '2026-05-29'))).toEqual([]);
  });

  it('what its notice does not name is reminded of', async () => {
    const scene = await openStaffedScene({ at: '2026-05-11T09:00:00Z' });
    await days(scene, '2026-05-11', '2026-05-11');
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 26/02/2026');
    expect(ofChoisy(await days(scene, '2026-05-11', '2026-05-11'))).toEqual([
      '2026-05-11 Dans 15 jours : Mise en place et formation',
    ]);
    expect(await eventsOf(scene, 'reminders-owed')).not.toContainEqual(
      expect.objectContaining({ items: [expect.objectContaining({ to: [] })] }),
    );
  });

  it('what it leaves where it was is reminded of', async () => {
    const scene = await openStaffedScene({ at: '2026-05-20T09:00:00Z' });
    for (const phase of ['audit 31/01/2026', 'setup 30/04/2026'])
      await scene.say('coordinator', `etape terminer choisy-le-roi ${phase}`);
    scene.at('2026-10-31');
    await scene.say('coordinator', 'etape terminer choisy-le-roi use 31/10/2026');
    expect(ofChoisy(await days(scene, '2026-11-02', '2026-11-02'))).toEqual([
      "2026-11-02 Dans 28 jours : Bilan et mesure d'impact",
    ]);
  });

  it('of today or late is chased all the same', async () => {
    const scene = await openStaffedScene({ at: '2026-06-08T07:00:00Z' });
    for (const phase of ['audit 28/02/2026', 'setup 31/05/2026'])
      await scene.say('coordinator', `etape terminer choisy-le-roi ${phase}`);
    await scene.say('coordinator', 'etape retard nanterre audit 08/06/2026 Marché');
    await scene.press('coordinator', 'Enregistrer');
    const told = (await days(scene, '2026-06-08', '2026-06-08')).filter(({ to }) => to === 'foreignReferent');
    expect(told.map(({ card }) => saidBy(card)).join()).toContain("Aujourd'hui : État des lieux");
  });

  it('and compares with the end that was known before it, be it put off already', async () => {
    const scene = await openStaffedScene({ at: '2026-05-20T09:00:00Z' });
    await scene.say('coordinator', 'etape retard choisy-le-roi setup 15/07/2026 Marché');
    await scene.press('coordinator', 'Enregistrer');
    await scene.flush();
    scene.at('2026-07-10');
    await scene.say('referent', 'etape terminer setup 08/07/2026');
    await scene.flush();
    await scene.press('coordinator', 'Confirmer');
    const [confirmed] = (await scene.flush()).filter(({ to }) => to === 'referent');
    expect(saidBy(confirmed?.card)).toContain('Fin prévue : 15/07/2026\nFin déclarée : 08/07/2026');
    expect(saidBy(confirmed?.card)).toContain('passe de 137 à 144 jours');
    await scene.say('coordinator', 'etape retard nanterre setup 15/07/2026 Marché');
    await scene.press('coordinator', 'Enregistrer');
    await scene.say('coordinator', 'etape terminer nanterre setup 09/07/2026');
    const [, done] = (await scene.flush()).filter(({ to }) => to === 'foreignReferent');
    expect(saidBy(done?.card)).toContain('Fin prévue : 15/07/2026\nFin déclarée : 09/07/2026');
  });
});
