import { describe, expect, it } from '@jest/globals';
import { atParis, isQuiet, nextOpen, parisDay } from '../../src/domain/calendar/hours.ts';
import { frenchHolidays } from '../../src/usecases/holidays.ts';

const holidays = frenchHolidays([2025, 2026]);
const day = (text: string) => Temporal.PlainDate.from(text);
const instant = (text: string) => Temporal.Instant.from(text);

describe('Paris time', () => {
  it.each([
    ['2025-12-31T23:30:00Z', '2026-01-01'],
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
  ])('%s falls on %s', (text, expected) => {
    expect(parisDay(instant(text)).toString()).toBe(expected);
  });

  it('is that of the instant, whatever was asked before', () => {
    const first = instant('2026-03-28T22:00:00Z');
    for (let minutes = 0; minutes < 60 * 26; minutes += 7) {
      const at = first.add({ minutes });
      expect(parisDay(at).equals(at.toZonedDateTimeISO('Europe/Paris').toPlainDate())).toBe(true);
    }
  });

  it.each([
    ['2026-01-15', 9, 0, '2026-01-15T08:00:00Z'],
    ['2026-07-15', 10, 30, '2026-07-15T08:30:00Z'],
    ['2026-03-28', 9, 0, '2026-03-28T08:00:00Z'],
    ['2026-03-29', 9, 0, '2026-03-29T07:00:00Z'],
    ['2026-03-29', 2, 30, '2026-03-29T01:30:00Z'],
    ['2026-10-25', 2, 30, '2026-10-25T00:30:00Z'],
    ['2026-10-25', 9, 0, '2026-10-25T08:00:00Z'],
  ])('%s at %d h %d is %s', (text, hour, minute, expected) => {
    expect(atParis(day(text), hour, minute).toString()).toBe(expected);
  });

  it('takes whole hours without minutes', () => {
    expect(atParis(day('2026-01-15'), 9).toString()).toBe('2026-01-15T08:00:00Z');
  });
});

describe('quiet hours: 19:00–08:00, weekends, holidays', () => {
  it.each([
    ['2026-07-15', 7, 59, true],
    ['2026-07-15', 8, 0, false],
    ['2026-07-15', 18, 59, false],
    ['2026-07-15', 19, 0, true],
    ['2026-07-14', 10, 0, true],
    ['2026-07-18', 10, 0, true],
  ])('%s at %d h %d: %s', (text, hour, minute, expected) => {
    expect(isQuiet(atParis(day(text), hour, minute), holidays)).toBe(expected);
  });

  it.each([
    ['2026-07-15', 10, '2026-07-15', 10],
    ['2026-07-15', 6, '2026-07-15', 8],
    ['2026-07-15', 20, '2026-07-16', 8],
    ['2026-07-13', 19, '2026-07-15', 8],
    ['2026-07-14', 5, '2026-07-15', 8],
    ['2026-05-22', 21, '2026-05-26', 8],
    ['2026-03-27', 22, '2026-03-30', 8],
    ['2026-10-23', 22, '2026-10-26', 8],
  ])('what is due on %s at %d h leaves on %s at %d h', (text, hour, openOn, openHour) => {
    expect(nextOpen(atParis(day(text), hour), holidays)).toEqual(atParis(day(openOn), openHour));
  });
});
