import { describe, expect, it } from '@jest/globals';
import { checkSlot } from '../../src/domain/committee/check.ts';
import type { MeetingKind, Slot } from '../../src/domain/committee/events.ts';
import { periodOf, trackPhases } from '../../src/domain/committee/track-plan.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { choisyTrack, communes, fold, holidays, paris, phaseEnd, trackOf } from '../support/track.ts';

const two = choisyTrack({ beneficiaries: communes(2) });

function spans(track: TrackState): readonly string[] {
  return trackPhases(track).map(({ id, fromOn, toOn, days }) => `${id} ${fromOn}–${toOn} (${days})`);
}

function period(track: TrackState, kind: MeetingKind): string {
  const { fromOn, toOn } = periodOf(track, kind);
  return `${fromOn}–${toOn}`;
}

describe('the phases of a whole track (art. 5)', () => {
  it("are the programme's as long as nobody takes part, and none before it is loaded", () => {
    expect(spans(trackOf(choisyTrack({ beneficiaries: [] })))).toEqual([
      'audit 2025-12-01–2026-02-28 (90)',
      'setup 2026-03-01–2026-05-31 (92)',
      'use 2026-06-01–2026-11-29 (182)',
      'assessment 2026-11-30–2026-12-30 (31)',
    ]);
    expect(spans(emptyTrack('ia'))).toEqual([]);
  });

  it('begin for the first beneficiary and end for the last one', () => {
    const late = phaseEnd('setup', 'delay', '2026-07-15', 'commune-1');
    const early = phaseEnd('audit', 'done', '2026-01-31', 'commune-2');
    for (const events of [
      [late, early],
      [early, late],
    ]) {
      expect(spans(trackOf(two, ...events))).toEqual([
        'audit 2025-12-01–2026-02-28 (90)',
        'setup 2026-02-01–2026-07-15 (165)',
        'use 2026-05-01–2026-11-29 (213)',
        'assessment 2026-11-01–2026-12-30 (60)',
      ]);
    }
  });

  it.each(['commune-1', 'commune-2'])('leave out %s, for which nothing is left of a phase', (commune) => {
    const track = trackOf(two, phaseEnd('setup', 'delay', '2026-12-15', commune));
    expect(spans(track)[2]).toBe('use 2026-06-01–2026-11-29 (182)');
  });
});

describe('when a committee may be held (art. 6)', () => {
  const track = trackOf(choisyTrack());

  it('a COPIL: from the start to the last day of the assessment', () => {
    expect(period(track, 'copil')).toBe('2025-12-01–2026-12-30');
  });

  it('a COMOP: from the first day of set-up to the withdrawal, or to the last day of use when its date is not known', () => {
    expect(period(track, 'comop')).toBe('2026-03-01–2026-11-29');
    expect(period(trackOf(choisyTrack({ withdrawalOn: '2026-12-15' })), 'comop')).toBe(
      '2026-03-01–2026-12-15',
    );
  });

  it('what concerns one beneficiary: from the start to the term of the convention (art. 2)', () => {
    expect(period(track, 'meeting')).toBe('2025-12-01–2026-12-31');
    expect(period(track, 'workshop')).toBe('2025-12-01–2026-12-31');
  });

  it('never after the term of the convention, whatever the programme says (art. 2)', () => {
    expect(period(trackOf(choisyTrack({ withdrawalOn: '2027-02-01' })), 'comop')).toBe(
      '2026-03-01–2026-12-31',
    );
  });

  it('from the start to the term when nothing is left of what it lies in', () => {
    const [audit] = choisyTrack().phases;
    if (audit === undefined) throw new TypeError('the programme has phases');
    const short = trackOf(choisyTrack({ phases: [audit], beneficiaries: [] }));
    expect(period(short, 'copil')).toBe('2025-12-01–2026-12-31');
    expect(period(short, 'comop')).toBe('2025-12-01–2026-12-31');
  });

  it('a COMOP while nothing is left of the use phase: until the set-up ends', () => {
    const late = trackOf(choisyTrack(), phaseEnd('setup', 'delay', '2026-12-10'));
    expect(period(late, 'comop')).toBe('2026-03-01–2026-12-10');
    const lateForOne = trackOf(two, phaseEnd('setup', 'delay', '2026-12-10', 'commune-2'));
    expect(period(lateForOne, 'comop')).toBe('2026-03-01–2026-12-10');
  });

  it('on no day at all before the programme is loaded', () => {
    expect(period(emptyTrack('ia'), 'copil')).toBe('9999-12-31–0001-01-01');
  });
});

describe('the slot of a meeting', () => {
  const track = trackOf(choisyTrack());
  const now = paris('2026-06-01 10:00');

  function refused(kind: MeetingKind, on: string, from = '10:00', durationMinutes = 90, at = now): unknown {
    const slot: Slot = { on, from, durationMinutes };
    const refusal = checkSlot(track, kind, slot, at, holidays);
    return refusal === null ? null : { field: refusal.field, ...refusal.reason };
  }

  it('is accepted on a working day between 8 h and 19 h, both included', () => {
    expect(refused('comop', '2026-07-15')).toBeNull();
    expect(refused('comop', '2026-07-15', '08:00', 660)).toBeNull();
  });

  it('a past day is refused at the day, a past hour of this day at the hour', () => {
    expect(refused('comop', '2026-05-29')).toMatchObject({ code: 'meeting-past', field: 'date' });
    expect(refused('comop', '2026-06-01', '10:00')).toEqual({
      code: 'meeting-past',
      field: 'heure',
      day: '2026-06-01',
      time: '10:00',
    });
    expect(refused('comop', '2026-06-01', '10:01')).toBeNull();
  });

  it('a holiday is refused by its name, with the working day on each side', () => {
    expect(refused('comop', '2026-07-14')).toEqual({
      code: 'not-a-working-day',
      field: 'date',
      day: '2026-07-14',
      holiday: 'Fête nationale',
      before: '2026-07-13',
      after: '2026-07-15',
      time: '10:00',
    });
  });

  it('so is a weekend, which has no name', () => {
    expect(refused('meeting', '2026-07-18')).toMatchObject({
      holiday: null,
      before: '2026-07-17',
      after: '2026-07-20',
    });
  });

  it('no day is offered that is past or today', () => {
    const saturday = paris('2026-06-05 18:00');
    expect(refused('meeting', '2026-06-06', '10:00', 90, saturday)).toMatchObject({
      before: '2026-06-08',
      after: '2026-06-09',
    });
  });

  it('no day is offered that lies after the period', () => {
    expect(refused('comop', '2026-11-29')).toMatchObject({ before: '2026-11-26', after: '2026-11-27' });
  });

  it('before 8 h or ending after 19 h is refused with the hour that is at fault', () => {
    const fault = { code: 'outside-hours', field: 'heure' };
    expect(refused('comop', '2026-07-15', '07:59')).toEqual({ ...fault, time: '07:59' });
    expect(refused('comop', '2026-07-15', '18:00', 61)).toEqual({ ...fault, time: '19:01' });
  });

  it.each([
    ['comop', '2027-01-12', '2026-03-01', '2026-11-29'],
    ['copil', '2026-12-31', '2025-12-01', '2026-12-30'],
    ['workshop', '2027-01-04', '2025-12-01', '2026-12-31'],
  ] as const)('art. 2 and 6: a %s on %s lies outside its period', (kind, day, fromOn, toOn) => {
    expect(refused(kind, day)).toEqual({ code: 'outside-period', field: 'date', kind, day, fromOn, toOn });
  });

  it('art. 6: a COMOP before the set-up lies outside its period', () => {
    expect(refused('comop', '2026-02-27', '10:00', 90, paris('2026-01-05 10:00'))).toMatchObject({
      code: 'outside-period',
    });
  });

  it('art. 6: a COMOP follows the set-up that was delayed, up to the same end of use', () => {
    const slipped = trackOf(choisyTrack());
    fold(slipped, phaseEnd('audit', 'delay', '2026-04-15'));
    const slot = { on: '2026-04-14', from: '10:00', durationMinutes: 60 };
    const early = checkSlot(slipped, 'comop', slot, paris('2026-03-01 10:00'), holidays);
    expect(early?.reason).toMatchObject({ fromOn: '2026-04-16', toOn: '2026-11-29' });
  });
});
