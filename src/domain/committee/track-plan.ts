import { daysInclusive, isAfter, isBefore } from '../calendar/day.ts';
import type { PhaseKind } from '../calendar/phase.ts';
import { type PlannedPhase, planOf } from '../calendar/plan.ts';
import { termOf } from '../convention/term.ts';
import type { TrackFacts } from '../track/facts.ts';
import { beneficiaryPlan, planInputOf } from '../track/plan.ts';
import type { TrackState } from '../track/state.ts';
import type { MeetingKind } from './events.ts';

/** First and last Paris day, both included, on which a committee may be held. */
export interface Period {
  readonly fromOn: Temporal.PlainDate;
  readonly toOn: Temporal.PlainDate;
}

/** Of a track whose programme was never loaded: no day lies in it. */
const NEVER: Period = {
  fromOn: Temporal.PlainDate.from('9999-12-31'),
  toOn: Temporal.PlainDate.from('0001-01-01'),
};

/**
 * The phases of a whole track (art. 5): each from the day on which it begins for its first beneficiary to the day on
 * which it ends for its last one. The programme's own as long as there is no beneficiary; none before it is loaded.
 */
export function trackPhases(track: TrackState): readonly PlannedPhase[] {
  const { facts } = track;
  if (facts === null) return [];
  const plans = new Set([...track.beneficiaries.values()].map((one) => beneficiaryPlan(facts, one)));
  const [first = planOf(planInputOf(facts, new Map())), ...others] = plans;
  const theirs = Map.groupBy(
    others.flatMap(({ phases }) => phases),
    ({ id }) => id,
  );
  return first.phases.map((phase) => (theirs.get(phase.id) ?? []).reduce(together, phase));
}

function together(one: PlannedPhase, other: PlannedPhase): PlannedPhase {
  if (other.fromOn === null || other.toOn === null) return one;
  if (one.fromOn === null || one.toOn === null) return other;
  const fromOn = isBefore(other.fromOn, one.fromOn) ? other.fromOn : one.fromOn;
  const toOn = isAfter(other.toOn, one.toOn) ? other.toOn : one.toOn;
  return { ...one, fromOn, toOn, days: daysInclusive(fromOn, toOn) };
}

/**
 * When a committee may be held (art. 6), never after the convention's term (art. 2). COPIL: from the start to the last
 * day of the assessment. COMOP: from the first day of set-up to the withdrawal of the solution or, when its day is not
 * known, to the last day of use. What concerns one beneficiary: from the start to the term.
 */
export function periodOf(track: TrackState, kind: MeetingKind): Period {
  const { facts } = track;
  if (facts === null) return NEVER;
  const term = Temporal.PlainDate.from(lastTermOf(track, facts));
  const { fromOn, toOn } = uncut(facts, term, kind, () => trackPhases(track));
  return { fromOn, toOn: isAfter(toOn, term) ? term : toOn };
}

/** The day on which the last of its conventions ends: an avenant (art. 11) may have moved one. */
export function lastTermOf({ beneficiaries }: TrackState, facts: TrackFacts): string {
  const terms = [...beneficiaries.values()].map((beneficiary) => termOf(facts, beneficiary));
  return terms.reduce((last, term) => (term > last ? term : last), terms[0] ?? facts.conventionEndsOn);
}

function uncut(
  facts: TrackFacts,
  term: Temporal.PlainDate,
  kind: MeetingKind,
  phases: () => readonly PlannedPhase[],
): Period {
  const whole = { fromOn: Temporal.PlainDate.from(facts.startsOn), toOn: term };
  switch (kind) {
    case 'copil':
      return { fromOn: whole.fromOn, toOn: daysOf(phases(), ['assessment'])?.toOn ?? whole.toOn };
    case 'comop': {
      const { fromOn, toOn } = daysOf(phases(), ['setup', 'use']) ?? whole;
      return {
        fromOn,
        toOn: facts.withdrawalOn === null ? toOn : Temporal.PlainDate.from(facts.withdrawalOn),
      };
    }
    case 'meeting':
    case 'workshop':
      return whole;
  }
}

/** From the first to the last day of the phases of these kinds, which follow each other; null when nothing is left of any. */
function daysOf(phases: readonly PlannedPhase[], kinds: readonly PhaseKind[]): Period | null {
  return phases
    .filter(({ kind }) => kinds.includes(kind))
    .reduce<Period | null>((all, { fromOn, toOn }) => {
      if (fromOn === null || toOn === null) return all;
      if (all === null) return { fromOn, toOn };
      return { fromOn: all.fromOn, toOn: isAfter(toOn, all.toOn) ? toOn : all.toOn };
    }, null);
}
