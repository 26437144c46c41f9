import { isBefore } from './day.ts';
import type { Phase, PlanInput } from './phase.ts';

/** A phase on its days, both included; `toOn` is the day before `fromOn` when it has no day at all. */
export interface Span {
  readonly phase: Phase;
  readonly fromOn: Temporal.PlainDate;
  readonly toOn: Temporal.PlainDate;
  /** Where its months alone would end it, delays and recorded ends aside. */
  readonly plannedToOn: Temporal.PlainDate;
}

/**
 * Last day of a length of whole months: the months are added to the first day, clamped to the
 * month's end, and the day before is the last. Three months from 01/12/2025 end on 28/02/2026.
 */
export function lastDayOfMonths(fromOn: Temporal.PlainDate, months: number): Temporal.PlainDate {
  return fromOn.add({ months }).subtract({ days: 1 });
}

/**
 * The phases one after the other with their delays and recorded ends, before the limit of the
 * assessment is applied (art. 5): each begins the day after the last. A recorded end that comes
 * before the beginning of its phase leaves that phase no day and moves nothing back.
 */
export function naturalSpans(input: PlanInput): Span[] {
  const spans: Span[] = [];
  let fromOn = input.startsOn;
  for (const phase of input.phases) {
    const plannedToOn = lastDayOfMonths(fromOn, phase.plannedMonths);
    const days = input.delaysDays?.[phase.id] ?? 0;
    const delayed = days === 0 ? plannedToOn : plannedToOn.add({ days });
    const endsOn = input.endsOn?.[phase.id] ?? delayed;
    const toOn = isBefore(endsOn, fromOn) ? fromOn.subtract({ days: 1 }) : endsOn;
    spans.push({ phase, fromOn, toOn, plannedToOn });
    fromOn = toOn.add({ days: 1 });
  }
  return spans;
}
