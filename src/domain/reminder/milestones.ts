import type { Plan } from '../calendar/plan.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';

/** A date of the calendar (art. 5) that people are reminded of. */
export interface Milestone {
  /** `start`, or the phase's id followed by `-end`: `setup-end`. */
  readonly id: string;
  /** Phase that ends that day; null for the start of the experiment. */
  readonly phase: string | null;
  /** Contract date, never moved for a weekend or a holiday. */
  readonly dueOn: Temporal.PlainDate;
  /** « Fait »: nothing more is owed. */
  readonly done: boolean;
  /** The start is a date to be ready for, not a task that stays open: it is not chased afterwards. */
  readonly chased: boolean;
}

/** Whether anything is left to say of it on that Paris day: it is not done nor, when it is not chased, past. */
export function isOpen(milestone: Milestone, today: Temporal.PlainDate): boolean {
  return !milestone.done && (milestone.chased || Temporal.PlainDate.compare(today, milestone.dueOn) <= 0);
}

/** The milestones of a beneficiary's plan, in order of phase; a phase of which nothing is left has none. */
export function milestonesOf(plan: Plan, beneficiary: BeneficiaryState): readonly Milestone[] {
  const first = plan.phases[0]?.fromOn ?? null;
  const start: readonly Milestone[] =
    first === null ? [] : [{ id: 'start', phase: null, dueOn: first, done: false, chased: false }];
  const ends = plan.phases.flatMap((phase): readonly Milestone[] =>
    phase.toOn === null
      ? []
      : [
          {
            id: `${phase.id}-end`,
            phase: phase.id,
            dueOn: phase.toOn,
            done: beneficiary.ends.get(phase.id)?.kind === 'done',
            chased: true,
          },
        ],
  );
  return [...start, ...ends];
}
