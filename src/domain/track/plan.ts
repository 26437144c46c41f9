import type { PlanInput } from '../calendar/phase.ts';
import { type Plan, planOf } from '../calendar/plan.ts';
import { assessmentLimitOf } from '../convention/term.ts';
import { remembered } from '../kernel/remember.ts';
import type { BeneficiaryState, PhaseEnd } from './beneficiary.ts';
import type { TrackFacts } from './facts.ts';

/**
 * Calendars by a track's facts, which never change once they are loaded, then by recorded ends: most beneficiaries of a
 * track share theirs, and one command asks for it several times.
 */
const plansOf = remembered((_facts: TrackFacts) => new Map<string, Plan>());

/**
 * The calendar of one beneficiary (art. 5): the track's, with the ends that were recorded for this one and the limit that its
 * avenants give (art. 11).
 */
export function beneficiaryPlan(facts: TrackFacts, beneficiary: BeneficiaryState): Plan {
  const ends = [...beneficiary.ends].map(([phase, { endsOn }]) => `${phase} ${endsOn}`);
  const limit = assessmentLimitOf(facts, beneficiary);
  return plansOf(facts).getOrInsertComputed([...ends, limit].join(), () =>
    planOf(planInputOf({ ...facts, assessmentBefore: limit }, beneficiary.ends)),
  );
}

/** The same calendar if `phase` ended on `endsOn`: what a delay would change, before anybody confirms it. */
export function planIfEnded(
  facts: TrackFacts,
  beneficiary: BeneficiaryState,
  phase: string,
  endsOn: Temporal.PlainDate,
): Plan {
  const end: PhaseEnd = { kind: 'delay', endsOn: endsOn.toString(), cause: null, byId: '', at: '' };
  const assessmentBefore = assessmentLimitOf(facts, beneficiary);
  return planOf(planInputOf({ ...facts, assessmentBefore }, new Map([...beneficiary.ends, [phase, end]])));
}

/** What the calendar is computed from: the track's facts and the ends recorded for the beneficiary. */
export function planInputOf(
  facts: Pick<TrackFacts, 'phases' | 'startsOn' | 'assessmentBefore'>,
  ends: ReadonlyMap<string, PhaseEnd>,
): PlanInput {
  return {
    phases: facts.phases,
    startsOn: Temporal.PlainDate.from(facts.startsOn),
    endsOn: Object.fromEntries([...ends].map(([phase, end]) => [phase, Temporal.PlainDate.from(end.endsOn)])),
    assessmentBefore: Temporal.PlainDate.from(facts.assessmentBefore),
  };
}
