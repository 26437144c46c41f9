import { describe, expect, it } from '@jest/globals';
import { gantt } from '../../src/domain/calendar/gantt.ts';
import { planOf } from '../../src/domain/calendar/plan.ts';
import { phasesOf } from '../fixtures/phases.ts';

const words = {
  months: ['jan', 'fév', 'mars', 'avr', 'mai', 'jun', 'jul', 'aoû', 'sep', 'oct', 'nov', 'déc'],
  nothingLeft: '(plus rien)',
  monthWidth: 4,
} as const;
const day = (text: string) => Temporal.PlainDate.from(text);

describe('text Gantt', () => {
  it('draws the months as columns of four characters', () => {
    const plan = planOf({
      phases: phasesOf([3, 3, 6, 1]),
      startsOn: day('2025-12-01'),
      assessmentBefore: day('2026-12-31'),
    });
    expect(gantt(plan, words).split('\n')).toEqual([
      '            ’25 ’26',
      '            déc jan fév mar avr mai jun jul aoû sep oct nov déc',
      `audit       ${'█'.repeat(12)}`,
      `setup       ${' '.repeat(12)}${'█'.repeat(12)}`,
      `use         ${' '.repeat(24)}${'█'.repeat(24)}`,
      `assessment  ${' '.repeat(47)}${'█'.repeat(5)}`,
    ]);
  });

  it('draws two characters a month under short titles, for a phone', () => {
    const plan = planOf({
      phases: phasesOf([3, 3, 6, 1]),
      startsOn: day('2025-12-01'),
      assessmentBefore: day('2026-12-31'),
    });
    const titles = { audit: 'Audit', setup: 'Mise en place', use: 'Utilisation', assessment: 'Bilan' };
    expect(gantt(plan, { ...words, monthWidth: 2, titles }).split('\n')).toEqual([
      '                 ’26',
      '               d j f m a m j j a s o n d',
      `Audit          ${'█'.repeat(6)}`,
      `Mise en place  ${' '.repeat(6)}${'█'.repeat(6)}`,
      `Utilisation    ${' '.repeat(12)}${'█'.repeat(12)}`,
      `Bilan          ${' '.repeat(23)}${'█'.repeat(3)}`,
    ]);
  });

  it('says of which phase nothing is left', () => {
    const plan = planOf({
      phases: phasesOf([3, 3, 6, 1]),
      startsOn: day('2025-12-01'),
      endsOn: { setup: day('2026-12-15') },
      assessmentBefore: day('2026-12-31'),
    });
    expect(gantt(plan, words)).toContain('use         (plus rien)');
  });

  it('draws an empty plan as an empty header', () => {
    const plan = planOf({ phases: [], startsOn: day('2025-12-01'), assessmentBefore: day('2026-12-31') });
    expect(gantt(plan, words).trim()).toBe('');
  });
});
