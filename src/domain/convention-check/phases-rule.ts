import { phasesAfterTerm } from '../calendar/faults.ts';
import type { PlanInput } from '../calendar/phase.ts';
import { planOf } from '../calendar/plan.ts';
import { naturalSpans } from '../calendar/spans.ts';
import type { PhasesAfterTerm, PhasesTooLong } from './fault.ts';

/**
 * Whether planned phases fit before the limit of the assessment (art. 5) and the term (art. 2; null when it is not
 * known). Art. 5 takes what is too long from the use phase: the convention would promise months that it cannot give.
 */
export function phasesFlaws(
  input: PlanInput,
  termOn: Temporal.PlainDate | null,
): readonly (PhasesTooLong | PhasesAfterTerm)[] {
  const plan = planOf(input);
  const late = termOn === null ? [] : phasesAfterTerm(plan, termOn);
  return [
    ...(plan.use.lostDays === 0 ? [] : [tooLong(input)]),
    ...(late.length === 0
      ? []
      : [
          { code: 'phases-after-term' as const, kinds: late.map(({ kind }) => kind), termOn: String(termOn) },
        ]),
  ];
}

function tooLong(input: PlanInput): PhasesTooLong {
  const { use, lastSetupEnd } = planOf(input);
  const shortest = input.phases.map((phase) => ({ ...phase, plannedMonths: phase.minMonths }));
  const [setupBy] = lastSetupEnd.values();
  return {
    code: 'phases-too-long',
    months: input.phases.map(({ plannedMonths }) => plannedMonths),
    startsOn: input.startsOn.toString(),
    endsOn: naturalSpans(input)
      .reduce((_earlier, { toOn }) => toOn, input.startsOn)
      .toString(),
    before: input.assessmentBefore.toString(),
    plannedDays: use.plannedDays,
    keptDays: use.keptDays,
    lostAtShortest: planOf({ ...input, phases: shortest }).use.lostDays,
    setupBy: String(setupBy),
  };
}
