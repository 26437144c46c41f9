/** What a phase is for; only `use` may shrink, only `assessment` has a limit (art. 5). */
export type PhaseKind = 'audit' | 'setup' | 'use' | 'assessment';

/** A step of the planned calendar of art. 5, its lengths in whole months. */
export interface Phase {
  readonly id: string;
  readonly title: string;
  readonly kind: PhaseKind;
  readonly plannedMonths: number;
  readonly minMonths: number;
  readonly maxMonths: number;
}

/** What a calendar is computed from; all days are Paris days. */
export interface PlanInput {
  /** In their order; the last two are the use phase and the assessment. */
  readonly phases: readonly Phase[];
  readonly startsOn: Temporal.PlainDate;
  /** Days of delay by phase id: each pushes the end of its phase and all that follows. */
  readonly delaysDays?: Readonly<Record<string, number>>;
  /** Ends recorded or agreed by phase id: each wins over the months and the delay of its phase. */
  readonly endsOn?: Readonly<Record<string, Temporal.PlainDate>>;
  /** The assessment must be over before this day (art. 5 « avant le »): the limit is exclusive. */
  readonly assessmentBefore: Temporal.PlainDate;
}

/** Whole months planned for all the phases of one kind. */
export function monthsOf(phases: readonly Phase[], kind: PhaseKind): number {
  return phases
    .filter((phase) => phase.kind === kind)
    .reduce((months, { plannedMonths }) => months + plannedMonths, 0);
}
