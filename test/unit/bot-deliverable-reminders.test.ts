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
  recorded,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const REMINDER = 'validation-reminder';
const LATE = 'validation-late';

/** What leaves on a day at 10 h in Paris, or at an instant, about deliverables that wait. */
async function leaves(scene: Scene, when: string): Promise<readonly Received[]> {
  scene.at(when);
  await scene.tick();
  return (await scene.flush()).filter(({ message }) => [REMINDER, LATE].includes(message.topic));
}

const who = (received: readonly Received[]) =>
  received.map(({ to, message }) => `${to} ${message.topic}`).sort();
const REMINDED = [`deputy ${REMINDER}`, `foreignReferent ${REMINDER}`, `referent ${REMINDER}`];
const TOLD = [
  `coordinator ${LATE}`,
  ...REMINDED.slice(0, 2),
  `otherCoordinator ${LATE}`,
  ...REMINDED.slice(2),
];

describe('reminders of a deliverable that waits (art. 3), in working days', () => {
  it('J+5, J+10, J+15, then weekly; from the end of the time on the coordination is told', async () => {
    const scene = await openDeliverableScene();
    const days: string[] = [];
    const from = Temporal.PlainDate.from('2026-03-13');
    for (let on = from; on.toString() <= '2026-04-24'; on = on.add({ days: 1 })) {
      const received = await leaves(scene, on.toString());
      if (received.length > 0) days.push(`${on} ${who(received).length}`);
    }
    expect(days).toEqual([
      '2026-03-19 3',
      '2026-03-26 3',
      '2026-04-02 5',
      '2026-04-10 5',
      '2026-04-17 5',
      '2026-04-24 5',
    ]);
    const owed = await recorded(scene, 'validation-reminders-owed');
    expect(owed.map(({ stage }) => stage)).toEqual([5, 10, 15, 20, 25, 30]);
  });

  it('at 9 h, not before; says since when, and that silence is no validation', async () => {
    const scene = await openDeliverableScene();
    expect(await leaves(scene, '2026-03-19T07:59:59Z')).toEqual([]);
    const received = await leaves(scene, '2026-03-19T08:00:00Z');
    expect(who(received)).toEqual(REMINDED);
    const card = cardTo(received, 'referent', REMINDER);
    expect(saidBy(card)).toContain(
      [
        "À valider : LIV-01 : Rapport d'audit",
        'Ce livrable attend la réponse de Choisy-le-Roi depuis 5 jours ouvrés.',
        "L'absence de réponse ne vaut pas validation.",
        'Étape : État des lieux et audit préalables',
      ].join('\n'),
    );
    expect(labelsIn(card)).toEqual(['Valider', 'Valider avec réserves', 'Refuser', 'Ouvrir le lien']);
    expect(said(await scene.press('referent', 'Valider'))).toContain('Reçu n° VAL-2026-0001');
  });

  it('silence stays silence: after a year of reminders nothing is validated', async () => {
    const scene = await openDeliverableScene();
    for (let month = 4; month <= 12; month += 1)
      await leaves(scene, `2026-${String(month).padStart(2, '0')}-15`);
    await leaves(scene, '2027-06-15');
    expect(await recorded(scene, 'deliverable-judged')).toEqual([]);
    expect(said(await scene.say('referent', 'livrables'))).toContain('en attente de validation');
  });

  it('to nobody who has answered, whatever the answer', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'refuser', motif: 'Non' });
    expect(who(await leaves(scene, '2026-03-19'))).toEqual([`foreignReferent ${REMINDER}`]);
    await judge(scene, 'foreignReferent', { avis: 'reserves', reserves: 'Une' });
    expect(await leaves(scene, '2026-04-02')).toEqual([]);
  });

  it('a newer version begins anew; what was withdrawn is over', async () => {
    const scene = await openDeliverableScene();
    scene.at('2026-03-18');
    await replace(scene);
    await scene.flush();
    expect(await leaves(scene, '2026-03-19')).toEqual([]);
    expect(who(await leaves(scene, '2026-03-25'))).toEqual(REMINDED);
    await withdraw(scene);
    await scene.flush();
    expect(await leaves(scene, '2026-04-01')).toEqual([]);
  });

  it('what was handed over long before it was recorded is not reminded of for the days before', async () => {
    const scene = await openStaffedScene();
    await handOver(scene, { 'remis-le': '26/02/2026' });
    await scene.flush();
    expect(await leaves(scene, '2026-03-12T16:00:00Z')).toEqual([]);
    const received = await leaves(scene, '2026-03-19');
    expect(who(received)).toEqual(TOLD);
    expect(saidBy(cardTo(received, 'referent', REMINDER))).toContain('depuis 15 jours ouvrés');
  });

  it('several that wait leave as one message, each with its button', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { titre: 'Guide' });
    await scene.flush();
    const received = await leaves(scene, '2026-03-19');
    expect(who(received)).toEqual(REMINDED);
    const card = cardTo(received, 'referent', REMINDER);
    expect(saidBy(card)).toBe(
      [
        '2 livrables à valider',
        "- LIV-01 : Rapport d'audit, remis le 12/03/2026 (5 jours ouvrés)",
        '- LIV-02 : Guide, remis le 12/03/2026 (5 jours ouvrés)',
        "L'absence de réponse ne vaut pas validation.",
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsIn(card)).toEqual(['LIV-01', 'LIV-02', 'Voir les livrables']);
    expect(said(await scene.press('referent', 'LIV-02'))).toContain('À valider : LIV-02 : Guide');
  });

  it('of one deliverable for two beneficiaries, names which', async () => {
    const scene = await openDeliverableScene();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    await scene.flush();
    const card = cardTo(await leaves(scene, '2026-03-19'), 'referent', REMINDER);
    expect(saidBy(card)).toContain("(5 jours ouvrés), pour Choisy-le-Roi\n- LIV-01 : Rapport d'audit");
    expect(labelsIn(card)).toEqual(['LIV-01 : Choisy-le-Roi', 'LIV-01 : Nanterre', 'Voir les livrables']);
    expect(said(await scene.press('referent', 'LIV-01 : Nanterre'))).toContain('Que dit Nanterre');
  });
});

describe('between the moment it is owed and the moment it leaves', () => {
  /** Owed at 9 h, to leave. */
  async function owed(): Promise<Scene> {
    const scene = await openDeliverableScene();
    scene.at('2026-03-19');
    await scene.tick();
    return scene;
  }
  const left = async (scene: Scene) => readersOf(await scene.flush(), REMINDER);

  it('an answer, a newer version, a withdrawal end it', async () => {
    const answered = await owed();
    await judge(answered, 'deputy');
    expect(await left(answered)).toEqual(['foreignReferent']);
    const replaced = await owed();
    await replace(replaced);
    expect(await left(replaced)).toEqual([]);
    const withdrawn = await owed();
    await withdraw(withdrawn);
    expect(await left(withdrawn)).toEqual([]);
    const dropped = (await withdrawn.messages()).filter(({ topic }) => topic === REMINDER);
    expect(dropped.map(({ lastError }) => lastError)).toEqual(Array(3).fill('settled-since'));
  });

  it('a change of référent leads it to the successor (art. 4)', async () => {
    const scene = await owed();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(await left(scene)).toEqual(['deputy', 'foreignReferent', 'successor']);
  });

  it('where nobody is left to lead it to, or nothing to remind of, it is dropped', async () => {
    const scene = await owed();
    await scene.say('coordinator', 'commune ajouter Thiais');
    const [told] = (await scene.messages()).filter(({ topic }) => topic === REMINDER);
    if (told === undefined) throw new TypeError('nobody is reminded');
    const data = { ...told.data, commune: 'thiais' };
    expect(await scene.verdictOn({ ...told, data })).toEqual({ kind: 'drop', why: 'no-role-left' });
    const gone = { ...told.data, deliverable: 'LIV-99' };
    expect(await scene.verdictOn({ ...told, data: gone })).toEqual({ kind: 'drop', why: 'deliverable-gone' });
    const nowhere = { ...told.data, commune: 'bobigny' };
    expect(await scene.verdictOn({ ...told, data: nowhere })).toEqual({ kind: 'drop', why: 'settled-since' });
  });
});

describe('mes échéances', () => {
  it('say how many deliverables wait for an answer of one’s own', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
    await judge(scene, 'referent');
    const waiting = async (persona: Persona) =>
      said(await scene.say(persona, 'mes échéances')).match(/\d+ livrables? attend(?:ent)?[^\n]*/u)?.[0];
    expect(await waiting('foreignReferent')).toContain('2 livrables attendent');
    expect(await waiting('referent')).toBeUndefined();
    expect(await waiting('coordinator')).toBeUndefined();
    await judge(scene, 'foreignReferent', { livrable: 'LIV-02' });
    expect(await waiting('foreignReferent')).toContain('1 livrable attend');
    expect(said(await scene.press('foreignReferent', 'Livrables à valider'))).toContain('2 livrables');
  });
});
