import { describe, expect, it } from '@jest/globals';
import {
  endOf,
  isOver,
  isUpcoming,
  nextSequence,
  numberKindOf,
  startOf,
} from '../../src/domain/committee/when.ts';
import { lookAtCommittees, meetingOf, movedTo, scheduled } from '../support/committee-track.ts';
import { choisyTrack, designated, fold, paris, trackOf } from '../support/track.ts';

const slot = { on: '2026-07-15', from: '10:00', durationMinutes: 90 };

describe('when a meeting is', () => {
  it.each([
    ['2026-03-27', '2026-03-27T09:00:00Z'],
    ['2026-03-30', '2026-03-30T08:00:00Z'],
    ['2026-10-23', '2026-10-23T08:00:00Z'],
    ['2026-10-26', '2026-10-26T09:00:00Z'],
  ])('10 h in Paris on %s is %s: summer time moves no meeting', (on, instant) => {
    expect(startOf({ on, from: '10:00' }).toString()).toBe(instant);
  });

  it('it is over when its last minute has passed', () => {
    expect(endOf(slot)).toEqual(paris('2026-07-15 11:30'));
    expect(isOver(slot, paris('2026-07-15 11:29'))).toBe(false);
    expect(isOver(slot, paris('2026-07-15 11:30'))).toBe(true);
  });

  it('it is to be held until it begins, unless it is cancelled', () => {
    const meeting = { ...slot, cancelled: null };
    expect(isUpcoming(meeting, paris('2026-07-15 09:59'))).toBe(true);
    expect(isUpcoming(meeting, paris('2026-07-15 10:00'))).toBe(false);
    const called = { reason: null, byId: 'coordinatrice', at: '2026-07-01T08:00:00Z' };
    expect(isUpcoming({ ...slot, cancelled: called }, paris('2026-07-01 10:00'))).toBe(false);
  });
});

describe('the name and the version of a meeting', () => {
  it('art. 6: CP for a COPIL, CO for a COMOP, RB for what concerns one beneficiary', () => {
    const kinds = (['copil', 'comop', 'meeting', 'workshop'] as const).map(numberKindOf);
    expect(kinds).toEqual(['CP', 'CO', 'RB', 'RB']);
  });

  it('a new date has a sequence above every one that a calendar was told', () => {
    const track = trackOf(choisyTrack(), designated('amina'), scheduled());
    expect(nextSequence(meetingOf(track))).toBe(1);
    lookAtCommittees(track, paris('2026-05-04 10:00'));
    fold(track, designated('bruno', '2026-05-05'));
    lookAtCommittees(track, paris('2026-05-05 10:00'));
    fold(track, designated('amina', '2026-05-06'));
    lookAtCommittees(track, paris('2026-05-06 10:00'));
    expect(Math.max(...[...meetingOf(track).invited.values()].map(({ sequence }) => sequence))).toBe(2);
    expect(nextSequence(meetingOf(track))).toBe(3);
    fold(track, movedTo(track, '2026-06-17'));
    expect(meetingOf(track).sequence).toBe(3);
  });
});
