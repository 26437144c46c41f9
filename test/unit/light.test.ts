import { describe, expect, it } from '@jest/globals';
import { type Light, lightOf } from '../../src/domain/calendar/light.ts';
import { planOf } from '../../src/domain/calendar/plan.ts';
import { phasesOf } from '../fixtures/phases.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

/** The light of a calendar that began on 01/12/2025, whose assessment must be over before 31/12/2026 (art. 5). */
function light(
  months: readonly number[],
  today: string,
  ends: Readonly<Record<string, string>> = {},
  done: readonly string[] = [],
): Light {
  const plan = planOf({
    phases: phasesOf(months),
    startsOn: day('2025-12-01'),
    endsOn: Object.fromEntries(Object.entries(ends).map(([phase, endsOn]) => [phase, day(endsOn)])),
    assessmentBefore: day('2026-12-31'),
  });
  return lightOf(plan, (phase) => done.includes(phase), day(today));
}

const SHORTEST = [2, 2, 6, 1];
const LONGEST = [3, 3, 6, 1];
const all = ['audit', 'setup', 'use', 'assessment'];

describe('how a calendar does (art. 5)', () => {
  it('on time: the shortest plan has 60 days left', () => {
    expect(light(SHORTEST, '2025-12-01')).toBe('on-time');
  });

  it.each([
    ['a set-up that ends on 15/05 leaves 15 days', '2026-05-15', 'on-time'],
    ['a set-up that ends on 16/05 leaves 14', '2026-05-16', 'at-risk'],
    ['a set-up that ends on 30/05 leaves none', '2026-05-30', 'at-risk'],
    ['a set-up that ends on 31/05 takes a day from the use phase', '2026-05-31', 'cut'],
  ])('at risk under fifteen days, cut once the use phase loses one: %s', (_, setup, expected) => {
    expect(light(SHORTEST, '2026-01-31', { setup })).toBe(expected);
  });

  it('cut from the first day where the plan is at its longest, which loses a day of use', () => {
    expect(light(LONGEST, '2025-12-01')).toBe('cut');
  });

  it('late from the day after a phase should have ended, as long as it is not declared over', () => {
    expect(light(SHORTEST, '2026-01-31')).toBe('on-time');
    expect(light(SHORTEST, '2026-02-01')).toBe('late');
    expect(light(SHORTEST, '2026-02-01', {}, ['audit'])).toBe('on-time');
    expect(light(SHORTEST, '2026-04-01', {}, ['audit'])).toBe('late');
    expect(light(SHORTEST, '2026-04-01', {}, ['setup'])).toBe('late');
    expect(light(SHORTEST, '2026-11-01', {}, ['audit', 'setup', 'use'])).toBe('late');
    expect(light(SHORTEST, '2027-06-01', {}, all)).toBe('on-time');
  });

  it('late is said before cut, and cut before at risk', () => {
    expect(light(LONGEST, '2026-03-01')).toBe('late');
    expect(light(LONGEST, '2026-03-01', {}, ['audit'])).toBe('cut');
  });

  it('a phase of which nothing is left is not late: the use phase is cut', () => {
    const ends = { setup: '2026-12-15' };
    expect(light(LONGEST, '2026-12-10', ends, ['audit'])).toBe('cut');
  });
});
