import { assessmentLimitOf, termOf } from '../convention/term.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import type { TrackFacts } from '../track/facts.ts';
import type { FaultArticle, PhasesAfterTerm, PhasesTooLong, ReferentDetail } from './fault.ts';
import { phasesFlaws } from './phases-rule.ts';

/** What the records of one beneficiary show of a convention that is not in order; days are ISO Paris days. */
export type RecordFlaw =
  | { readonly code: 'no-deliberation' }
  | { readonly code: 'voted-after-signature'; readonly votedOn: string; readonly signedOn: string }
  | { readonly code: 'no-option' }
  | { readonly code: 'referent-incomplete'; readonly missing: readonly ReferentDetail[] }
  | PhasesTooLong
  | PhasesAfterTerm;

export type RecordFault = RecordFlaw & { readonly article: FaultArticle };

/** The référent as the records know them; null for nobody. */
export type KnownReferent = { readonly email: string | null; readonly phone: string | null } | null;

/**
 * What is recorded of a beneficiary, by the same rules as the text of its convention (art. 1, 2, 4 and 5). Its SIREN was
 * checked when it was added.
 */
export function checkRecords(
  facts: TrackFacts,
  beneficiary: BeneficiaryState,
  referent: KnownReferent,
): readonly RecordFault[] {
  const { deliberation } = beneficiary.facts;
  const { beneficiaryOn } = beneficiary.convention.signature;
  const option = beneficiary.convention.option?.option ?? beneficiary.facts.option;
  const missing = missingOf(referent);
  const input = {
    phases: facts.phases,
    startsOn: Temporal.PlainDate.from(facts.startsOn),
    assessmentBefore: Temporal.PlainDate.from(assessmentLimitOf(facts, beneficiary)),
  };
  const phases = phasesFlaws(input, Temporal.PlainDate.from(termOf(facts, beneficiary)));
  const isVotedLate = beneficiaryOn !== null && deliberation !== null && deliberation.votedOn > beneficiaryOn;
  return [
    ...(deliberation === null ? [{ code: 'no-deliberation', article: 'parties' } as const] : []),
    ...(isVotedLate
      ? [
          {
            code: 'voted-after-signature',
            votedOn: deliberation.votedOn,
            signedOn: beneficiaryOn,
            article: 'signature',
          } as const,
        ]
      : []),
    ...(option === null && facts.options.length > 0 ? [{ code: 'no-option', article: '1' } as const] : []),
    ...(missing.length === 0 ? [] : [{ code: 'referent-incomplete', missing, article: '4' } as const]),
    ...phases.map((flaw) => ({ ...flaw, article: '5' as const })),
  ];
}

function missingOf(referent: KnownReferent): readonly ReferentDetail[] {
  if (referent === null) return ['person', 'email', 'phone'];
  return [
    ...(referent.email === null ? (['email'] as const) : []),
    ...(referent.phone === null ? (['phone'] as const) : []),
  ];
}
