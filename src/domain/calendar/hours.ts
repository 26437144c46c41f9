import { type Holidays, isWorkingDay, nextWorkingDay } from './workdays.ts';

/** The time zone of every day and hour that people read. */
export const PARIS = 'Europe/Paris';

/** First hour at which a reminder may reach someone, Paris time; the working day begins with it. */
export const OPENING_HOUR = 8;

/** First hour from which reminders wait for the next morning, Paris time. */
export const CLOSING_HOUR = 19;

/** Paris is a whole number of hours from UTC, since 1911: within an hour of UTC its day is one. */
const HOUR_MS = 3_600_000;
let latest: { readonly hour: number; readonly day: Temporal.PlainDate } | null = null;

/** The Paris day on which an instant falls; asked for many times of about the same. */
export function parisDay(instant: Temporal.Instant): Temporal.PlainDate {
  const hour = Math.floor(instant.epochMilliseconds / HOUR_MS);
  if (latest?.hour !== hour) latest = { hour, day: instant.toZonedDateTimeISO(PARIS).toPlainDate() };
  return latest.day;
}

/**
 * The instant of a wall-clock time in Paris. An hour that summer time skips (29/03/2026, 02:30) is
 * taken one hour later; an hour that comes twice (25/10/2026, 02:30) is the first of the two.
 */
export function atParis(day: Temporal.PlainDate, hour: number, minute = 0): Temporal.Instant {
  const plainTime = new Temporal.PlainTime(hour, minute);
  return day.toZonedDateTime({ timeZone: PARIS, plainTime }).toInstant();
}

/** Whether reminders are held back: 19:00–08:00 Paris time, weekends, holidays. Incidents never are. */
export function isQuiet(instant: Temporal.Instant, holidays: Holidays): boolean {
  const { hour } = instant.toZonedDateTimeISO(PARIS);
  const asleep = hour < OPENING_HOUR || hour >= CLOSING_HOUR;
  return asleep || !isWorkingDay(parisDay(instant), holidays);
}

/** The instant itself when a reminder may leave, else 08:00 Paris time of the next working day. */
export function nextOpen(instant: Temporal.Instant, holidays: Holidays): Temporal.Instant {
  if (!isQuiet(instant, holidays)) return instant;
  const day = parisDay(instant);
  const opening = atParis(day, OPENING_HOUR);
  const sameMorning = isWorkingDay(day, holidays) && Temporal.Instant.compare(instant, opening) < 0;
  return sameMorning ? opening : atParis(nextWorkingDay(day, holidays), OPENING_HOUR);
}

/** The earliest of some instants; null when there is none. */
export function earliest(instants: Iterable<Temporal.Instant | null>): Temporal.Instant | null {
  let first: Temporal.Instant | null = null;
  for (const at of instants) {
    if (at !== null && (first === null || Temporal.Instant.compare(at, first) < 0)) first = at;
  }
  return first;
}
