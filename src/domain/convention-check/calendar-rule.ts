import { isAfter, isBefore } from '../calendar/day.ts';
import type { Phase } from '../calendar/phase.ts';
import { type Convention, isToFillIn, sectionNamed } from './convention.ts';
import type { CalendarFact, FoundFlaw } from './fault.ts';
import { phasesFlaws } from './phases-rule.ts';
import { lengthIn, limitIn, phasesIn, type Said, type SaidDay, startIn, termIn } from './schedule.ts';
import type { Section } from './sections.ts';

/**
 * The calendar of art. 5 adds up and fits before its limit and before the term of art. 2. What either article must say
 * and does not, in words that can be read, is told too: nothing is taken for right that was not checked.
 */
export function calendarFlaws(convention: Convention): readonly FoundFlaw[] {
  const duration = sectionNamed(convention, '2');
  const calendar = sectionNamed(convention, '5');
  const term = duration === null ? null : termIn(convention, duration);
  return [
    ...(duration === null || term !== null ? [] : termMissing(convention, duration)),
    ...(calendar === null ? [] : planFlaws(convention, calendar, term?.value ?? null)),
  ];
}

/** A convention may also run for so long from its signature on: its term is then a day that nobody knows yet. */
function termMissing(convention: Convention, section: Section): readonly FoundFlaw[] {
  if (lengthIn(convention, section) !== null) return [];
  return missing(convention, section, [['term', null]]);
}

function planFlaws(
  convention: Convention,
  section: Section,
  termOn: Temporal.PlainDate | null,
): readonly FoundFlaw[] {
  const duration = lengthIn(convention, section);
  const start = startIn(convention, section);
  const steps = phasesIn(convention, section);
  const limit = limitIn(convention, section);
  return [
    ...missing(convention, section, [
      ['duration', duration],
      ['start', start],
      ['steps', steps],
      ['limit', limit],
    ]),
    ...(duration === null || steps === null ? [] : durationDiffers(duration, steps.value)),
    ...startAfterTerm(start, termOn),
    ...limitAfterTerm(limit, termOn),
    ...phasesThatDoNotFit(steps, start?.value ?? null, limit?.value ?? null, termOn),
  ];
}

function missing(
  convention: Convention,
  { from, to }: Section,
  facts: readonly (readonly [CalendarFact, unknown])[],
): readonly FoundFlaw[] {
  if (isToFillIn(convention, from, to)) return [];
  return facts.flatMap(([what, fact]): FoundFlaw[] =>
    fact === null ? [{ at: from, flaw: { code: 'fact-missing', what } }] : [],
  );
}

/** The duration that is announced is that of the steps at their longest. */
function durationDiffers(
  { at, value: months }: Said<number>,
  phases: readonly Phase[],
): readonly FoundFlaw[] {
  const min = phases.reduce((sum, { minMonths }) => sum + minMonths, 0);
  const max = phases.reduce((sum, { maxMonths }) => sum + maxMonths, 0);
  return months === max ? [] : [{ at, flaw: { code: 'duration-differs', months, min, max } }];
}

function startAfterTerm(start: SaidDay | null, termOn: Temporal.PlainDate | null): readonly FoundFlaw[] {
  if (start?.value == null || termOn === null || isBefore(start.value, termOn)) return [];
  const flaw = { code: 'start-after-term', startsOn: `${start.value}`, termOn: `${termOn}` } as const;
  return [{ at: start.at, flaw }];
}

/** Its last day, the day before the limit, may be the term itself. */
function limitAfterTerm(limit: SaidDay | null, termOn: Temporal.PlainDate | null): readonly FoundFlaw[] {
  const lastOn = limit?.value?.subtract({ days: 1 });
  if (limit === null || lastOn === undefined || termOn === null || !isAfter(lastOn, termOn)) return [];
  return [{ at: limit.at, flaw: { code: 'limit-after-term', lastOn: `${lastOn}`, termOn: `${termOn}` } }];
}

function phasesThatDoNotFit(
  steps: Said<readonly Phase[]> | null,
  startsOn: Temporal.PlainDate | null,
  assessmentBefore: Temporal.PlainDate | null,
  termOn: Temporal.PlainDate | null,
): readonly FoundFlaw[] {
  if (steps === null || startsOn === null || assessmentBefore === null) return [];
  const input = { phases: steps.value, startsOn, assessmentBefore };
  return phasesFlaws(input, termOn).map((flaw) => ({ at: steps.at, flaw }));
}
