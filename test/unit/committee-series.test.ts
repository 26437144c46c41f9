import { describe, expect, it } from '@jest/globals';
import type { Rhythm, SeriesBegun } from '../../src/domain/committee/events.ts';
import { driftOf, occurrencesOf, rhythmOf } from '../../src/domain/committee/series.ts';
import type { Series } from '../../src/domain/committee/state.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import {
  cancelled,
  committeeFacts,
  lookAtCommittees,
  movedTo,
  owedText,
  scheduled,
  seriesOf,
} from '../support/committee-track.ts';
import { choisyTrack, fold, holidays, paris, phaseEnd, trackOf } from '../support/track.ts';

const monthly: Rhythm = { rank: 2, weekday: 2, everyMonths: 1, onHoliday: 'after' };

function dates(rhythm: Partial<Rhythm>, fromOn: string, untilOn: string): readonly string[] {
  const [from, until] = [fromOn, untilOn].map((day) => Temporal.PlainDate.from(day));
  if (from === undefined || until === undefined) throw new TypeError('two days are given');
  return occurrencesOf({ ...monthly, ...rhythm }, from, until, holidays).map(({ on }) => String(on));
}

describe('the dates of a series (art. 6 « périodiquement »)', () => {
  it('« 2e mardi » from one day to another, both included; the 14/07 goes to the next working day', () => {
    expect(dates({}, '2026-05-12', '2026-09-08')).toEqual([
      '2026-05-12',
      '2026-06-09',
      '2026-07-15',
      '2026-08-11',
      '2026-09-08',
    ]);
  });

  it('begin in the next month where that of the first has passed', () => {
    expect(dates({}, '2026-05-13', '2026-06-30')).toEqual(['2026-06-09']);
    expect(dates({ everyMonths: 2 }, '2026-05-13', '2026-12-31')).toEqual([
      '2026-06-09',
      '2026-08-11',
      '2026-10-13',
      '2026-12-08',
    ]);
  });

  it('the last Friday of each month', () => {
    expect(dates({ rank: -1, weekday: 5 }, '2026-01-01', '2026-03-31')).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-27',
    ]);
  });

  it('the first Monday: the month that begins on one', () => {
    expect(dates({ rank: 1, weekday: 1 }, '2026-06-01', '2026-06-30')).toEqual(['2026-06-01']);
  });

  it('none where the period is too short', () => {
    expect(dates({}, '2026-05-13', '2026-05-20')).toEqual([]);
  });

  it.each([
    ['before', '2026-07-13'],
    ['after', '2026-07-15'],
    ['skip', 'null'],
  ] as const)('a holiday goes %s: %s', (onHoliday, on) => {
    expect(dates({ onHoliday }, '2026-07-01', '2026-07-31')).toEqual([on]);
  });

  it('a holiday goes to the other side rather than out of the period', () => {
    expect(dates({ onHoliday: 'before' }, '2026-07-14', '2026-07-31')).toEqual(['2026-07-15']);
    expect(dates({ onHoliday: 'after' }, '2026-07-01', '2026-07-14')).toEqual(['2026-07-13']);
    expect(dates({ onHoliday: 'after' }, '2026-07-14', '2026-07-14')).toEqual(['null']);
  });

  it('say what the holiday is and which working days are near it', () => {
    const from = Temporal.PlainDate.from('2026-07-01');
    const [july, august] = occurrencesOf(monthly, from, from.add({ months: 2 }), holidays);
    expect(String(july?.natural)).toBe('2026-07-14');
    expect(july?.holiday).toBe('Fête nationale');
    expect(`${july?.before} ${july?.after}`).toBe('2026-07-13 2026-07-15');
    expect(august?.holiday).toBeNull();
  });
});

describe('the rhythm of a day', () => {
  it.each([
    ['2026-06-09', { rank: 2, weekday: 2 }],
    ['2026-06-01', { rank: 1, weekday: 1 }],
    ['2026-06-26', { rank: 4, weekday: 5 }],
    ['2026-06-30', { rank: -1, weekday: 2 }],
    ['2026-06-13', { rank: 2, weekday: 5 }],
  ])('of %s', (day, rhythm) => {
    const found = rhythmOf(Temporal.PlainDate.from(day));
    expect(found).toEqual({ ...rhythm, everyMonths: 1, onHoliday: 'after' });
  });

  it('every so many months as the programme says', () => {
    expect(rhythmOf(Temporal.PlainDate.from('2026-06-09'), 2).everyMonths).toBe(2);
  });
});

/** A track with a series of one COMOP on each of these days. */
function trackWith(
  days: readonly string[],
  rhythm: Partial<Rhythm> = {},
  until: Partial<SeriesBegun> = {},
): TrackState {
  const track = trackOf(choisyTrack());
  for (const [index, on] of days.entries()) {
    fold(track, scheduled({ meeting: `CO-0${index + 1}`, series: 'CO-01', on }));
  }
  fold(track, seriesOf('CO-01', rhythm, until));
  return track;
}

const usual = [
  '2026-03-10',
  '2026-04-14',
  '2026-05-12',
  '2026-06-09',
  '2026-07-15',
  '2026-08-11',
  '2026-09-08',
  '2026-10-13',
  '2026-11-10',
];

function drift(track: TrackState, now = '2026-02-02 10:00') {
  const series = track.committees.series.get('CO-01');
  if (series === undefined) throw new TypeError('the series was begun');
  const found = driftOf(track, series satisfies Series, holidays, paris(now));
  return found === null
    ? null
    : {
        period: `${found.fromOn}–${found.untilOn}`,
        outside: found.outside.map(({ number }) => number),
        missing: found.missing.map(String),
      };
}

describe('a series when the plan moves (art. 6: from set-up to withdrawal)', () => {
  it('fits as long as the plan stands', () => {
    expect(drift(trackWith(usual))).toBeNull();
  });

  it('what is now held before the set-up, or after the use, falls outside', () => {
    const track = trackWith(usual);
    fold(track, phaseEnd('audit', 'delay', '2026-04-15'));
    expect(drift(track)).toEqual({
      period: '2026-04-16–2026-11-29',
      outside: ['CO-01', 'CO-02'],
      missing: [],
    });
    fold(track, phaseEnd('use', 'delay', '2026-10-31'));
    expect(drift(track)?.outside).toEqual(['CO-01', 'CO-02', 'CO-09']);
  });

  it('only what is to come is spoken of', () => {
    const track = trackWith(usual);
    fold(track, phaseEnd('audit', 'delay', '2026-04-15'));
    expect(drift(track, '2026-03-20 10:00')?.outside).toEqual(['CO-02']);
    expect(drift(track, '2026-04-14 08:00')).toBeNull();
  });

  it('dates are missing before the first and after the last when the period grows', () => {
    const track = trackWith(usual.slice(1, -2));
    fold(track, cancelled(track, 'CO-03'));
    expect(drift(track)).toEqual({
      period: '2026-03-01–2026-11-29',
      outside: [],
      missing: ['2026-03-10', '2026-10-13', '2026-11-10'],
    });
    expect(drift(track, '2026-10-13 08:00')?.missing).toEqual(['2026-11-10']);
  });

  it('one that was moved or cancelled between the first and the last is not missing', () => {
    const track = trackWith(usual);
    fold(track, movedTo(track, '2026-05-26', '10:00', 'CO-03'));
    fold(track, cancelled(track, 'CO-06'));
    expect(drift(track)).toBeNull();
  });

  it('a date that a holiday drove into another month is not missing', () => {
    const first = { rank: 1, weekday: 5, onHoliday: 'before' } as const;
    const { missing } = drift(trackWith(['2026-04-30'], first)) ?? {};
    expect(missing).toEqual([
      '2026-03-06',
      '2026-06-05',
      '2026-07-03',
      '2026-08-07',
      '2026-09-04',
      '2026-10-02',
      '2026-11-06',
    ]);
  });

  it('what the rhythm leaves out is not missing', () => {
    const skipped = trackWith(['2026-04-14', '2026-06-09'], { onHoliday: 'skip' });
    expect(drift(skipped, '2026-07-01 10:00')?.missing).toEqual([
      '2026-08-11',
      '2026-09-08',
      '2026-10-13',
      '2026-11-10',
    ]);
  });

  it('a series of every other month keeps its months', () => {
    const track = trackWith(['2026-06-09', '2026-08-11'], { everyMonths: 2 });
    expect(drift(track)?.missing).toEqual(['2026-04-14', '2026-10-13']);
    const early = trackWith(['2026-01-13'], { everyMonths: 2 });
    expect(drift(early)?.missing).toEqual([
      '2026-03-10',
      '2026-05-12',
      '2026-07-15',
      '2026-09-08',
      '2026-11-10',
    ]);
  });

  it('nothing is missing after the day on which a coordinator chose to end it early', () => {
    const track = trackWith(['2026-04-14', '2026-05-12'], {}, { untilOn: '2026-06-15', endsEarly: true });
    expect(drift(track)?.missing).toEqual(['2026-03-10', '2026-06-09']);
  });

  it('one of which nothing is left was ended on purpose', () => {
    const track = trackWith(['2026-06-09']);
    fold(track, cancelled(track, 'CO-01'));
    expect(drift(track)).toBeNull();
  });
});

describe('the coordinators are asked about a series that no longer fits (art. 6)', () => {
  const told = (track: TrackState, now: string, facts = committeeFacts) =>
    lookAtCommittees(track, paris(now), facts)
      .filter(({ type }) => type === 'series-drift-owed')
      .flatMap(owedText);

  it('the period in which it was made is noted first, at any hour, and told to nobody', () => {
    const track = trackWith(['2026-06-09']);
    expect(told(track, '2026-02-02 23:00')).toEqual(['CO-01 2026-03-01–2026-11-29 → ']);
    expect(told(track, '2026-02-03 10:00')).toEqual([]);
  });

  it('once for each period, within the hours of reminders', () => {
    const track = trackWith(usual);
    told(track, '2026-02-02 10:00');
    fold(track, phaseEnd('audit', 'delay', '2026-04-15'));
    expect(told(track, '2026-02-02 23:00')).toEqual([]);
    expect(told(track, '2026-02-03 09:00')).toEqual(['CO-01 2026-04-16–2026-11-29 → coordinatrice']);
    expect(told(track, '2026-02-04 09:00')).toEqual([]);
    fold(track, phaseEnd('audit', 'delay', '2026-05-15'));
    expect(told(track, '2026-02-05 09:00')).toEqual(['CO-01 2026-05-16–2026-11-29 → coordinatrice']);
  });

  it('not as long as all of it fits the new period', () => {
    const track = trackWith(usual.slice(1));
    told(track, '2026-02-02 10:00');
    fold(track, phaseEnd('audit', 'delay', '2026-03-15'));
    expect(told(track, '2026-02-03 10:00')).toEqual([]);
  });

  it('nor where there is no coordinator to ask', () => {
    const track = trackWith(usual);
    told(track, '2026-02-02 10:00');
    fold(track, phaseEnd('audit', 'delay', '2026-04-15'));
    expect(told(track, '2026-02-03 10:00', { ...committeeFacts, coordinators: [] })).toEqual([]);
  });
});
