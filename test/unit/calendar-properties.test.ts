import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlanInput } from '../../src/domain/calendar/phase.ts';
import { type Plan, planOf } from '../../src/domain/calendar/plan.ts';
import { lastDayOfMonths, naturalSpans } from '../../src/domain/calendar/spans.ts';
import { phasesOf } from '../fixtures/phases.ts';

const firstDay = Temporal.PlainDate.from('2025-01-01');
const startsOn = fc.integer({ min: 0, max: 1500 }).map((days) => firstDay.add({ days }));
const delay = fc.integer({ min: 0, max: 200 });
const months = fc.tuple(
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 3 }),
);

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    startsOn,
    months,
    delaysDays: fc.record({ audit: delay, setup: delay, use: delay }),
    limitDays: fc.integer({ min: 300, max: 900 }),
  })
  .map(({ startsOn, months, delaysDays, limitDays }) => ({
    phases: phasesOf(months),
    startsOn,
    delaysDays,
    assessmentBefore: startsOn.add({ days: limitDays }),
  }));

const compare = Temporal.PlainDate.compare;

function phase(plan: Plan, id: string) {
  return plan.phases.filter((one) => one.id === id);
}

function later(input: PlanInput, id: string, days: number): PlanInput {
  return { ...input, delaysDays: { ...input.delaysDays, [id]: (input.delaysDays?.[id] ?? 0) + days } };
}

describe('calendar of art. 5, whatever the phases, start, delays and limit', () => {
  it('the assessment ends before its limit', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const { toOn } of phase(planOf(input), 'assessment')) {
          expect(toOn === null || compare(toOn, input.assessmentBefore) < 0).toBe(true);
        }
      }),
    );
  });

  it('only the use phase shrinks', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const plan = planOf(input);
        for (const { phase: one, fromOn, toOn } of naturalSpans(input)) {
          const [kept] = phase(plan, one.id);
          const natural = fromOn.until(toOn).days + 1;
          if (one.kind === 'use') expect(kept?.days).toBeLessThanOrEqual(natural);
          else if (one.kind !== 'assessment') expect(kept).toMatchObject({ fromOn, toOn, days: natural });
          else if (kept?.fromOn) {
            const whole = lastDayOfMonths(kept.fromOn, one.plannedMonths);
            expect(kept.toOn !== null && compare(whole, kept.toOn) <= 0).toBe(true);
          }
        }
      }),
    );
  });

  it('the phases follow each other without a gap or an overlap as long as something of the use phase is left', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const plan = planOf(input);
        fc.pre(!plan.copilNeeded);
        for (const [index, { fromOn }] of plan.phases.entries()) {
          const before = index === 0 ? input.startsOn.subtract({ days: 1 }) : plan.phases[index - 1]?.toOn;
          expect(fromOn?.subtract({ days: 1 }).equals(before ?? '1900-01-01')).toBe(true);
        }
      }),
    );
  });

  it('a delay never brings a phase before the use phase forward nor shortens it', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom('audit', 'setup'), delay, (input, id, days) => {
        const sooner = naturalSpans(input);
        const pushed = naturalSpans(later(input, id, days));
        for (const [index, span] of sooner.entries()) {
          const after = pushed[index];
          expect(after !== undefined && compare(after.fromOn, span.fromOn) >= 0).toBe(true);
          expect(after !== undefined && compare(after.toOn, span.toOn) >= 0).toBe(true);
        }
        const setup = phase(planOf(input), id)[0]?.days ?? 0;
        expect(phase(planOf(later(input, id, days)), id)[0]?.days).toBe(setup + days);
      }),
    );
  });

  it('once the use phase is cut, each further day of delay of the set-up takes one day of it', () => {
    fc.assert(
      fc.property(inputs, delay, (input, days) => {
        const plan = planOf(input);
        const natural = naturalSpans(input).find((span) => span.phase.kind === 'use');
        const kept = phase(plan, 'use')[0]?.toOn;
        fc.pre(!!kept && !!natural && compare(kept, natural.toOn) < 0);
        expect(planOf(later(input, 'setup', days)).use.keptDays).toBe(Math.max(0, plan.use.keptDays - days));
      }),
    );
  });

  it('the days lost are those missing from the planned ones, and slack is never negative', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { use, slackDays } = planOf(input);
        expect(use.lostDays).toBe(Math.max(0, use.plannedDays - use.keptDays));
        expect(slackDays).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('lastSetupEnd is the last day that keeps its whole months: one day later loses one', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { lastSetupEnd, latestAssessmentOn } = planOf(input);
        const wholeMonths = (setupEnd: Temporal.PlainDate) =>
          setupEnd.add({ days: 1 }).until(latestAssessmentOn, { largestUnit: 'month' }).months;
        for (const [count, setupEnd] of lastSetupEnd) {
          expect(wholeMonths(setupEnd)).toBeGreaterThanOrEqual(count);
          expect(wholeMonths(setupEnd.add({ days: 1 }))).toBeLessThan(count);
        }
      }),
    );
  });

  it('a set-up over by lastSetupEnd keeps the whole use phase', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const planned = planOf(input);
        const [setupEnd] = planned.lastSetupEnd.values();
        const setupFrom = phase(planned, 'setup')[0]?.fromOn;
        fc.pre(!!setupEnd && !!setupFrom && compare(setupEnd, setupFrom) >= 0);
        const delaysDays = { ...input.delaysDays, use: 0 };
        const plan = planOf({ ...input, delaysDays, endsOn: setupEnd ? { setup: setupEnd } : {} });
        expect(plan.use.lostDays).toBe(0);
      }),
    );
  });
});
