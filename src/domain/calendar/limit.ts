import { isAfter, isBefore } from './day.ts';
import { monthsOf, type PlanInput } from './phase.ts';
import { naturalSpans, type Span } from './spans.ts';

/** The phases once the limit of the assessment is applied, and the days that the limit commands. */
export interface LimitedSpans {
  readonly spans: readonly Span[];
  /** The assessment would have ended after the last day it may have. */
  readonly late: boolean;
  readonly latestAssessmentOn: Temporal.PlainDate;
  readonly assessmentLastOn: Temporal.PlainDate;
}

/**
 * Applies art. 5 to the phases as they follow each other: an assessment that would end on its limit
 * or later is brought back to end the day before it, beginning early enough to keep its months, and
 * the use phase ends the day before the assessment. Nothing else moves.
 */
export function limitedSpans(input: PlanInput): LimitedSpans {
  const natural = naturalSpans(input);
  const assessmentLastOn = input.assessmentBefore.subtract({ days: 1 });
  const months = monthsOf(input.phases, 'assessment');
  const latestAssessmentOn = input.assessmentBefore.subtract({ months });
  const late = natural.some(
    ({ phase, toOn }) => phase.kind === 'assessment' && isAfter(toOn, assessmentLastOn),
  );
  const spans = late
    ? natural.map((span) => broughtBack(span, latestAssessmentOn, assessmentLastOn))
    : natural;
  return { spans, late, latestAssessmentOn, assessmentLastOn };
}

function broughtBack(
  span: Span,
  latestAssessmentOn: Temporal.PlainDate,
  assessmentLastOn: Temporal.PlainDate,
): Span {
  switch (span.phase.kind) {
    case 'assessment':
      return {
        ...span,
        fromOn: earlier(span.fromOn, latestAssessmentOn),
        toOn: assessmentLastOn,
      };
    case 'use':
      return { ...span, toOn: earlier(span.toOn, latestAssessmentOn.subtract({ days: 1 })) };
    case 'audit':
    case 'setup':
      return span;
  }
}

function earlier(left: Temporal.PlainDate, right: Temporal.PlainDate): Temporal.PlainDate {
  return isBefore(left, right) ? left : right;
}
