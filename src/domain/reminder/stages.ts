import { atParis, parisDay } from '../calendar/hours.ts';
import type { Holidays } from '../calendar/workdays.ts';
import { workingDayOnOrBefore } from '../calendar/workdays.ts';
import type { Milestone } from './milestones.ts';

/** Hour of Paris at which reminders leave. */
export const REMINDER_HOUR = 9;

/** Days from the milestone at which it is announced; after it, every seven days while it is not done. */
const ANNOUNCED_BEFORE_DAYS = [-30, -14, -7, -1, 0] as const;
const CHASED_EVERY_DAYS = 7;

/** Days after the milestone from which the coordinators are told too. */
export const COORDINATORS_TOLD_AFTER_DAYS = 14;

/**
 * The instant at which a stage is announced: 9 h, Paris, on the day itself or, when that is a weekend or a holiday,
 * on the working day before. The contract date itself never moves.
 */
export function announcedAt(
  dueOn: Temporal.PlainDate,
  offsetDays: number,
  holidays: Holidays,
): Temporal.Instant {
  return atParis(workingDayOnOrBefore(dueOn.add({ days: offsetDays }), holidays), REMINDER_HOUR);
}

/** The newest stage of an open milestone announced by `now`, in days from the milestone; null when none is. */
export function newestStage(milestone: Milestone, now: Temporal.Instant, holidays: Holidays): number | null {
  let newest: number | null = null;
  for (const offset of ANNOUNCED_BEFORE_DAYS) {
    if (!hasCome(milestone, offset, now, holidays)) return newest;
    newest = offset;
  }
  if (!milestone.chased) return newest;
  const { days } = milestone.dueOn.until(parisDay(now));
  let weeks = Math.max(0, Math.floor(days / CHASED_EVERY_DAYS) - 1);
  while (hasCome(milestone, (weeks + 1) * CHASED_EVERY_DAYS, now, holidays)) weeks += 1;
  return weeks * CHASED_EVERY_DAYS;
}

/** The stage of an open milestone after `offsetDays` (null: the first of all); null when it asks for no more. */
export function stageAfter(milestone: Milestone, offsetDays: number | null): number | null {
  if (offsetDays === null) return ANNOUNCED_BEFORE_DAYS[0];
  const before = ANNOUNCED_BEFORE_DAYS.find((offset) => offset > offsetDays);
  if (before !== undefined) return before;
  return milestone.chased ? offsetDays + CHASED_EVERY_DAYS : null;
}

/** `J-7`, `J`, `J+14`. */
export function stageName(offsetDays: number): string {
  if (offsetDays === 0) return 'J';
  return offsetDays < 0 ? `J${offsetDays}` : `J+${offsetDays}`;
}

function hasCome(
  milestone: Milestone,
  offsetDays: number,
  now: Temporal.Instant,
  holidays: Holidays,
): boolean {
  return Temporal.Instant.compare(announcedAt(milestone.dueOn, offsetDays, holidays), now) <= 0;
}
