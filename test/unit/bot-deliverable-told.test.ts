import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, programme, type Scene, saidBy, shownFaults } from '../support/bot.ts';
import {
  cardTo,
  judge,
  labelsIn,
  openDeliverableScene,
  REPORT,
  readersOf,
  replace,
  submitted,
} from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const hashOf = (link: string) =>
  createHash('sha256')
    .update(link)
    .digest('hex')
    .replaceAll(/(.{8})(?=.)/gu, '$1 ');
const grouped = hashOf(REPORT);

describe('an act (art. 3) is told', () => {
  it('to who acted, as a receipt; to MGP, to the contractor without the remark, and to who else speaks for the beneficiary', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Une réserve', remarque: 'Entre nous' });
    const received = await scene.flush();
    expect(readersOf(received, 'validation-receipt')).toEqual(['referent']);
    expect(readersOf(received, 'deliverable-judged')).toEqual([
      'contractor',
      'coordinator',
      'deputy',
      'otherCoordinator',
    ]);
    const cards = new Map(received.map(({ to, card, message }) => [`${to} ${message.topic}`, card]));
    const toMgp = saidBy(cards.get('coordinator deliverable-judged'));
    expect(toMgp).toBe(
      [
        'Validé avec réserves par Choisy-le-Roi : LIV-01',
        'Choisy-le-Roi : validé avec réserves le 12/03/2026 à 10 h 42 par Amina Diallo.',
        "Livrable : LIV-01 : Rapport d'audit",
        'Reçu : VAL-2026-0001',
        'Réserves',
        '- 1. Une réserve',
        'Remarque pour la Métropole seulement',
        'Entre nous',
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(saidBy(cards.get('deputy deliverable-judged'))).toBe(toMgp);
    const toContractor = saidBy(cards.get('contractor deliverable-judged'));
    expect(toContractor).toContain('- 1. Une réserve');
    expect(toContractor).not.toContain('Remarque');
    expect(toContractor).not.toContain('Entre nous');
    const receipt = cards.get('referent validation-receipt');
    expect(saidBy(receipt)).toContain('Reçu n° VAL-2026-0001.');
    expect(saidBy(receipt)).toContain('Entre nous');
    expect(saidBy(receipt)).toContain(grouped);
    expect(saidBy(receipt)).not.toContain('courriel');
    expect(labelsIn(receipt)).toEqual(['Lever la réserve 1 : Une réserve', 'Voir le livrable']);
  });

  it('at once where something is asked for; a validation, and what colleagues learn, with what else there is', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await judge(scene, 'foreignReferent', { avis: 'refuser', motif: 'Hors sujet' });
    const told = (await scene.messages()).filter(({ topic }) => topic === 'deliverable-judged');
    const groupsOf = (act: string) =>
      told.filter(({ data }) => data['act'] === act).map(({ group }) => group);
    expect(groupsOf('VAL-2026-0001')).toEqual(Array(4).fill('deliverable-acts'));
    expect(groupsOf('VAL-2026-0002')).toEqual([null, null, null]);
    const receipts = (await scene.messages()).filter(({ topic }) => topic === 'validation-receipt');
    expect(receipts.map(({ group }) => group)).toEqual([null, null]);
  });

  it('several validations leave as one message', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await judge(scene, 'foreignReferent');
    const received = (await scene.flush()).filter(({ to }) => to === 'coordinator');
    expect(received.map(({ card }) => saidBy(card))).toEqual([
      [
        '2 livrables traités',
        "- Choisy-le-Roi, LIV-01 : Rapport d'audit : validé le 12/03/2026 à 10 h 42 (VAL-2026-0001)",
        "- Nanterre, LIV-01 : Rapport d'audit : validé le 12/03/2026 à 10 h 42 (VAL-2026-0002)",
        'Convention, art. 3.',
      ].join('\n'),
    ]);
  });

  it('where there is no contractor yet, to MGP alone', async () => {
    const scene = await openDeliverableScene({ tracks: [programme()] });
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Une' });
    expect(readersOf(await scene.flush(), 'deliverable-judged')).toEqual([
      'coordinator',
      'deputy',
      'otherCoordinator',
    ]);
    await scene.say('referent', 'livrable lever LIV-01 1');
    expect(readersOf(await scene.flush(), 'reserve-lifted')).toEqual(['coordinator', 'otherCoordinator']);
  });

  it('a coordinator who speaks for a beneficiary is not told of their own act', async () => {
    const scene = await openDeliverableScene();
    await designate(scene, 'nanterre', 'suppleant', 'coordinator');
    await scene.flush();
    await judge(scene, 'coordinator');
    const received = await scene.flush();
    expect(readersOf(received, 'validation-receipt')).toEqual(['coordinator']);
    expect(readersOf(received, 'deliverable-judged')).toEqual([
      'contractor',
      'foreignReferent',
      'otherCoordinator',
    ]);
  });
});

describe('what is told of an act (art. 3) once it was followed by something else', () => {
  it('a receipt is of the version that was judged, and of its hash, though a newer one came before it left', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await replace(scene);
    const received = await scene.flush();
    const receipt = saidBy(cardTo(received, 'referent', 'validation-receipt'));
    expect(receipt).toContain('Votre validation de LIV-01 (version 1) est enregistrée');
    expect(receipt).not.toContain('version 2');
    expect(receipt).toContain(grouped);
    const toMgp = saidBy(cardTo(received, 'coordinator', 'deliverable-judged'));
    expect(toMgp).toContain("Livrable : LIV-01 : Rapport d'audit\n");
    expect(toMgp).not.toContain('version 2');
  });

  it('of an act on a newer version, that version is named', async () => {
    const scene = await openDeliverableScene();
    await replace(scene);
    await judge(scene, 'referent');
    const received = await scene.flush();
    const receipt = saidBy(cardTo(received, 'referent', 'validation-receipt'));
    expect(receipt).toContain("Reçu VAL-2026-0001 : LIV-01 : Rapport d'audit (version 2)");
    expect(receipt).toContain(hashOf(`${REPORT}-v2`));
    expect(saidBy(cardTo(received, 'coordinator', 'deliverable-judged'))).toContain(
      "Rapport d'audit (version 2)",
    );
  });

  it('whoever acted has their receipt, also once they speak for nobody; their colleague of then is told no more', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    await designate(scene, 'choisy-le-roi', 'suppleant', 'stranger');
    const received = await scene.flush();
    expect(readersOf(received, 'validation-receipt')).toEqual(['referent']);
    expect(readersOf(received, 'deliverable-judged')).toEqual([
      'contractor',
      'coordinator',
      'otherCoordinator',
    ]);
    expect(await fates(scene, 'deliverable-judged')).toContain('dropped no-role-left');
  });

  it('a deliverable that no record has is told to nobody, nor an act that none is', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    const [told] = (await scene.messages()).filter(({ topic }) => topic === 'deliverable-judged');
    if (told === undefined) throw new TypeError('nobody is told');
    const wrong = { deliverable: 'LIV-99', act: 'VAL-2026-0099', commune: 'thiais', track: 'ailleurs' };
    const verdicts = [];
    for (const [name, value] of Object.entries(wrong))
      verdicts.push(await scene.verdictOn({ ...told, data: { ...told.data, [name]: value } }));
    expect(verdicts).toEqual([
      { kind: 'drop', why: 'deliverable-gone' },
      { kind: 'drop', why: 'beneficiary-gone' },
      { kind: 'drop', why: 'beneficiary-gone' },
      { kind: 'drop', why: 'deliverable-gone' },
    ]);
  });
});

describe('a reserve that is lifted (art. 3) is told', () => {
  const lift = (scene: Scene, reserve: string) =>
    submitted(scene, 'referent', 'livrable lever', { livrable: 'LIV-01', reserve });

  it('to MGP and to the contractor, with its number and its text', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Première\nSeconde' });
    await scene.flush();
    await lift(scene, '2');
    const received = await scene.flush();
    expect(readersOf(received, 'reserve-lifted')).toEqual(['contractor', 'coordinator', 'otherCoordinator']);
    expect(saidBy(cardTo(received, 'contractor', 'reserve-lifted'))).toBe(
      [
        'Réserve levée par Choisy-le-Roi : LIV-01',
        "Choisy-le-Roi a levé sa réserve n° 2 sur LIV-01 : Rapport d'audit.",
        'Seconde',
        'Convention, art. 3.',
      ].join('\n'),
    );
    const groups = (await scene.messages())
      .filter(({ topic }) => topic === 'reserve-lifted')
      .map(({ group }) => group);
    expect(groups).toEqual(Array(3).fill('deliverable-acts'));
  });

  it('of the version on which it was made, and to nobody who is no coordinator any more', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Première' });
    await scene.flush();
    await lift(scene, '1');
    await replace(scene);
    const [told] = (await scene.messages()).filter(({ topic }) => topic === 'reserve-lifted');
    if (told === undefined) throw new TypeError('nobody is told');
    const said = await scene.verdictOn(told);
    expect(said?.kind === 'say' ? saidBy(said.card) : '').toContain("n° 1 sur LIV-01 : Rapport d'audit.");
    const stranger = (await scene.person('foreignReferent'))?.id ?? '';
    const settled = { kind: 'drop', why: 'settled-since' };
    expect(await scene.verdictOn({ ...told, to: stranger })).toEqual(settled);
    expect(await scene.verdictOn({ ...told, data: { ...told.data, reserve: 'none' } })).toEqual(settled);
    expect(await scene.verdictOn({ ...told, data: { ...told.data, commune: 'thiais' } })).toEqual(settled);
  });
});

/** What became of the messages of a topic. */
async function fates(scene: Scene, topic: string): Promise<readonly string[]> {
  const all = (await scene.messages()).filter((message) => message.topic === topic);
  return all.map(({ state, lastError }) => `${state} ${lastError ?? ''}`.trim());
}
