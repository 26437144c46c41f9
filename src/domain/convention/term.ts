import type { BeneficiaryState } from '../track/beneficiary.ts';
import type { TrackFacts } from '../track/facts.ts';

type Dated = Pick<TrackFacts, 'conventionEndsOn' | 'assessmentBefore'>;
type Amended = Pick<BeneficiaryState, 'convention'>;

/** Last day of a beneficiary's convention, included (art. 2), as its newest avenant has it (art. 11). */
export function termOf(facts: Dated, { convention }: Amended): string {
  return convention.avenants.findLast(({ termOn }) => termOn !== null)?.termOn ?? facts.conventionEndsOn;
}

/** The day before which a beneficiary's assessment must be over (art. 5), as its newest avenant has it (art. 11). */
export function assessmentLimitOf(facts: Dated, { convention }: Amended): string {
  const avenant = convention.avenants.findLast(({ assessmentBefore }) => assessmentBefore !== null);
  return avenant?.assessmentBefore ?? facts.assessmentBefore;
}

/** The day on which the convention took effect: that of its last signature (art. 2); null until every party has signed. */
export function signedOn({ convention }: Amended): string | null {
  const { beneficiaryOn, mgpOn } = convention.signature;
  if (beneficiaryOn === null || mgpOn === null) return null;
  return beneficiaryOn > mgpOn ? beneficiaryOn : mgpOn;
}
