import { describe, expect, it } from '@jest/globals';
import { checkProgramme } from '../../src/domain/convention-check/programme.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import { programme } from '../support/bot.ts';
import { choisyPhases } from '../support/conventions.ts';

const fitting = { ...programme(), assessmentBefore: '2027-01-01' };
const [choisy] = fitting.beneficiaries;

/** The programme when its phases fit and its one beneficiary is so. */
function withBeneficiary(changes: Partial<TrackFacts['beneficiaries'][number]>): TrackFacts {
  const beneficiaries = [choisy].flatMap((one) =>
    one === undefined ? [] : [{ ...one, department: null, ...changes }],
  );
  return { ...fitting, beneficiaries };
}

describe('what a programme file shows of its conventions', () => {
  it("Choisy-le-Roi's: a day of use lost (art. 5), a department for a référent (art. 4)", () => {
    expect(checkProgramme(programme(), true)).toEqual([
      {
        ...choisyPhases,
        article: '5',
        path: ['phases'],
      },
      {
        code: 'department-only',
        name: 'Choisy-le-Roi',
        department: 'Direction Numérique et Réseaux',
        article: '4',
        path: ['beneficiaries', 0, 'department'],
      },
    ]);
  });

  it('nothing when all is in order', () => {
    expect(checkProgramme(withBeneficiary({}), true)).toEqual([]);
  });

  it('no option, where the file has some (art. 1)', () => {
    const track = withBeneficiary({ option: null });
    expect(checkProgramme(track, true)).toEqual([
      { code: 'option-unknown', name: 'Choisy-le-Roi', article: '1', path: ['beneficiaries', 0, 'option'] },
    ]);
    expect(checkProgramme(track, false)).toEqual([]);
  });

  it('no délibération, or one after the start (convention, parties)', () => {
    const place = { name: 'Choisy-le-Roi', article: 'parties', path: ['beneficiaries', 0, 'deliberation'] };
    const voted = (votedOn: string) => ({ number: null, votedOn, receivedOn: null });
    expect(checkProgramme(withBeneficiary({ deliberation: null }), true)).toEqual([
      { code: 'no-deliberation', ...place },
    ]);
    expect(checkProgramme(withBeneficiary({ deliberation: voted('2025-12-02') }), true)).toEqual([
      { code: 'deliberation-after-start', ...place, votedOn: '2025-12-02', startsOn: '2025-12-01' },
    ]);
    expect(checkProgramme(withBeneficiary({ deliberation: voted('2025-12-01') }), true)).toEqual([]);
  });
});
