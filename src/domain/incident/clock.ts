import { atParis, CLOSING_HOUR, nextOpen, OPENING_HOUR, parisDay } from '../calendar/hours.ts';
import { type Holidays, isWorkingDay } from '../calendar/workdays.ts';

const MINUTE_MS = 60_000;
const WORKING_DAY_MS = (CLOSING_HOUR - OPENING_HOUR) * 60 * MINUTE_MS;

/** The instant that comes so many working minutes after another: 08:00 to 19:00 Paris time, Monday to Friday, no holiday. */
export function afterWorkingMinutes(
  from: Temporal.Instant,
  minutes: number,
  holidays: Holidays,
): Temporal.Instant {
  let at = nextOpen(from, holidays);
  let left = minutes * MINUTE_MS;
  for (;;) {
    const closing = atParis(parisDay(at), CLOSING_HOUR);
    const room = closing.epochMilliseconds - at.epochMilliseconds;
    if (left < room) return at.add({ milliseconds: left });
    left -= room;
    at = nextOpen(closing, holidays);
  }
}

/** How many working minutes lie between two instants, rounded down; 0 when the second is not later. */
export function workingMinutesBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  holidays: Holidays,
): number {
  let total = 0;
  const [first, last] = [parisDay(from), parisDay(to)];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!isWorkingDay(day, holidays)) continue;
    // Summer time begins and ends at night: a day in between is whole.
    if (!day.equals(first) && !day.equals(last)) {
      total += WORKING_DAY_MS;
      continue;
    }
    const opens = Math.max(atParis(day, OPENING_HOUR).epochMilliseconds, from.epochMilliseconds);
    const closes = Math.min(atParis(day, CLOSING_HOUR).epochMilliseconds, to.epochMilliseconds);
    total += Math.max(0, closes - opens);
  }
  return Math.floor(total / MINUTE_MS);
}
