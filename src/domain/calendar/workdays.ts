/** Public holidays as a fact handed to the rules: ISO day (`2026-07-14`) → French name. */
export type Holidays = ReadonlyMap<string, string>;

/** The working days on each side of a day that is not one. */
export interface NearestWorkingDays {
  readonly before: Temporal.PlainDate;
  readonly after: Temporal.PlainDate;
}

const saturday = 6;

/** Whether people of a French administration work that day: Monday to Friday, holidays excepted. */
export function isWorkingDay(day: Temporal.PlainDate, holidays: Holidays): boolean {
  return day.dayOfWeek < saturday && !holidays.has(day.toString());
}

/** The day itself when it is worked, else the next working day. */
export function workingDayOnOrAfter(day: Temporal.PlainDate, holidays: Holidays): Temporal.PlainDate {
  return isWorkingDay(day, holidays) ? day : nextWorkingDay(day, holidays);
}

/**
 * The working day on which a deadline is announced: the day itself, or the last working day before
 * it. The contractual date itself never moves (art. 5).
 */
export function workingDayOnOrBefore(day: Temporal.PlainDate, holidays: Holidays): Temporal.PlainDate {
  return isWorkingDay(day, holidays) ? day : previousWorkingDay(day, holidays);
}

/** The first working day strictly after a day. */
export function nextWorkingDay(day: Temporal.PlainDate, holidays: Holidays): Temporal.PlainDate {
  return step(day, 1, holidays);
}

/** The last working day strictly before a day. */
export function previousWorkingDay(day: Temporal.PlainDate, holidays: Holidays): Temporal.PlainDate {
  return step(day, -1, holidays);
}

/** The closest working days strictly before and strictly after a day: what is offered instead of it. */
export function nearestWorkingDays(day: Temporal.PlainDate, holidays: Holidays): NearestWorkingDays {
  return { before: previousWorkingDay(day, holidays), after: nextWorkingDay(day, holidays) };
}

/**
 * The day that comes `count` working days after a day, or before it when `count` is negative. The
 * first day is not counted; 0 gives the day itself, working or not.
 */
export function addWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  holidays: Holidays,
): Temporal.PlainDate {
  const direction = count < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(count); left > 0; left -= 1) reached = step(reached, direction, holidays);
  return reached;
}

/** How many working days have begun since a day, that day not counted; 0 for a day that is not past. */
export function workingDaysSince(
  from: Temporal.PlainDate,
  today: Temporal.PlainDate,
  holidays: Holidays,
): number {
  let count = 0;
  for (
    let day = from.add({ days: 1 });
    Temporal.PlainDate.compare(day, today) <= 0;
    day = day.add({ days: 1 })
  )
    if (isWorkingDay(day, holidays)) count += 1;
  return count;
}

function step(day: Temporal.PlainDate, direction: 1 | -1, holidays: Holidays): Temporal.PlainDate {
  let next = day.add({ days: direction });
  while (!isWorkingDay(next, holidays)) next = next.add({ days: direction });
  return next;
}
