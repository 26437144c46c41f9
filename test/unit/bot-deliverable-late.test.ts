import { afterAll, describe, expect, it } from '@jest/globals';
import {
  designate,
  openStaffedScene,
  type Received,
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
  openDeliverableScene,
  readersOf,
} from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const LATE = 'validation-late';

/** What leaves on a day at 10 h in Paris, meetings and milestones left aside. */
async function leaves(scene: Scene, day: string): Promise<readonly Received[]> {
  scene.at(day);
  await scene.tick();
  return scene.flush();
}

describe('the coordination is told (art. 3)', () => {
  it('from the end of the time to validate on, of whoever has not answered, with what to do', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    const received = await leaves(scene, '2026-04-02');
    const card = cardTo(received, 'coordinator', LATE);
    expect(saidBy(card)).toBe(
      [
        'Livrables en attente de validation',
        "- LIV-01 : Rapport d'audit, depuis 15 jours ouvrés : Nanterre",
        "L'absence de réponse ne vaut pas validation.",
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsIn(card)).toEqual(['Suivi des livrables', 'Relancer']);
    expect(said(await scene.press('coordinator', 'Relancer'))).toContain('- Nanterre, LIV-01 : Zoé Petit');
  });

  it('at once of those whom nobody can remind; several deliverables leave as one message', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    await handOver(scene);
    await handOver(scene, { titre: 'Guide' });
    await scene.flush();
    const card = cardTo(await leaves(scene, '2026-03-19'), 'coordinator', LATE);
    expect(saidBy(card)).toContain(
      [
        "- LIV-01 : Rapport d'audit, depuis 5 jours ouvrés : Thiais",
        '- LIV-02 : Guide, depuis 5 jours ouvrés : Thiais',
        'Sans référent nominatif à relancer : Thiais.',
      ].join('\n'),
    );
    scene.at('2026-04-02');
    await scene.tick();
    await designate(scene, 'thiais', 'referent', 'successor');
    const later = saidBy(cardTo(await scene.flush(), 'coordinator', LATE));
    expect(later).toContain('depuis 15 jours ouvrés : Choisy-le-Roi, Nanterre et Thiais');
    expect(later).not.toContain('Sans référent nominatif');
  });

  it('of a beneficiary that joins later and reaches a stage that others had reached before', async () => {
    const scene = await openDeliverableScene();
    expect(namesIn(await leaves(scene, '2026-04-02'))).toBe('Choisy-le-Roi et Nanterre');
    scene.at('2026-04-03');
    await scene.say('coordinator', 'commune ajouter Thiais');
    await designate(scene, 'thiais', 'referent', 'successor');
    await scene.flush();
    const received = await leaves(scene, '2026-04-03');
    expect(readersOf(received, LATE)).toEqual(['coordinator', 'otherCoordinator']);
    expect(namesIn(received)).toBe('Thiais');
    expect(readersOf(received, 'validation-reminder')).toEqual(['successor']);
  });

  it('of several stages of one deliverable at once, in one line that forgets nobody', async () => {
    const scene = await openDeliverableScene();
    scene.at('2026-04-02');
    await scene.tick();
    await scene.say('coordinator', 'commune ajouter Thiais');
    scene.at('2026-04-03');
    await scene.tick();
    const received = (await scene.flush()).filter(({ message }) => message.topic === LATE);
    expect(namesIn(received)).toBe('Choisy-le-Roi, Nanterre et Thiais');
    expect(received).toHaveLength(2);
  });

  it('of more than twelve by their number: the table names them', async () => {
    const names = [
      'Antony',
      'Arcueil',
      'Bagneux',
      'Bagnolet',
      'Bobigny',
      'Bondy',
      'Cachan',
      'Clamart',
      'Clichy',
    ];
    const scene = await openStaffedScene();
    for (const name of [...names, 'Colombes']) await scene.say('coordinator', `commune ajouter ${name}`);
    await handOver(scene);
    expect(namesIn(await leaves(scene, '2026-04-02'))).toMatch(/, Cachan, Clamart, Clichy/u);
    await scene.say('coordinator', 'commune ajouter Drancy');
    const thirteen = await leaves(scene, '2026-04-10');
    expect(namesIn(thirteen)).toBe('13 collectivités');
  });

  it('not to somebody who coordinates no more, nor of those who have answered since', async () => {
    const scene = await openDeliverableScene();
    scene.at('2026-04-02');
    await scene.tick();
    const [told] = (await scene.messages()).filter(({ topic }) => topic === LATE);
    if (told === undefined) throw new TypeError('nobody is told');
    const stranger = (await scene.person('referent'))?.id ?? '';
    expect(await scene.verdictOn({ ...told, to: stranger })).toEqual({ kind: 'drop', why: 'no-role-left' });
    const settled = { kind: 'drop', why: 'settled-since' };
    for (const wrong of [{ deliverable: 'LIV-99' }, { communes: 'choisy-le-roi' }, { version: 2 }])
      expect(await scene.verdictOn({ ...told, data: { ...told.data, ...wrong } })).toEqual(settled);
    await judge(scene, 'referent');
    expect(namesIn(await scene.flush())).toBe('Nanterre');
    const after = await scene.verdictOn({ ...told, data: { ...told.data, communes: ['choisy-le-roi'] } });
    expect(after).toEqual(settled);
  });

  it('a coordinator who speaks for the beneficiary is reminded of it as its référent', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    await designate(scene, 'thiais', 'referent', 'coordinator');
    await handOver(scene, { collectivites: 'Thiais' });
    await scene.flush();
    const received = await leaves(scene, '2026-04-02');
    expect(readersOf(received, LATE)).toEqual(['otherCoordinator']);
    expect(readersOf(received, 'validation-reminder')).toEqual(['coordinator']);
  });
});

/** The beneficiaries of the only line that coordinators read. */
function namesIn(received: readonly Received[]): string {
  const text = saidBy(cardTo(received, 'otherCoordinator', LATE));
  return text.match(/ouvrés? : (.*)/u)?.[1] ?? text;
}
