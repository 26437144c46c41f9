import { isAfter, isBefore } from './day.ts';
import type { Plan, PlannedPhase } from './plan.ts';

/** Why a phase cannot end on a day. */
export type EndFault = 'unknown-phase' | 'before-start' | 'after-term' | 'into-assessment';

/**
 * Whether a phase of this calendar may end on a day, and if not why: after the convention's term (that needs an
 * avenant, art. 11); before its first day; or, for the use phase and the assessment, on a day that
 * leaves the assessment too short or takes it over its limit (art. 5). A late audit or set-up is no
 * fault: the use phase gives way.
 */
export function endFault(
  { spans, latestAssessmentOn, assessmentLastOn }: Plan,
  phaseId: string,
  endsOn: Temporal.PlainDate,
  termOn: Temporal.PlainDate,
): EndFault | null {
  const span = spans.find(({ phase }) => phase.id === phaseId);
  if (span === undefined) return 'unknown-phase';
  if (isAfter(endsOn, termOn)) return 'after-term';
  if (isBefore(endsOn, span.fromOn)) return 'before-start';
  const runsOver =
    (span.phase.kind === 'use' && !isBefore(endsOn, latestAssessmentOn)) ||
    (span.phase.kind === 'assessment' && isAfter(endsOn, assessmentLastOn));
  return runsOver ? 'into-assessment' : null;
}

/** The phases of a plan that end after the convention's term (art. 2): that needs an avenant (art. 11). */
export function phasesAfterTerm(plan: Plan, termOn: Temporal.PlainDate): readonly PlannedPhase[] {
  return plan.phases.filter(({ toOn }) => toOn !== null && isAfter(toOn, termOn));
}
