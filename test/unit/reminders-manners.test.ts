import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAILY_CAP, leaveOf, type Manners } from '../../src/domain/reminder/manners.ts';
import { holidays, paris, parisText } from '../support/track.ts';

const plain: Manners = { pausedUntilOn: null, digestHour: null };
const paused = (day: string, digestHour: number | null = null): Manners => ({
  pausedUntilOn: Temporal.PlainDate.from(day),
  digestHour,
});
const digest = (digestHour: number): Manners => ({ pausedUntilOn: null, digestHour });

/** « now », or « 2026-05-26 08:00 quiet-hours ». */
function leaves(now: string, manners: Manners, { owed = now, sentToday = 0 } = {}): string {
  const leave = leaveOf({ now: paris(now), owedAt: paris(owed), sentToday }, manners, holidays);
  return leave.kind === 'now' ? 'now' : `${parisText(leave.at)} ${leave.why}`;
}

describe('quiet hours', () => {
  it.each([
    ['2026-05-22 08:00', 'now'],
    ['2026-05-22 18:59', 'now'],
    ['2026-05-22 19:00', '2026-05-26 08:00 quiet-hours'],
    ['2026-05-22 07:59', '2026-05-22 08:00 quiet-hours'],
    ['2026-05-25 10:00', '2026-05-26 08:00 quiet-hours'],
    ['2026-03-27 19:30', '2026-03-30 08:00 quiet-hours'],
    ['2026-03-29 02:30', '2026-03-30 08:00 quiet-hours'],
    ['2026-10-23 20:00', '2026-10-26 08:00 quiet-hours'],
    ['2026-10-25 02:30', '2026-10-26 08:00 quiet-hours'],
  ])('a reminder of %s leaves %s', (now, expected) => {
    expect(leaves(now, plain)).toBe(expected);
  });

  it('8 h of Paris is another UTC hour after 29/03/2026 and after 25/10/2026', () => {
    const at = (now: string) => {
      const leave = leaveOf({ now: paris(now), owedAt: paris(now), sentToday: 0 }, plain, holidays);
      return leave.kind === 'later' ? leave.at.toString() : leave.kind;
    };
    expect(at('2026-03-26 20:00')).toBe('2026-03-27T07:00:00Z');
    expect(at('2026-03-27 20:00')).toBe('2026-03-30T06:00:00Z');
    expect(at('2026-10-22 20:00')).toBe('2026-10-23T06:00:00Z');
    expect(at('2026-10-23 20:00')).toBe('2026-10-26T07:00:00Z');
  });
});

describe('a pause', () => {
  it.each([
    ['2026-05-18 10:00', paused('2026-05-20'), '2026-05-20 09:00 paused'],
    ['2026-05-20 08:30', paused('2026-05-20'), '2026-05-20 09:00 paused'],
    ['2026-05-20 09:00', paused('2026-05-20'), 'now'],
    ['2026-05-18 10:00', paused('2026-05-20', 14), '2026-05-20 14:00 paused'],
    ['2026-05-22 10:00', paused('2026-05-23'), '2026-05-26 09:00 paused'],
    ['2026-05-23 10:00', paused('2026-05-23'), '2026-05-26 09:00 paused'],
    ['2026-05-26 09:00', paused('2026-05-23'), 'now'],
    ['2026-03-27 10:00', paused('2026-03-29'), '2026-03-30 09:00 paused'],
    ['2026-10-22 10:00', paused('2026-10-25'), '2026-10-26 09:00 paused'],
    ['2026-04-01 10:00', paused('2026-04-04'), '2026-04-07 09:00 paused'],
    ['2026-06-01 20:00', paused('2026-05-20'), '2026-06-02 08:00 quiet-hours'],
    ['2026-06-01 10:00', paused('2026-05-20'), 'now'],
  ])('at %s, %j: leaves %s', (now, manners, expected) => {
    expect(leaves(now, manners)).toBe(expected);
  });
});

describe('a digest', () => {
  it.each([
    ['waits for its hour', '2026-05-20 09:00', 14, '2026-05-20 09:00', '2026-05-20 14:00 digest-hour'],
    ['leaves at its hour', '2026-05-20 14:00', 14, '2026-05-20 09:00', 'now'],
    ['leaves after its hour when it could not before', '2026-05-20 15:10', 14, '2026-05-20 09:00', 'now'],
    ['takes what is owed within its hour', '2026-05-20 09:01', 9, '2026-05-20 09:00', 'now'],
    [
      'leaves what is owed later to the next',
      '2026-05-20 15:00',
      14,
      '2026-05-20 15:00',
      '2026-05-21 14:00 digest-hour',
    ],
    ['takes it then', '2026-05-21 14:00', 14, '2026-05-20 15:00', 'now'],
    ['is on working days', '2026-05-22 15:00', 14, '2026-05-22 15:00', '2026-05-26 14:00 digest-hour'],
    [
      'of the weekend is the next working day’s',
      '2026-05-23 10:00',
      14,
      '2026-05-23 10:00',
      '2026-05-26 14:00 digest-hour',
    ],
    [
      'that was missed leaves with the next one',
      '2026-05-21 08:30',
      14,
      '2026-05-20 09:00',
      '2026-05-21 14:00 digest-hour',
    ],
    ['that was missed for more than a day leaves at once', '2026-05-21 16:00', 14, '2026-05-20 09:00', 'now'],
    ['keeps the quiet hours', '2026-05-20 19:00', 18, '2026-05-20 09:00', '2026-05-21 18:00 digest-hour'],
    [
      'keeps its hour over the night of 29/03/2026',
      '2026-03-27 15:00',
      14,
      '2026-03-27 15:00',
      '2026-03-30 14:00 digest-hour',
    ],
    [
      'keeps its hour over the night of 25/10/2026',
      '2026-10-23 15:00',
      14,
      '2026-10-23 15:00',
      '2026-10-26 14:00 digest-hour',
    ],
  ])('%s', (_, now, hour, owed, expected) => {
    expect(leaves(now, digest(hour), { owed })).toBe(expected);
  });
});

describe('the cap of the day', () => {
  it.each([
    ['2026-05-20 10:00', plain, DAILY_CAP - 1, 'now'],
    ['2026-05-20 10:00', plain, DAILY_CAP, '2026-05-21 08:00 daily-cap'],
    ['2026-05-22 10:00', plain, DAILY_CAP, '2026-05-26 08:00 daily-cap'],
    ['2026-05-20 14:30', digest(14), DAILY_CAP, '2026-05-21 14:00 daily-cap'],
    ['2026-03-27 10:00', plain, DAILY_CAP + 1, '2026-03-30 08:00 daily-cap'],
    ['2026-10-23 18:00', digest(18), DAILY_CAP, '2026-10-26 18:00 daily-cap'],
  ])('at %s, %j, after %d: leaves %s', (now, manners, sentToday, expected) => {
    expect(leaves(now, manners, { sentToday })).toBe(expected);
  });
});

describe('whatever somebody wishes', () => {
  const instant = fc
    .integer({
      min: paris('2026-01-01 00:00').epochMilliseconds,
      max: paris('2027-06-30 00:00').epochMilliseconds,
    })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  const wish = fc.record({
    pausedUntilOn: fc.option(
      fc.integer({ min: 0, max: 400 }).map((days) => Temporal.PlainDate.from('2026-01-01').add({ days })),
    ),
    digestHour: fc.option(fc.integer({ min: 9, max: 18 })),
  });

  it('a reminder that waits waits for later, and leaves by then, in working hours', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 14 * 24 * 60 }), wish, (now, ageMinutes, manners) => {
        const owedAt = now.subtract({ minutes: ageMinutes });
        const first = leaveOf({ now, owedAt, sentToday: DAILY_CAP }, manners, holidays);
        const at = first.kind === 'later' ? first.at : now;
        expect(Temporal.Instant.compare(at, now)).toBe(1);
        let reached = at;
        for (let step = 0; step < 3; step += 1) {
          const next = leaveOf({ now: reached, owedAt, sentToday: 0 }, manners, holidays);
          if (next.kind === 'now') break;
          reached = next.at;
        }
        expect(leaveOf({ now: reached, owedAt, sentToday: 0 }, manners, holidays)).toEqual({ kind: 'now' });
        const { hour } = reached.toZonedDateTimeISO('Europe/Paris');
        expect(hour).toBeGreaterThanOrEqual(8);
        expect(hour).toBeLessThan(19);
      }),
    );
  });
});
