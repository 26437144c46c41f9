import { describe, expect, it } from '@jest/globals';
import { committeesDue, nextCommitteesDueAt } from '../../src/domain/committee/owed.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import {
  cancelled,
  committeeFacts,
  committeesLeave,
  lookAtCommittees,
  minutesOf,
  movedTo,
  saidBy,
  scheduled,
} from '../support/committee-track.ts';
import { choisyTrack, designated, fold, paris, parisText, trackOf } from '../support/track.ts';

/** No COPIL is due in these tests. */
const facts = { ...committeeFacts, coordinators: [] };
const setAt = '2026-05-04T08:00:00Z';

/** A COMOP on Tuesday 16/06/2026 at 10 h, set in May, to which a référente and her deputy are invited. */
function convened(on = '2026-06-16', from = '10:00', at = setAt): TrackState {
  const track = trackOf(
    choisyTrack(),
    designated('amina'),
    designated('bruno', undefined, { role: 'deputy' }),
  );
  fold(track, scheduled({ on, from }), at);
  lookAtCommittees(track, Temporal.Instant.from(at), facts);
  return track;
}

function leave(track: TrackState, from: string, to: string): readonly string[] {
  return committeesLeave(track, paris(from), paris(to), facts);
}

describe('reminders of a meeting (art. 6)', () => {
  it('J-7, J-3 to those who have not answered, J-1, and one hour before', () => {
    const track = convened();
    fold(track, saidBy(track, 'bruno', 'present'));
    expect(leave(track, '2026-05-05 00:00', '2026-06-20 00:00')).toEqual([
      '2026-06-09 09:00 CO-01 J-7 → amina, bruno',
      '2026-06-12 09:00 CO-01 J-3 → amina',
      '2026-06-15 09:00 CO-01 J-1 → amina, bruno',
      '2026-06-16 09:00 CO-01 H-1 → amina, bruno',
    ]);
  });

  it('leave at 9 h on the working day on or before; the hour before is exact, in the quiet hours too', () => {
    expect(leave(convened('2026-05-26', '08:00'), '2026-05-05 00:00', '2026-06-20 00:00')).toEqual([
      '2026-05-19 09:00 CO-01 J-7 → amina, bruno',
      '2026-05-22 09:00 CO-01 J-1 → amina, bruno',
      '2026-05-26 07:00 CO-01 H-1 → amina, bruno',
    ]);
  });

  it.each(['absent', 'replaced'] as const)('none after « %s » was said', (answer) => {
    const track = convened();
    fold(track, saidBy(track, 'amina', answer));
    expect(leave(track, '2026-06-14 00:00', '2026-06-20 00:00')).toEqual([
      '2026-06-15 09:00 CO-01 J-1 → bruno',
      '2026-06-16 09:00 CO-01 H-1 → bruno',
    ]);
  });

  it('an answer for a former date does not count: people are asked again', () => {
    const track = convened();
    fold(track, saidBy(track, 'amina', 'absent'));
    fold(track, movedTo(track, '2026-06-18'), '2026-06-16T06:00:00Z');
    expect(leave(track, '2026-06-16 08:00', '2026-06-20 00:00')).toEqual([
      '2026-06-16 08:00 CO-01 REQUEST 1 → amina',
      '2026-06-16 08:00 CO-01 REQUEST 1 → bruno',
      '2026-06-17 09:00 CO-01 J-1 → amina, bruno',
      '2026-06-18 09:00 CO-01 H-1 → amina, bruno',
    ]);
  });

  it('a moved meeting is announced anew, stage by stage', () => {
    const track = convened();
    leave(track, '2026-05-05 00:00', '2026-06-13 00:00');
    fold(track, movedTo(track, '2026-07-15'), '2026-06-13T08:00:00Z');
    expect(leave(track, '2026-06-13 10:00', '2026-07-10 00:00').slice(2)).toEqual([
      '2026-07-08 09:00 CO-01 J-7 → amina, bruno',
    ]);
  });

  it('none once it is cancelled', () => {
    const track = convened();
    fold(track, cancelled(track));
    expect(
      leave(track, '2026-05-05 00:00', '2026-06-20 00:00').filter((line) => !line.includes('CANCEL')),
    ).toEqual([]);
  });

  it('a stage that lay before the date was set is not announced', () => {
    const track = convened('2026-06-16', '10:00', '2026-06-12T08:00:00Z');
    expect(leave(track, '2026-06-12 10:00', '2026-06-20 00:00')).toEqual([
      '2026-06-15 09:00 CO-01 J-1 → amina, bruno',
      '2026-06-16 09:00 CO-01 H-1 → amina, bruno',
    ]);
  });

  it('nor one of the very instant at which it was set', () => {
    const track = convened('2026-06-16', '10:00', paris('2026-06-15 09:00').toString());
    expect(leave(track, '2026-06-15 09:00', '2026-06-15 23:00')).toEqual([]);
  });

  it('nor an hour before that had begun when it was set', () => {
    const track = convened('2026-06-16', '10:00', paris('2026-06-16 09:30').toString());
    expect(leave(track, '2026-06-16 09:30', '2026-06-20 00:00')).toEqual([]);
  });

  it('after a time of silence only the newest is told', () => {
    expect(leave(convened(), '2026-06-15 11:00', '2026-06-15 23:00')).toEqual([
      '2026-06-15 11:00 CO-01 J-1 → amina, bruno',
    ]);
  });

  it('what comes of age in the quiet hours waits for 9 h of the next working day', () => {
    const track = convened();
    expect(leave(track, '2026-06-09 19:30', '2026-06-11 00:00')).toEqual([
      '2026-06-10 09:00 CO-01 J-7 → amina, bruno',
    ]);
  });

  it('what waited for the morning gives way to the hour before the meeting', () => {
    const track = convened('2026-06-16', '08:30');
    expect(leave(track, '2026-06-15 19:30', '2026-06-17 00:00')).toEqual([
      '2026-06-16 07:30 CO-01 H-1 → amina, bruno',
    ]);
  });

  it('nothing once it has begun', () => {
    expect(leave(convened(), '2026-06-16 10:00', '2026-06-20 00:00')).toEqual([]);
  });

  it('who is invited at that very moment is told by the invitation alone', () => {
    const track = convened();
    fold(track, designated('emma', '2026-06-01', { role: 'deputy' }));
    expect(leave(track, '2026-06-15 11:00', '2026-06-17 00:00')).toEqual([
      '2026-06-15 11:00 CO-01 REQUEST 0 → emma',
      '2026-06-15 11:00 CO-01 CANCEL 1 → bruno',
      '2026-06-15 11:00 CO-01 J-1 → amina',
      '2026-06-16 09:00 CO-01 H-1 → amina, emma',
    ]);
  });

  it('a stage that reaches nobody has come all the same: who is invited later is not told of it', () => {
    const track = convened();
    fold(track, saidBy(track, 'amina', 'present'));
    fold(track, saidBy(track, 'bruno', 'present'));
    expect(leave(track, '2026-06-12 09:00', '2026-06-12 10:00')).toEqual(['2026-06-12 09:00 CO-01 J-3 → ']);
    fold(track, designated('emma', '2026-06-01', { role: 'deputy' }));
    expect(leave(track, '2026-06-12 11:00', '2026-06-14 00:00')).toEqual([
      '2026-06-12 11:00 CO-01 REQUEST 0 → emma',
      '2026-06-12 11:00 CO-01 CANCEL 1 → bruno',
    ]);
  });

  it('what is owed is asked for now, or when its hour comes', () => {
    const track = convened();
    const next = (now: string) => parisText(nextCommitteesDueAt(track, paris(now), facts) ?? paris(now));
    expect(next('2026-06-08 12:00')).toBe('2026-06-09 09:00');
    expect(next('2026-06-09 12:00')).toBe('2026-06-09 12:00');
    expect(next('2026-06-09 22:00')).toBe('2026-06-10 09:00');
  });

  it('of meetings far ahead, the first is waited for', () => {
    const track = convened('2026-09-15');
    fold(track, scheduled({ meeting: 'CO-02', on: '2026-10-13' }), setAt);
    fold(track, scheduled({ meeting: 'CO-03', on: '2026-08-11' }), setAt);
    const now = Temporal.Instant.from(setAt);
    lookAtCommittees(track, now, facts);
    expect(parisText(nextCommitteesDueAt(track, now, facts) ?? now)).toBe('2026-08-04 09:00');
  });

  it('nothing at all for a track whose programme is not loaded', () => {
    const now = paris('2026-06-16 10:00');
    expect(committeesDue(emptyTrack('ia'), now, committeeFacts)).toEqual([]);
    expect(nextCommitteesDueAt(emptyTrack('ia'), now, committeeFacts)).toBeNull();
  });
});

describe('actions that minutes ask for', () => {
  const action = { actionId: 'action', text: 'Envoyer le plan', ownerId: 'amina', dueOn: '2026-07-20' };
  const coordinated = { ...committeeFacts, coordinators: ['camille'] };

  /** A COMOP held on 16/06, whose minutes were recorded on the 17th. */
  function held(...actions: readonly (typeof action)[]): TrackState {
    const track = convened();
    // No COPIL of the plan is of interest here.
    for (const [index, step] of ['start', 'after:audit', 'after:setup', 'after:use', 'final'].entries()) {
      fold(track, scheduled({ meeting: `CP-0${index}`, kind: 'copil', on: '2025-12-02', step }));
    }
    fold(track, minutesOf(actions), '2026-06-17T08:00:00Z');
    return track;
  }

  function actionsLeave(track: TrackState, to: string, known = coordinated): readonly string[] {
    return committeesLeave(track, paris('2026-06-17 10:00'), paris(to), known);
  }

  it('are reminded of like milestones, to the owner, from J+14 to the coordinators too', () => {
    expect(actionsLeave(held(action), '2026-08-15 00:00')).toEqual([
      '2026-06-19 09:00 action -30 → amina',
      '2026-07-06 09:00 action -14 → amina',
      '2026-07-13 09:00 action -7 → amina',
      '2026-07-17 09:00 action -1 → amina',
      '2026-07-20 09:00 action 0 → amina',
      '2026-07-27 09:00 action 7 → amina',
      '2026-08-03 09:00 action 14 → amina, camille',
      '2026-08-10 09:00 action 21 → amina, camille',
    ]);
  });

  it('a stage that lay before the minutes were recorded is not announced', () => {
    expect(actionsLeave(held({ ...action, dueOn: '2026-06-26' }), '2026-06-26 08:00')).toEqual([
      '2026-06-19 09:00 action -7 → amina',
      '2026-06-25 09:00 action -1 → amina',
    ]);
  });

  it('none once it is done', () => {
    const track = held(action, { ...action, actionId: 'other' });
    fold(track, { type: 'action-done', data: { meeting: 'CO-01', actionId: 'action', byId: 'amina' } });
    expect(actionsLeave(track, '2026-07-01 00:00')).toEqual(['2026-06-19 09:00 other -30 → amina']);
  });

  it('what corrected minutes have moved is announced anew', () => {
    const track = held(action);
    actionsLeave(track, '2026-07-01 00:00');
    fold(track, minutesOf([{ ...action, dueOn: '2026-08-20' }]), '2026-07-01T08:00:00Z');
    expect(committeesLeave(track, paris('2026-07-01 10:00'), paris('2026-08-07 00:00'), coordinated)).toEqual(
      ['2026-07-21 09:00 action -30 → amina', '2026-08-06 09:00 action -14 → amina'],
    );
  });

  it('those of somebody who was erased go to the coordinators', () => {
    const known = { ...coordinated, isErased: (id: string) => id === 'amina' };
    expect(actionsLeave(held(action), '2026-06-30 00:00', known)).toEqual([
      '2026-06-19 09:00 action -30 → camille',
    ]);
  });

  it('the owner who is a coordinator is told once', () => {
    const lines = actionsLeave(held({ ...action, ownerId: 'camille' }), '2026-08-04 00:00');
    expect(lines.at(-1)).toBe('2026-08-03 09:00 action 14 → camille');
  });
});
