import { isBefore } from './day.ts';
import type { Plan } from './plan.ts';

/**
 * How a beneficiary's calendar does (art. 5), the worst first: something that should be over is not declared so; the use
 * phase loses days; less than fifteen days are left before it would; none of these.
 */
export type Light = 'late' | 'cut' | 'at-risk' | 'on-time';

const AT_RISK_UNDER_DAYS = 15;

/** The light of a calendar on a Paris day; `isDone` says which phases were declared over. */
export function lightOf(
  { phases, use, slackDays }: Plan,
  isDone: (phaseId: string) => boolean,
  today: Temporal.PlainDate,
): Light {
  const isLate = phases.some(({ id, toOn }) => toOn !== null && isBefore(toOn, today) && !isDone(id));
  if (isLate) return 'late';
  if (use.lostDays > 0) return 'cut';
  return slackDays < AT_RISK_UNDER_DAYS ? 'at-risk' : 'on-time';
}
