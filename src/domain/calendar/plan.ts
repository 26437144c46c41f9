import { daysInclusive } from './day.ts';
import { limitedSpans } from './limit.ts';
import { monthsOf, type Phase, type PhaseKind, type PlanInput } from './phase.ts';
import type { Span } from './spans.ts';

/** A phase with its Paris days, both ends included; no days at all when nothing of it is left. */
export interface PlannedPhase {
  readonly id: string;
  readonly title: string;
  readonly kind: PhaseKind;
  readonly fromOn: Temporal.PlainDate | null;
  readonly toOn: Temporal.PlainDate | null;
  readonly days: number;
}

/** What the use phase was to last from its actual start, what is left of it, what it loses. */
export interface UseDays {
  readonly plannedDays: number;
  readonly keptDays: number;
  readonly lostDays: number;
}

/** The calendar of one beneficiary (art. 5). */
export interface Plan {
  readonly phases: readonly PlannedPhase[];
  /** The same on their first and last days, also where nothing of a phase is left. */
  readonly spans: readonly Span[];
  readonly use: UseDays;
  /** Days between the end of the assessment and the last day it may have; 0 when it was cut. */
  readonly slackDays: number;
  /** Whole months of use → the last day on which the phase before it may end to keep them. */
  readonly lastSetupEnd: ReadonlyMap<number, Temporal.PlainDate>;
  /** The day on which the assessment begins at the latest to keep its length. */
  readonly latestAssessmentOn: Temporal.PlainDate;
  /** The last day that the assessment may have: the day before its limit. */
  readonly assessmentLastOn: Temporal.PlainDate;
  /** Nothing of the use phase is left: a COPIL must say what follows, the plan decides nothing. */
  readonly copilNeeded: boolean;
}

/**
 * The calendar of art. 5. A delay, whatever its cause, pushes what follows; only the use phase gives
 * way, so that the assessment keeps its length and ends before its limit. When what comes before the
 * use phase runs so late that none of it is left, the plan says so (`copilNeeded`) and keeps the
 * assessment where it must be; the phases may then overlap.
 */
export function planOf(input: PlanInput): Plan {
  const { spans, late, latestAssessmentOn, assessmentLastOn } = limitedSpans(input);
  const use = useDays(spans);
  return {
    phases: spans.map(planned),
    spans,
    use,
    slackDays: late ? 0 : slack(spans, assessmentLastOn),
    // Asked for by one card of all that are drawn from a plan.
    get lastSetupEnd() {
      return lastSetupEnds(input.phases, latestAssessmentOn);
    },
    latestAssessmentOn,
    assessmentLastOn,
    copilNeeded: use.keptDays === 0,
  };
}

function useDays(spans: readonly Span[]): UseDays {
  const uses = spans.filter(({ phase }) => phase.kind === 'use');
  const plannedDays = total(uses.map((span) => daysInclusive(span.fromOn, span.plannedToOn)));
  const keptDays = total(uses.map(spanDays));
  return { plannedDays, keptDays, lostDays: Math.max(0, plannedDays - keptDays) };
}

function planned(span: Span): PlannedPhase {
  const { id, title, kind } = span.phase;
  const days = spanDays(span);
  if (days === 0) return { id, title, kind, fromOn: null, toOn: null, days };
  return { id, title, kind, fromOn: span.fromOn, toOn: span.toOn, days };
}

function spanDays(span: Span): number {
  return Math.max(0, daysInclusive(span.fromOn, span.toOn));
}

function slack(spans: readonly Span[], assessmentLastOn: Temporal.PlainDate): number {
  const after = spans.slice(-1).map(({ toOn }) => daysInclusive(toOn, assessmentLastOn) - 1);
  return total(after);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * For each number of whole months of use, from the planned one down to 1, the last day on which the
 * set-up may end. The months count from the day after it to the latest beginning of the assessment;
 * a month is whole only when it reaches the same day of the month: from 31/05 to 30/11 there are
 * five whole months and 30 days, so that six months need a set-up over by 29/05.
 */
function lastSetupEnds(
  phases: readonly Phase[],
  latestAssessmentOn: Temporal.PlainDate,
): ReadonlyMap<number, Temporal.PlainDate> {
  const counts = Array.from({ length: monthsOf(phases, 'use') }, (_, index) => index + 1);
  return new Map(
    counts.reverse().map((months) => [months, latestAssessmentOn.subtract({ months }).subtract({ days: 1 })]),
  );
}
