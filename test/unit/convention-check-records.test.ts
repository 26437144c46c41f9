import { describe, expect, it } from '@jest/globals';
import { checkRecords, type KnownReferent } from '../../src/domain/convention-check/records.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { BeneficiaryFacts, TrackFacts } from '../../src/domain/track/facts.ts';
import { avenant, optionChosen, signed } from '../support/convention-track.ts';
import { beneficiaryOf, choisyFacts, choisyTrack, phaseEnd, trackOf } from '../support/track.ts';

const reachable: KnownReferent = { email: 'amina@choisyleroi.fr', phone: '+33148921234' };

/** The programme with a calendar that fits: the shortest audit and set-up, 2 + 2 + 6 + 1 months. */
function programme(
  beneficiary: Partial<BeneficiaryFacts> = {},
  changes: Partial<TrackFacts> = {},
): TrackFacts {
  const phases = choisyTrack().phases.map((phase) => ({ ...phase, plannedMonths: phase.minMonths }));
  return choisyTrack({ phases, beneficiaries: [choisyFacts(beneficiary)], ...changes });
}

function faults(
  facts: TrackFacts,
  events: readonly TrackEvent[] = [],
  referent: KnownReferent = reachable,
): readonly object[] {
  return checkRecords(facts, beneficiaryOf(trackOf(facts, ...events)), referent);
}

describe('what is recorded of a convention is in order', () => {
  it('with a délibération, an experiment, a référent who can be reached and phases that fit', () => {
    expect(faults(programme())).toEqual([]);
    expect(faults(programme(), [signed('2025-11-19', '2025-11-20')])).toEqual([]);
  });
});

describe('what is recorded of a convention is not in order', () => {
  it('without a délibération (convention, parties)', () => {
    const facts = programme({ deliberation: null });
    const fault = { code: 'no-deliberation', article: 'parties' };
    expect(faults(facts)).toEqual([fault]);
    expect(faults(facts, [signed('2025-11-01', null)])).toEqual([fault]);
  });

  it('where the vote of 19/11/2025 came after the signature that it lets somebody give', () => {
    expect(faults(programme(), [signed('2025-11-18', '2025-12-05')])).toEqual([
      {
        code: 'voted-after-signature',
        votedOn: '2025-11-19',
        signedOn: '2025-11-18',
        article: 'signature',
      },
    ]);
    expect(faults(programme(), [signed(null, '2025-11-18')])).toEqual([]);
  });

  it('where no experiment is ticked of those that are offered (art. 1)', () => {
    const facts = programme({ option: null });
    expect(faults(facts)).toEqual([{ code: 'no-option', article: '1' }]);
    expect(faults(facts, [optionChosen('Facilitation')])).toEqual([]);
    expect(faults(programme({ option: null }, { options: [] }))).toEqual([]);
  });

  it.each<readonly [string, KnownReferent, readonly string[]]>([
    ['nobody', null, ['person', 'email', 'phone']],
    ['somebody without an e-mail', { email: null, phone: '+33148921234' }, ['email']],
    ['somebody without a telephone', { email: 'amina@choisyleroi.fr', phone: null }, ['phone']],
    ['somebody with neither', { email: null, phone: null }, ['email', 'phone']],
  ])('where the référent is %s (art. 4)', (_, referent, missing) => {
    expect(faults(programme(), [], referent)).toEqual([
      { code: 'referent-incomplete', missing, article: '4' },
    ]);
  });

  it('where the phases are longer than the limit of the assessment lets them be (art. 5), until an avenant moves it (art. 11)', () => {
    const longest = choisyTrack();
    expect(faults(longest)).toEqual([
      {
        code: 'phases-too-long',
        months: [3, 3, 6, 1],
        startsOn: '2025-12-01',
        endsOn: '2026-12-31',
        before: '2026-12-31',
        plannedDays: 183,
        keptDays: 182,
        lostAtShortest: 0,
        setupBy: '2026-05-29',
        article: '5',
      },
    ]);
    expect(faults(longest, [avenant({ assessmentBefore: '2027-01-01' })])).toEqual([]);
  });

  it('where the phases outlast the term that an avenant gives (art. 2 and 11)', () => {
    expect(faults(programme(), [avenant({ termOn: '2026-10-31' })])).toEqual([]);
    expect(faults(programme(), [avenant({ termOn: '2026-10-30' })])).toEqual([
      { code: 'phases-after-term', kinds: ['assessment'], termOn: '2026-10-30', article: '5' },
    ]);
    expect(faults(programme(), [avenant({ termOn: '2026-09-15' })])).toMatchObject([
      { kinds: ['use', 'assessment'] },
    ]);
  });

  it('whatever has slipped since: what was promised is checked, not what became of it (art. 5)', () => {
    expect(faults(programme(), [phaseEnd('setup', 'delay', '2026-07-15')])).toEqual([]);
  });

  it('in several places: each fault is told, in the order of the convention', () => {
    const facts = programme({ deliberation: null, option: null }, { phases: choisyTrack().phases });
    const found = faults(facts, [avenant({ termOn: '2026-12-15' })], null);
    expect(found).toMatchObject([
      { code: 'no-deliberation' },
      { code: 'no-option' },
      { code: 'referent-incomplete' },
      { code: 'phases-too-long' },
      { code: 'phases-after-term' },
    ]);
  });
});
