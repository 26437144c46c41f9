import { afterAll, describe, expect, it } from '@jest/globals';
import { type Scene, saidBy, shownFaults } from '../support/bot.ts';
import { cardTo, labelsIn, readersOf } from '../support/deliverables.ts';
import { FACTS, follow, happened, openIncidentScene } from '../support/incident-scene.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const RAISED = 'incident-raised';
const BY_MAIL = 'incident-raised-by-mail';

/** What the clock owes at an instant, and who receives it. Written Thursday at 10 h 42. */
async function beat(scene: Scene, at: string) {
  scene.at(at);
  await scene.tick();
  return scene.flush();
}

describe('a report that nobody acknowledges (art. 3)', () => {
  it('is told again to every coordinator after four working hours, by mail after eight, to nobody else', async () => {
    const scene = await openIncidentScene();
    expect(readersOf(await beat(scene, '2026-03-12T13:41:00Z'), RAISED)).toEqual([]);
    const raised = await beat(scene, '2026-03-12T13:42:00Z');
    expect(readersOf(raised, RAISED)).toEqual(['coordinator', 'otherCoordinator']);
    const card = cardTo(raised, 'coordinator', RAISED);
    expect(saidBy(card)).toContain('Sans prise en compte : INC-2026-0001, Choisy-le-Roi');
    expect(saidBy(card)).toContain("Ce signalement attend d'être pris en compte depuis 4 h ouvrées.");
    expect(saidBy(card)).toContain(FACTS);
    expect(labelsIn(card)).toEqual(['Accuser réception', 'Demander un complément', 'Affecter', 'Clore']);
    expect(readersOf(await beat(scene, '2026-03-12T14:00:00Z'), RAISED)).toEqual([]);
    const mailed = await beat(scene, '2026-03-12T17:42:00Z');
    expect([readersOf(mailed, RAISED), readersOf(mailed, BY_MAIL)]).toEqual([
      [],
      ['coordinator', 'otherCoordinator'],
    ]);
    await beat(scene, '2026-03-20T10:00:00Z');
    expect((await happened(scene, 'incident-raised')).map(({ stage }) => stage)).toEqual([1, 2]);
  });

  it.each([
    ['acknowledged', 'suivre', {}],
    ['answered', 'repondre', { reponse: 'Vu' }],
    ['given to somebody', 'affecter', { a: 'camille.roux@mgp.example' }],
    ['closed', 'clore', { suite: 'Fait' }],
  ])('is not told again once it is %s', async (_what, command, values) => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', command, values);
    await scene.flush();
    expect(readersOf(await beat(scene, '2026-03-13T10:00:00Z'), RAISED)).toEqual([]);
    expect(await happened(scene, 'incident-raised')).toEqual([]);
  });

  it('what was owed and not sent yet is not said once it is acknowledged, nor to who is no coordinator', async () => {
    const scene = await openIncidentScene();
    scene.at('2026-03-12T13:42:00Z');
    await scene.tick();
    const [raised] = (await scene.messages()).filter(({ topic }) => topic === RAISED);
    if (raised === undefined) throw new TypeError('nobody is told');
    const to = (await scene.person('referent'))?.id ?? '';
    expect(await scene.verdictOn({ ...raised, to })).toEqual({ kind: 'drop', why: 'no-role-left' });
    await follow(scene, 'coordinator', 'suivre');
    expect(await scene.verdictOn(raised)).toEqual({ kind: 'drop', why: 'acknowledged-since' });
    expect(await scene.verdictOn({ ...raised, topic: BY_MAIL })).toEqual({
      kind: 'drop',
      why: 'acknowledged-since',
    });
  });
});
