/** Whether `left` comes before `right`. */
export function isBefore(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) < 0;
}

/** Whether `left` comes after `right`. */
export function isAfter(left: Temporal.PlainDate, right: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(left, right) > 0;
}

/** Days from `from` to `to`, both ends included; 0 or less when `to` comes before `from`. */
export function daysInclusive(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'day' }).days + 1;
}

/** The day of these numbers; null when the calendar has none (31/02): nothing is guessed. */
export function realDay(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (month === 0 || day === 0) return null;
  const read = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  return read.month === month && read.day === day ? read : null;
}
