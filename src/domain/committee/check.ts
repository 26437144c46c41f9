import { isAfter, isBefore } from '../calendar/day.ts';
import { parisDay } from '../calendar/hours.ts';
import {
  type Holidays,
  isWorkingDay,
  nearestWorkingDays,
  nextWorkingDay,
  previousWorkingDay,
} from '../calendar/workdays.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { TrackState } from '../track/state.ts';
import type { MeetingKind, Slot } from './events.ts';
import { type Period, periodOf } from './track-plan.ts';
import { startOf } from './when.ts';

/** Wall times of Paris between which people are convened, as minutes of the day. */
const OPENS_AT_MINUTE = 8 * 60;
const CLOSES_AT_MINUTE = 19 * 60;

/**
 * May a meeting of this kind be held then (art. 6)? Refused: what has begun already; a day outside the committee's
 * period or after the convention's term; a weekend or a holiday, the nearest working days being offered instead;
 * before 8 h or ending after 19 h. Null when it may.
 */
export function checkSlot(
  track: TrackState,
  kind: MeetingKind,
  slot: Slot,
  now: Temporal.Instant,
  holidays: Holidays,
): Refusal | null {
  const { on: day, from: time } = slot;
  const on = Temporal.PlainDate.from(day);
  const today = parisDay(now);
  if (Temporal.Instant.compare(startOf(slot), now) <= 0) {
    return new Refusal({ code: 'meeting-past', day, time }, isBefore(on, today) ? 'date' : 'heure');
  }
  const period = periodOf(track, kind);
  if (!isWithin(on, period)) {
    const { fromOn, toOn } = period;
    return new Refusal({ code: 'outside-period', kind, day, fromOn: `${fromOn}`, toOn: `${toOn}` }, 'date');
  }
  if (!isWorkingDay(on, holidays)) {
    const holiday = holidays.get(day) ?? null;
    const [before, after] = offered(on, { fromOn: today, toOn: period.toOn }, holidays);
    return new Refusal({ code: 'not-a-working-day', day, holiday, before, after, time }, 'date');
  }
  return checkHours(slot);
}

function checkHours({ from, durationMinutes }: Slot): Refusal | null {
  const { hour, minute } = Temporal.PlainTime.from(from);
  const begins = hour * 60 + minute;
  if (begins < OPENS_AT_MINUTE) return new Refusal({ code: 'outside-hours', time: from }, 'heure');
  if (begins + durationMinutes <= CLOSES_AT_MINUTE) return null;
  const to = Temporal.PlainTime.from(from).add({ minutes: durationMinutes });
  return new Refusal({ code: 'outside-hours', time: to.toString({ smallestUnit: 'minute' }) }, 'heure');
}

/** Two working days: one on each side, or both on the same side where the other is past or outside the period. */
function offered(on: Temporal.PlainDate, period: Period, holidays: Holidays): readonly [string, string] {
  const { before, after } = nearestWorkingDays(on, holidays);
  if (!isAfter(before, period.fromOn)) return [`${after}`, `${nextWorkingDay(after, holidays)}`];
  if (isAfter(after, period.toOn)) return [`${previousWorkingDay(before, holidays)}`, `${before}`];
  return [`${before}`, `${after}`];
}

function isWithin(on: Temporal.PlainDate, { fromOn, toOn }: Period): boolean {
  return !isBefore(on, fromOn) && !isAfter(on, toOn);
}
