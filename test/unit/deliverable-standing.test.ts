import { describe, expect, it } from '@jest/globals';
import type { DeliverableEvent } from '../../src/domain/deliverable/events.ts';
import {
  addressees,
  currentVersion,
  isAddressedTo,
  judgementOf,
  openReserves,
  standingOf,
} from '../../src/domain/deliverable/standing.ts';
import {
  deliverableOf,
  handedOver,
  judged,
  lifted,
  replaced,
  withdrawn,
} from '../support/deliverable-track.ts';
import { CHOISY, choisyTrack, communes, fold, trackOf } from '../support/track.ts';

const reserves = ['r1', 'r2'].map((reserveId) => ({ reserveId, text: `réserve ${reserveId}` }));

function standing(...events: readonly DeliverableEvent[]): string {
  const track = trackOf(choisyTrack(), handedOver(), ...events);
  return standingOf(deliverableOf(track), CHOISY);
}

describe('where a beneficiary stands with a deliverable (art. 3)', () => {
  it.each<readonly [string, string, readonly DeliverableEvent[]]>([
    ['nothing was said: silence is not a validation', 'waiting', []],
    ['somebody else has validated it', 'waiting', [judged('validated', { commune: 'nanterre' })]],
    ['it has validated', 'validated', [judged('validated')]],
    ['it has refused', 'refused', [judged('refused')]],
    ['it has reserves', 'with-reserves', [judged('with-reserves', { reserves })]],
    ['one of two is lifted', 'with-reserves', [judged('with-reserves', { reserves }), lifted('r1')]],
    ['both are lifted', 'cleared', [judged('with-reserves', { reserves }), lifted('r1'), lifted('r2')]],
    ['it changes its mind', 'refused', [judged('validated'), judged('refused')]],
    ['and back', 'validated', [judged('validated'), judged('refused'), judged('validated')]],
    ['a newer version came', 'waiting', [judged('validated'), replaced()]],
    [
      'it has validated that one',
      'validated',
      [judged('refused'), replaced(), judged('validated', { version: 2 })],
    ],
    ['a former version is judged late', 'waiting', [replaced(), judged('validated')]],
    [
      'reserves of a former version are lifted',
      'waiting',
      [judged('with-reserves', { reserves }), replaced(), lifted('r1'), lifted('r2')],
    ],
    ['it was withdrawn', 'withdrawn', [withdrawn()]],
    ['it was withdrawn after a validation', 'withdrawn', [judged('validated'), withdrawn()]],
  ])('%s: %s', (_, expected, events) => {
    expect(standing(...events)).toBe(expected);
  });

  it('is told by its last act on the version to validate', () => {
    const track = trackOf(
      choisyTrack(),
      handedOver(),
      judged('refused', { number: 'VAL-2026-0001' }),
      replaced(),
      judged('with-reserves', { number: 'VAL-2026-0002', version: 2, reserves }),
      judged('refused', { number: 'VAL-2026-0003' }),
      lifted('r2'),
    );
    const act = judgementOf(deliverableOf(track), CHOISY);
    expect(act?.number).toBe('VAL-2026-0002');
    expect(act === null ? [] : openReserves(act).map(({ text }) => text)).toEqual(['réserve r1']);
    expect(judgementOf(deliverableOf(track), 'nanterre')).toBeNull();
  });
});

describe('what there is to validate, and for whom (art. 3)', () => {
  it('is the last version', () => {
    const track = trackOf(choisyTrack(), handedOver());
    expect(currentVersion(deliverableOf(track)).version).toBe(1);
    fold(track, replaced());
    fold(track, replaced({ version: 3 }));
    expect(currentVersion(deliverableOf(track)).version).toBe(3);
  });

  it('is for every beneficiary of the track, those to come included, or for those that were named', () => {
    const [one, two, three] = communes(3);
    if (one === undefined || two === undefined || three === undefined)
      throw new TypeError('three were asked for');
    const track = trackOf(
      choisyTrack({ beneficiaries: [one, two] }),
      handedOver(),
      handedOver({ deliverable: 'LIV-02', communes: [three.id, two.id, 'gone'] }),
    );
    expect(addressees(track, deliverableOf(track))).toEqual([one.id, two.id]);
    expect(addressees(track, deliverableOf(track, 'LIV-02'))).toEqual([two.id]);
    fold(track, { type: 'beneficiary-added', data: { beneficiary: three } });
    expect(addressees(track, deliverableOf(track))).toEqual([one.id, two.id, three.id]);
    expect(addressees(track, deliverableOf(track, 'LIV-02'))).toEqual([two.id, three.id]);
    expect(isAddressedTo(deliverableOf(track, 'LIV-02'), one.id)).toBe(false);
  });
});
