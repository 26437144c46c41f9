import { describe, expect, it } from '@jest/globals';
import { endFault, phasesAfterTerm } from '../../src/domain/calendar/faults.ts';
import { monthsOf, type Phase, type PlanInput } from '../../src/domain/calendar/phase.ts';
import { type Plan, planOf } from '../../src/domain/calendar/plan.ts';
import { lastDayOfMonths } from '../../src/domain/calendar/spans.ts';
import { phasesOf } from '../fixtures/phases.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

function inputOf(months: readonly number[], more: Partial<PlanInput> = {}): PlanInput {
  return {
    phases: phasesOf(months),
    startsOn: day('2025-12-01'),
    assessmentBefore: day('2026-12-31'),
    ...more,
  };
}

function lines(plan: Plan): string[] {
  return plan.phases.map(({ id, fromOn, toOn, days }) => `${id} ${fromOn ?? '—'} ${toOn ?? '—'} ${days}`);
}

const longest = [3, 3, 6, 1];

describe('the worked calendars of the convention (art. 5)', () => {
  it.each<[string, PlanInput, string[], Plan['use'], number]>([
    [
      'longest phases, strict limit: one day of use is lost',
      inputOf(longest),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-05-31 92',
        'use 2026-06-01 2026-11-29 182',
        'assessment 2026-11-30 2026-12-30 31',
      ],
      { plannedDays: 183, keptDays: 182, lostDays: 1 },
      0,
    ],
    [
      'set-up 45 days late: 47 days of use are lost',
      inputOf(longest, { delaysDays: { setup: 45 } }),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-07-15 137',
        'use 2026-07-16 2026-11-29 137',
        'assessment 2026-11-30 2026-12-30 31',
      ],
      { plannedDays: 184, keptDays: 137, lostDays: 47 },
      0,
    ],
    [
      'shortest phases: 60 days of slack',
      inputOf([2, 2, 6, 1]),
      [
        'audit 2025-12-01 2026-01-31 62',
        'setup 2026-02-01 2026-03-31 59',
        'use 2026-04-01 2026-09-30 183',
        'assessment 2026-10-01 2026-10-31 31',
      ],
      { plannedDays: 183, keptDays: 183, lostDays: 0 },
      60,
    ],
    [
      'limit read as included (31/12/2026): nothing is lost',
      inputOf(longest, { assessmentBefore: day('2027-01-01') }),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-05-31 92',
        'use 2026-06-01 2026-11-30 183',
        'assessment 2026-12-01 2026-12-31 31',
      ],
      { plannedDays: 183, keptDays: 183, lostDays: 0 },
      0,
    ],
    [
      'set-up agreed to end on 15/07/2026, whatever its delay says',
      inputOf(longest, { endsOn: { setup: day('2026-07-15') }, delaysDays: { setup: 5 } }),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-07-15 137',
        'use 2026-07-16 2026-11-29 137',
        'assessment 2026-11-30 2026-12-30 31',
      ],
      { plannedDays: 184, keptDays: 137, lostDays: 47 },
      0,
    ],
    [
      'use ended early: the assessment follows at once',
      inputOf(longest, { endsOn: { use: day('2026-09-30') } }),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-05-31 92',
        'use 2026-06-01 2026-09-30 122',
        'assessment 2026-10-01 2026-10-31 31',
      ],
      { plannedDays: 183, keptDays: 122, lostDays: 61 },
      60,
    ],
    [
      'use ended late: it is brought back, the assessment keeps its month',
      inputOf(longest, { endsOn: { use: day('2026-12-20') } }),
      [
        'audit 2025-12-01 2026-02-28 90',
        'setup 2026-03-01 2026-05-31 92',
        'use 2026-06-01 2026-11-29 182',
        'assessment 2026-11-30 2026-12-30 31',
      ],
      { plannedDays: 183, keptDays: 182, lostDays: 1 },
      0,
    ],
    [
      'assessment late after a short plan: it ends at its limit and the use phase stays whole',
      inputOf([2, 2, 6, 1], { delaysDays: { assessment: 90 } }),
      [
        'audit 2025-12-01 2026-01-31 62',
        'setup 2026-02-01 2026-03-31 59',
        'use 2026-04-01 2026-09-30 183',
        'assessment 2026-10-01 2026-12-30 91',
      ],
      { plannedDays: 183, keptDays: 183, lostDays: 0 },
      0,
    ],
  ])('%s', (_, input, expected, use, slackDays) => {
    const plan = planOf(input);
    expect(lines(plan)).toEqual(expected);
    expect(plan.use).toEqual(use);
    expect(plan.slackDays).toBe(slackDays);
    expect(plan.copilNeeded).toBe(false);
  });

  it.each([
    ['2026-12-31', ['2026-05-29', '2026-06-29', '2026-07-29', '2026-08-29', '2026-09-29', '2026-10-29']],
    ['2027-01-01', ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31']],
  ])('before %s, the set-up must be over by these days to keep 6, 5 … 1 whole months', (before, expected) => {
    const { lastSetupEnd } = planOf(inputOf(longest, { assessmentBefore: day(before) }));
    expect([...lastSetupEnd.keys()]).toEqual([6, 5, 4, 3, 2, 1]);
    expect([...lastSetupEnd.values()].map(String)).toEqual(expected);
  });

  it('tells the limit and the latest beginning of the assessment', () => {
    const plan = planOf(inputOf(longest));
    expect(plan.assessmentLastOn.toString()).toBe('2026-12-30');
    expect(plan.latestAssessmentOn.toString()).toBe('2026-11-30');
  });
});

describe('when nothing of the use phase is left (art. 5), a COPIL is called for and the assessment stays', () => {
  it.each([
    ['to the last day before the assessment', '2026-11-29', 'setup 2026-03-01 2026-11-29 274'],
    ['into the assessment', '2026-12-10', 'setup 2026-03-01 2026-12-10 285'],
    ['past the limit', '2027-02-01', 'setup 2026-03-01 2027-02-01 338'],
  ])('the set-up runs %s', (_, setupEnd, setup) => {
    const plan = planOf(inputOf(longest, { endsOn: { setup: day(setupEnd) } }));
    expect(plan.copilNeeded).toBe(true);
    expect(plan.use.keptDays).toBe(0);
    expect(plan.use.lostDays).toBe(plan.use.plannedDays);
    expect(plan.slackDays).toBe(0);
    expect(lines(plan).slice(1)).toEqual([setup, 'use — — 0', 'assessment 2026-11-30 2026-12-30 31']);
  });

  it('one day of use is enough not to', () => {
    const plan = planOf(inputOf(longest, { endsOn: { setup: day('2026-11-28') } }));
    expect(plan.use.keptDays).toBe(1);
    expect(plan.copilNeeded).toBe(false);
  });
});

describe('months', () => {
  it.each([
    ['2025-12-01', 3, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-27'],
    ['2023-12-31', 2, '2024-02-28'],
    ['2026-08-31', 6, '2027-02-27'],
    ['2026-06-15', 6, '2026-12-14'],
  ])('from %s, %d months end on %s (clamped to the month’s end)', (from, months, last) => {
    expect(lastDayOfMonths(day(from), months).toString()).toBe(last);
  });

  it('of one kind add up', () => {
    const twoSetups: Phase[] = phasesOf([3, 3, 6, 1]).flatMap((phase) =>
      phase.kind === 'setup' ? [phase, { ...phase, id: 'training' }] : [phase],
    );
    expect(monthsOf(twoSetups, 'setup')).toBe(6);
  });
});

describe('a recorded end before its phase begins', () => {
  it('leaves the phase no day and moves nothing back', () => {
    const plan = planOf(inputOf(longest, { endsOn: { audit: day('2026-06-30'), setup: day('2026-05-31') } }));
    expect(lines(plan).slice(0, 3)).toEqual([
      'audit 2025-12-01 2026-06-30 212',
      'setup — — 0',
      'use 2026-07-01 2026-11-29 152',
    ]);
  });
});

describe('no phases at all', () => {
  it('make an empty plan', () => {
    const plan = planOf(inputOf([]));
    expect(plan).toMatchObject({
      phases: [],
      slackDays: 0,
      use: { plannedDays: 0, keptDays: 0, lostDays: 0 },
    });
  });
});

describe('impossible ends', () => {
  const term = day('2026-12-31');

  it.each([
    ['setup', '2026-07-15', null],
    ['setup', '2026-03-01', null],
    ['setup', '2026-02-28', 'before-start'],
    ['audit', '2025-11-30', 'before-start'],
    ['setup', '2026-12-15', null],
    ['setup', '2026-12-31', null],
    ['setup', '2027-12-31', 'after-term'],
    ['assessment', '2027-01-01', 'after-term'],
    ['assessment', '2026-12-31', 'into-assessment'],
    ['assessment', '2026-12-30', null],
    ['use', '2026-11-29', null],
    ['use', '2026-11-30', 'into-assessment'],
    ['training', '2026-07-15', 'unknown-phase'],
  ])('%s ending on %s: %s (art. 5 and 11)', (phase, endsOn, expected) => {
    expect(endFault(planOf(inputOf(longest)), phase, day(endsOn), term)).toBe(expected);
  });

  it('a plan names the phases that outlast the convention (art. 11)', () => {
    const plan = planOf(inputOf(longest, { delaysDays: { setup: 300 } }));
    expect(phasesAfterTerm(plan, term).map(({ id }) => id)).toEqual(['setup']);
    expect(phasesAfterTerm(planOf(inputOf(longest)), term)).toEqual([]);
  });
});
