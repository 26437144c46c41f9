import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterWorkingMinutes, workingMinutesBetween } from '../../src/domain/incident/clock.ts';
import { holidays, paris, parisText } from '../support/track.ts';

const after = (from: string, minutes: number) =>
  parisText(afterWorkingMinutes(paris(from), minutes, holidays));
const between = (from: string, to: string) => workingMinutesBetween(paris(from), paris(to), holidays);

describe('working hours, 08:00 to 19:00 of working days', () => {
  it.each([
    ['2026-07-09 10:00', 240, '2026-07-09 14:00'],
    ['2026-07-09 17:30', 240, '2026-07-10 10:30'],
    // Friday evening: the weekend does not count.
    ['2026-07-10 18:00', 240, '2026-07-13 11:00'],
    // Bastille Day falls on a Tuesday.
    ['2026-07-13 18:00', 240, '2026-07-15 11:00'],
    ['2026-07-09 23:15', 240, '2026-07-10 12:00'],
    ['2026-07-09 05:00', 0, '2026-07-09 08:00'],
    ['2026-07-09 18:00', 60, '2026-07-10 08:00'],
    ['2026-07-09 10:00', 480, '2026-07-09 18:00'],
  ])('after %s, %i minutes of them are over at %s', (from, minutes, until) => {
    expect(after(from, minutes)).toBe(until);
  });

  it.each([
    ['2026-07-09 10:00', '2026-07-09 10:00', 0],
    ['2026-07-09 10:00', '2026-07-09 09:00', 0],
    ['2026-07-09 10:00', '2026-07-09 14:20', 260],
    ['2026-07-10 18:00', '2026-07-13 11:00', 240],
    ['2026-07-11 10:00', '2026-07-12 18:00', 0],
    ['2026-07-13 08:00', '2026-07-15 08:00', 660],
    ['2026-07-09 20:00', '2026-07-10 07:00', 0],
  ])('between %s and %s lie %i minutes of them', (from, to, minutes) => {
    expect(between(from, to)).toBe(minutes);
  });

  it('one is the other turned round', () => {
    const start = paris('2026-01-01 00:00').epochMilliseconds;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 * 24 * 60 }),
        fc.integer({ min: 0, max: 10_000 }),
        (offset, minutes) => {
          const from = Temporal.Instant.fromEpochMilliseconds(start + offset * 60_000);
          const to = afterWorkingMinutes(from, minutes, holidays);
          expect(workingMinutesBetween(from, to, holidays)).toBe(minutes);
        },
      ),
    );
  });
});
