import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  isWorkingDay,
  nearestWorkingDays,
  nextWorkingDay,
  previousWorkingDay,
  workingDayOnOrBefore,
  workingDaysSince,
} from '../../src/domain/calendar/workdays.ts';
import { frenchHolidays } from '../../src/usecases/holidays.ts';

const holidays = frenchHolidays([2025, 2026, 2027]);
const day = (text: string) => Temporal.PlainDate.from(text);

describe('French public holidays', () => {
  it('are eleven a year', () => {
    for (const year of [2025, 2026, 2027, 2028]) expect(frenchHolidays([year]).size).toBe(11);
  });

  it('fall on these working days in 2026', () => {
    const onWorkingDays = [...holidays.keys()].filter(
      (text) => text.startsWith('2026') && day(text).dayOfWeek < 6,
    );
    expect(onWorkingDays).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it('bear French names', () => {
    expect(holidays.get('2026-07-14')).toBe('Fête nationale');
    expect(holidays.get('2026-05-25')).toBe('Lundi de Pentecôte');
  });
});

describe('working days', () => {
  it.each([
    ['2026-07-13', true],
    ['2026-07-14', false],
    ['2026-02-28', false],
    ['2026-05-31', false],
    ['2026-05-29', true],
  ])('%s: %s', (text, expected) => {
    expect(isWorkingDay(day(text), holidays)).toBe(expected);
  });

  it.each([
    ['2026-05-31', '2026-05-29'],
    ['2026-05-24', '2026-05-22'],
    ['2026-05-25', '2026-05-22'],
    ['2026-02-28', '2026-02-27'],
    ['2026-11-29', '2026-11-27'],
    ['2026-07-15', '2026-07-15'],
    ['2027-01-01', '2026-12-31'],
  ])('a deadline on %s is announced on %s (art. 5: the date itself never moves)', (text, expected) => {
    expect(workingDayOnOrBefore(day(text), holidays).toString()).toBe(expected);
  });

  it.each([
    ['2026-02-28', '2026-03-02'],
    ['2026-05-31', '2026-06-01'],
    ['2026-07-15', '2026-07-16'],
    ['2026-11-29', '2026-11-30'],
    ['2026-12-24', '2026-12-28'],
  ])('after %s comes %s', (text, expected) => {
    expect(nextWorkingDay(day(text), holidays).toString()).toBe(expected);
  });

  it('14/07/2026 lies between 13/07 and 15/07', () => {
    const { before, after } = nearestWorkingDays(day('2026-07-14'), holidays);
    expect([before.toString(), after.toString()]).toEqual(['2026-07-13', '2026-07-15']);
  });

  it('before 01/05/2026 comes 30/04', () => {
    expect(previousWorkingDay(day('2026-05-01'), holidays).toString()).toBe('2026-04-30');
  });

  it.each([
    ['2026-03-02', 15, '2026-03-23'],
    ['2026-05-07', 1, '2026-05-11'],
    ['2026-05-11', -1, '2026-05-07'],
    ['2026-05-29', -5, '2026-05-21'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s plus %d working days is %s', (text, count, expected) => {
    expect(addWorkingDays(day(text), count, holidays).toString()).toBe(expected);
  });
});

describe('working days that have begun since a day, that day not counted (art. 3: what paces a validation)', () => {
  it.each([
    ['2026-03-02', '2026-03-02', 0],
    ['2026-03-02', '2026-03-01', 0],
    ['2026-03-02', '2026-03-03', 1],
    ['2026-03-02', '2026-03-23', 15],
    ['2026-03-06', '2026-03-08', 0],
    ['2026-03-06', '2026-03-09', 1],
    ['2026-05-02', '2026-05-11', 5],
    ['2026-05-13', '2026-05-15', 1],
    ['2025-12-24', '2026-01-02', 5],
  ])('from %s to %s: %d', (from, today, expected) => {
    expect(workingDaysSince(day(from), day(today), holidays)).toBe(expected);
  });

  it('are as many as were added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 90 }), (offset, count) => {
        const from = day('2025-12-01').add({ days: offset });
        const reached = addWorkingDays(from, count, holidays);
        expect(workingDaysSince(from, reached, holidays)).toBe(count);
        expect(workingDaysSince(from, reached.subtract({ days: 1 }), holidays)).toBe(count - 1);
      }),
    );
  });
});
