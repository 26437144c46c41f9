import { describe, expect, it } from '@jest/globals';
import { copilSteps, openSteps, proposedSlots, stepFor } from '../../src/domain/committee/copil.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import {
  cancelled,
  committeeFacts,
  committeesLeave,
  lookAtCommittees,
  scheduled,
} from '../support/committee-track.ts';
import { choisyTrack, communes, fold, holidays, paris, phaseEnd, trackOf } from '../support/track.ts';

function windows(track: TrackState): readonly string[] {
  return copilSteps(track, holidays).map(({ id, fromOn, toOn }) => `${id} ${fromOn}–${toOn}`);
}

function stepOf(track: TrackState, id: string) {
  const step = copilSteps(track, holidays).find((one) => one.id === id);
  if (step === undefined) throw new TypeError(`${id} is no step`);
  return step;
}

/** A COPIL for each step that is of no interest to a test. */
function heldFor(track: TrackState, ...steps: readonly string[]): void {
  for (const [index, step] of steps.entries()) {
    fold(track, scheduled({ meeting: `CP-9${index}`, kind: 'copil', step, on: '2025-12-02' }));
  }
}

describe('the COPIL that the plan commands (art. 6)', () => {
  it('at the start, after each big step and at the end: the worked calendar of a plan at its longest', () => {
    expect(windows(trackOf(choisyTrack()))).toEqual([
      'start 2025-12-01–2025-12-05',
      'after:audit 2026-03-02–2026-03-06',
      'after:setup 2026-06-01–2026-06-05',
      'after:use 2026-11-30–2026-12-04',
      'final 2026-12-23–2026-12-30',
    ]);
  });

  it('the worked calendar of a set-up that slips by 45 days', () => {
    const track = trackOf(choisyTrack(), phaseEnd('setup', 'delay', '2026-07-15'));
    expect(windows(track)[2]).toBe('after:setup 2026-07-16–2026-07-22');
  });

  it('a phase ends when it ends for its last beneficiary', () => {
    const facts = choisyTrack({ beneficiaries: communes(3) });
    const track = trackOf(facts, phaseEnd('setup', 'delay', '2026-07-15', 'commune-2'));
    expect(windows(track)[2]).toBe('after:setup 2026-07-16–2026-07-22');
  });

  it('a phase of which nothing is left commands none', () => {
    const track = trackOf(choisyTrack(), phaseEnd('setup', 'delay', '2026-12-10'));
    expect(copilSteps(track, holidays).map(({ id, phase }) => `${id} ${phase}`)).toEqual([
      'start null',
      'after:audit audit',
      'after:setup setup',
      'final null',
    ]);
  });

  it('none before the programme is loaded', () => {
    expect(copilSteps(emptyTrack('ia'), holidays)).toEqual([]);
  });

  it('is open until one is scheduled for it, and again when that one is cancelled', () => {
    const track = trackOf(choisyTrack(), scheduled({ meeting: 'CP-01', kind: 'copil', step: 'start' }));
    const ids = () => openSteps(track, holidays).map(({ id }) => id);
    expect(ids()).toEqual(['after:audit', 'after:setup', 'after:use', 'final']);
    fold(track, scheduled({ meeting: 'CO-02', kind: 'comop', step: 'final' }));
    fold(track, cancelled(track, 'CP-01'));
    expect(ids()).toEqual(['start', 'after:audit', 'after:setup', 'after:use', 'final']);
  });
});

describe('the step that a COPIL is held for', () => {
  const track = trackOf(choisyTrack());

  it.each<[string, string | null, string]>([
    ['2026-06-03', 'after:setup', 'within its time'],
    ['2026-05-28', 'after:setup', 'a little before, when it is already spoken of'],
    ['2026-06-30', 'after:setup', 'late'],
    ['2026-12-02', 'after:use', 'the last but one'],
    ['2026-12-29', 'final', 'at the end, though the one before is still spoken of'],
    ['2026-12-15', 'after:use', 'between two: the one that is late first'],
    ['2026-04-20', null, 'beside the calendar'],
  ])('on %s is %s: %s', (on, id, _why) => {
    expect(stepFor(track, on, holidays)).toBe(id);
    expect(stepFor(track, Temporal.PlainDate.from(on), holidays)).toBe(id);
  });

  it('is not one that has its COPIL', () => {
    const planned = trackOf(choisyTrack(), scheduled({ kind: 'copil', step: 'after:setup' }));
    expect(stepFor(planned, '2026-06-03', holidays)).toBeNull();
  });
});

describe('the slots proposed for a COPIL', () => {
  const track = trackOf(choisyTrack());

  function proposed(id: string, now: string): readonly string[] {
    const slots = proposedSlots(stepOf(track, id), paris(now), holidays);
    return slots.map(({ on, from, durationMinutes }) => `${on} ${from} ${durationMinutes}`);
  }

  it('are three working days within five of the end of the phase, mornings and afternoons', () => {
    expect(proposed('after:setup', '2026-05-20 10:00')).toEqual([
      '2026-06-01 10:00 90',
      '2026-06-02 14:00 90',
      '2026-06-03 10:00 90',
    ]);
  });

  it('leave holidays out and end with the assessment', () => {
    expect(proposed('final', '2026-12-24 15:00')).toEqual([
      '2026-12-28 10:00 90',
      '2026-12-29 14:00 90',
      '2026-12-30 10:00 90',
    ]);
  });

  it('begin the next working day: nobody comes to what was called this morning', () => {
    expect(proposed('after:setup', '2026-06-03 11:00')).toEqual([
      '2026-06-04 10:00 90',
      '2026-06-05 14:00 90',
    ]);
    expect(proposed('after:setup', '2026-06-04 08:00')).toEqual(['2026-06-05 10:00 90']);
  });

  it('are the next working days on the last day of its time and after it', () => {
    expect(proposed('after:setup', '2026-06-05 09:00')).toEqual([
      '2026-06-08 10:00 90',
      '2026-06-09 14:00 90',
      '2026-06-10 10:00 90',
    ]);
    expect(proposed('after:setup', '2026-07-13 09:00')).toEqual([
      '2026-07-15 10:00 90',
      '2026-07-16 14:00 90',
      '2026-07-17 10:00 90',
    ]);
  });

  it('are none once the assessment is over, or ends that day', () => {
    expect(proposed('final', '2026-12-30 09:00')).toEqual([]);
    expect(proposed('final', '2026-12-31 09:00')).toEqual([]);
  });
});

describe('a COPIL that is due and that nobody has scheduled (art. 6)', () => {
  it('is told to the coordinators ten working days before the end of its time, on its first day, then every week', () => {
    const track = trackOf(choisyTrack());
    heldFor(track, 'start', 'after:audit', 'after:use', 'final');
    expect(committeesLeave(track, paris('2026-05-01 00:00'), paris('2026-09-01 00:00'))).toEqual([
      '2026-05-21 09:00 after:setup 2026-06-05 0 → coordinatrice',
      '2026-06-01 09:00 after:setup 2026-06-05 1 → coordinatrice',
      '2026-06-08 09:00 after:setup 2026-06-05 2 → coordinatrice',
      '2026-06-15 09:00 after:setup 2026-06-05 3 → coordinatrice',
      '2026-06-22 09:00 after:setup 2026-06-05 4 → coordinatrice',
      '2026-06-29 09:00 after:setup 2026-06-05 5 → coordinatrice',
    ]);
  });

  it('is no longer spoken of once it is scheduled', () => {
    const track = trackOf(choisyTrack());
    heldFor(track, 'start', 'after:audit', 'after:use', 'final');
    committeesLeave(track, paris('2026-05-01 00:00'), paris('2026-06-02 00:00'));
    fold(track, scheduled({ meeting: 'CP-03', kind: 'copil', step: 'after:setup', on: '2026-06-25' }));
    const lines = committeesLeave(track, paris('2026-06-02 10:00'), paris('2026-06-17 00:00'));
    expect(lines.filter((line) => line.includes('after:setup'))).toEqual([]);
  });

  it('is spoken of anew when its phase is moved', () => {
    const track = trackOf(choisyTrack());
    heldFor(track, 'start', 'after:audit', 'after:use', 'final');
    committeesLeave(track, paris('2026-05-01 00:00'), paris('2026-05-22 00:00'));
    fold(track, phaseEnd('setup', 'delay', '2026-07-15'));
    expect(committeesLeave(track, paris('2026-05-22 10:00'), paris('2026-07-17 00:00'))).toEqual([
      '2026-07-07 09:00 after:setup 2026-07-22 0 → coordinatrice',
      '2026-07-16 09:00 after:setup 2026-07-22 1 → coordinatrice',
    ]);
  });

  it('after a time of silence only the newest stage is told, and what ended more than 30 days ago is left alone', () => {
    const track = trackOf(choisyTrack());
    const text = lookAtCommittees(track, paris('2026-06-17 10:00')).map((event) => event.data);
    expect(text).toEqual([{ step: 'after:setup', dueOn: '2026-06-05', stage: 3, to: ['coordinatrice'] }]);
  });

  it('waits for the hours of reminders', () => {
    const track = trackOf(choisyTrack());
    heldFor(track, 'start', 'after:audit', 'after:use', 'final');
    expect(committeesLeave(track, paris('2026-06-06 12:00'), paris('2026-06-08 09:00'))).toEqual([
      '2026-06-08 09:00 after:setup 2026-06-05 2 → coordinatrice',
    ]);
  });

  it('is told to nobody, and wakes nobody, where there is no coordinator', () => {
    const facts = { ...committeeFacts, coordinators: [] };
    expect(
      committeesLeave(trackOf(choisyTrack()), paris('2026-05-01 00:00'), paris('2026-07-01 00:00'), facts),
    ).toEqual([]);
  });
});
