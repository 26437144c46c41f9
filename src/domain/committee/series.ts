import { isAfter, isBefore } from '../calendar/day.ts';
import { parisDay } from '../calendar/hours.ts';
import { type Holidays, nearestWorkingDays } from '../calendar/workdays.ts';
import type { TrackState } from '../track/state.ts';
import type { Rhythm } from './events.ts';
import type { Meeting, Series } from './state.ts';
import { type Period, periodOf } from './track-plan.ts';

/** One date of a series, a Paris day. */
export interface Occurrence {
  /** The day on which it is held; null when it is left out. */
  readonly on: Temporal.PlainDate | null;
  /** The day that the rhythm alone would give. */
  readonly natural: Temporal.PlainDate;
  /** Name of the holiday on the natural day; null when people work on it. */
  readonly holiday: string | null;
  /** The working days on each side of the natural day. */
  readonly before: Temporal.PlainDate;
  readonly after: Temporal.PlainDate;
}

/** What has become of a series since the plan moved. */
export interface Drift {
  /** First and last day of the committee's period as it is now. */
  readonly fromOn: Temporal.PlainDate;
  readonly untilOn: Temporal.PlainDate;
  /** Occurrences to come that are held outside it. */
  readonly outside: readonly Meeting[];
  /** Days to come, before its first or after its last occurrence, on which the rhythm now asks for one. */
  readonly missing: readonly Temporal.PlainDate[];
}

const DAYS_A_WEEK = 7;
const LAST_WORKING_WEEKDAY = 5;
const LAST_RANK = 4;

/**
 * The dates of a rhythm from one Paris day to another, both included. What falls on a holiday goes to the working day
 * before or after it as the rhythm says (to the other side where that leaves the period), or is left out.
 */
export function occurrencesOf(
  rhythm: Rhythm,
  fromOn: Temporal.PlainDate,
  untilOn: Temporal.PlainDate,
  holidays: Holidays,
): readonly Occurrence[] {
  const first = dayIn(fromOn.toPlainYearMonth(), rhythm);
  const month = (isBefore(first, fromOn) ? first.add({ months: 1 }) : first).toPlainYearMonth();
  return datesFrom(month, rhythm, { fromOn, toOn: untilOn }, holidays);
}

function datesFrom(
  month: Temporal.PlainYearMonth,
  rhythm: Rhythm,
  period: Period,
  holidays: Holidays,
): readonly Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (let at = month; ; at = at.add({ months: rhythm.everyMonths })) {
    const natural = dayIn(at, rhythm);
    if (isAfter(natural, period.toOn)) return occurrences;
    if (!isBefore(natural, period.fromOn)) occurrences.push(occurrence(natural, rhythm, period, holidays));
  }
}

function occurrence(
  natural: Temporal.PlainDate,
  { onHoliday }: Rhythm,
  period: Period,
  holidays: Holidays,
): Occurrence {
  const holiday = holidays.get(natural.toString()) ?? null;
  const { before, after } = nearestWorkingDays(natural, holidays);
  if (holiday === null) return { on: natural, natural, holiday, before, after };
  const sides = { before: [before, after], after: [after, before], skip: [] }[onHoliday];
  const on = sides.find((day) => !isBefore(day, period.fromOn) && !isAfter(day, period.toOn)) ?? null;
  return { on, natural, holiday, before, after };
}

/** « 2e mardi » of a month; −1 is the last. */
function dayIn(month: Temporal.PlainYearMonth, { rank, weekday }: Rhythm): Temporal.PlainDate {
  if (rank < 0) {
    const last = month.toPlainDate({ day: month.daysInMonth });
    return last.subtract({ days: (last.dayOfWeek - weekday + DAYS_A_WEEK) % DAYS_A_WEEK });
  }
  const first = month.toPlainDate({ day: 1 });
  const days = (weekday - first.dayOfWeek + DAYS_A_WEEK) % DAYS_A_WEEK;
  return first.add({ days: days + (rank - 1) * DAYS_A_WEEK });
}

/** The rhythm in which a Paris day stands, such as « 2e mardi »; the fifth of a month counts as its last, a weekend as Friday. */
export function rhythmOf(day: Temporal.PlainDate, everyMonths = 1): Rhythm {
  const weekday = Math.min(day.dayOfWeek, LAST_WORKING_WEEKDAY);
  const rank = Math.ceil(day.day / DAYS_A_WEEK);
  return { rank: rank > LAST_RANK ? -1 : rank, weekday, everyMonths, onHoliday: 'after' };
}

/**
 * What of a series no longer fits the committee's period (art. 6: from set-up to withdrawal) once the plan has moved:
 * occurrences to come outside it, dates that are missing at either end. One that was cancelled or moved between its first
 * and its last is not missing. Null when all of it fits.
 */
export function driftOf(
  track: TrackState,
  series: Series,
  holidays: Holidays,
  now: Temporal.Instant,
): Drift | null {
  const { fromOn, toOn } = periodOf(track, 'comop');
  const today = parisDay(now).toString();
  const held = [...track.committees.meetings.values()].filter(
    (meeting) => meeting.series === series.series && meeting.cancelled === null,
  );
  const outside = held.filter(({ on }) => on > today && (on < `${fromOn}` || on > `${toOn}`));
  const lastWanted = series.endsEarly === true ? series.untilOn : toOn.toString();
  const missing = missingOf(held, series.rhythm, { fromOn, toOn }, holidays).filter(
    (on) => `${on}` > today && `${on}` <= lastWanted,
  );
  return outside.length + missing.length === 0 ? null : { fromOn, untilOn: toOn, outside, missing };
}

/** Months without an occurrence before the first of those held and after the last. */
function missingOf(
  held: readonly Meeting[],
  rhythm: Rhythm,
  period: Period,
  holidays: Holidays,
): readonly Temporal.PlainDate[] {
  const months = held.map(({ on }) => on.slice(0, 7)).sort();
  const [first, last] = [months[0], months.at(-1)];
  // A series of which nothing is left was ended on purpose.
  if (first === undefined || last === undefined) return [];
  return datesFrom(aligned(first, rhythm, period), rhythm, period, holidays).flatMap(({ on, natural }) => {
    const month = natural.toString().slice(0, 7);
    const isBetween = month >= first && month <= last;
    return on === null || isBetween || held.some((meeting) => meeting.on === on.toString()) ? [] : [on];
  });
}

/** The first month of the period that is a whole number of intervals away from a month of the series. */
function aligned(month: string, { everyMonths }: Rhythm, { fromOn }: Period): Temporal.PlainYearMonth {
  const anchor = Temporal.PlainYearMonth.from(month);
  const { months } = anchor.until(fromOn.toPlainYearMonth(), { largestUnit: 'month' });
  return anchor.add({ months: Math.floor(months / everyMonths) * everyMonths });
}
