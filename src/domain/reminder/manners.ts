import { atParis, isQuiet, nextOpen, parisDay } from '../calendar/hours.ts';
import { type Holidays, nextWorkingDay, workingDayOnOrAfter } from '../calendar/workdays.ts';
import { REMINDER_HOUR } from './stages.ts';

/** How somebody wants their reminders. What is legal is no reminder: nothing here applies to it. */
export interface Manners {
  /** Paris day on which reminders come again; null when they are not paused. */
  readonly pausedUntilOn: Temporal.PlainDate | null;
  /** Hour of Paris, 9 to 18, at which the day's reminders leave together; null for as soon as they are owed. */
  readonly digestHour: number | null;
}

/** Most times that a person is sent reminders in one Paris day; what is over leaves together at the next opening. */
export const DAILY_CAP = 3;

/** When a reminder may leave, and what it waits for. */
export type Leave =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'later';
      readonly at: Temporal.Instant;
      readonly why: 'paused' | 'quiet-hours' | 'digest-hour' | 'daily-cap';
    };

/** A reminder that waits, at an instant (UTC). */
export interface WaitingReminder {
  readonly now: Temporal.Instant;
  /** When it became owed: what becomes owed after the digest's hour belongs to the next working day's. */
  readonly owedAt: Temporal.Instant;
  /** How many times the person was sent reminders so far on the Paris day of `now`. */
  readonly sentToday: number;
}

/**
 * When a reminder may leave: after a pause (first working day on or after its end, 9 h or the digest's hour), at the
 * digest's hour, outside the quiet hours, and no more often than the cap of the day. `later` is always after `now`.
 */
export function leaveOf(reminder: WaitingReminder, manners: Manners, holidays: Holidays): Leave {
  const { now } = reminder;
  const back = pauseEnd(manners, holidays);
  if (back !== null && isBefore(now, back)) return { kind: 'later', at: back, why: 'paused' };
  const hour = manners.digestHour;
  if (hour !== null) {
    const at = digestAt(reminder, hour, holidays);
    if (isBefore(now, at)) return { kind: 'later', at, why: 'digest-hour' };
  } else if (isQuiet(now, holidays)) {
    return { kind: 'later', at: nextOpen(now, holidays), why: 'quiet-hours' };
  }
  if (reminder.sentToday < DAILY_CAP) return { kind: 'now' };
  const tomorrow = parisDay(now).add({ days: 1 });
  const at =
    hour === null
      ? nextOpen(atParis(tomorrow, 0), holidays)
      : atParis(workingDayOnOrAfter(tomorrow, holidays), hour);
  return { kind: 'later', at, why: 'daily-cap' };
}

function pauseEnd({ pausedUntilOn, digestHour }: Manners, holidays: Holidays): Temporal.Instant | null {
  if (pausedUntilOn === null) return null;
  return atParis(workingDayOnOrAfter(pausedUntilOn, holidays), digestHour ?? REMINDER_HOUR);
}

/**
 * When the digest with this reminder leaves, `now` itself at the latest. The hour counts as a whole: what becomes owed
 * at 9 h 00 min 05 s is in the digest of 9 h. One that was missed leaves in the next one's place, or at once after it.
 */
function digestAt({ now, owedAt }: WaitingReminder, hour: number, holidays: Holidays): Temporal.Instant {
  const owedOn = parisDay(owedAt);
  const isInTime = isBefore(owedAt, atParis(owedOn, hour + 1));
  const own = atParis(
    isInTime ? workingDayOnOrAfter(owedOn, holidays) : nextWorkingDay(owedOn, holidays),
    hour,
  );
  if (isBefore(now, own)) return own;
  const today = parisDay(now);
  const todays = atParis(workingDayOnOrAfter(today, holidays), hour);
  if (isBefore(now, todays)) return todays;
  return isQuiet(now, holidays) ? atParis(nextWorkingDay(today, holidays), hour) : now;
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
