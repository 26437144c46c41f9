import { isAfter } from '../calendar/day.ts';
import { type Convention, isToFillIn } from './convention.ts';
import type { FoundFlaw } from './fault.ts';
import { FROM_WORD_TO_DAY, type Parties, type Party } from './parties.ts';
import { type Signature, signatureOf } from './signature.ts';

/**
 * The convention takes effect once it is signed by all (art. 2), by people whom a délibération let sign: the place and
 * the dates are written, and no délibération is of a later day than the signature that it is for.
 */
export function signatureFlaws(convention: Convention, parties: Parties): readonly FoundFlaw[] {
  const signature = signatureOf(convention);
  return [parties.mgp, parties.beneficiary]
    .flatMap((party) => (party === null ? [] : deliberationFlaws(convention, party, signature)))
    .concat(signature === null ? [] : blanks(signature));
}

function blanks({ at, isPlaceBlank, blankDates }: Signature): readonly FoundFlaw[] {
  if (!isPlaceBlank && blankDates === 0) return [];
  return [{ at, flaw: { code: 'signature-blank', place: isPlaceBlank, dates: blankDates } }];
}

function deliberationFlaws(
  convention: Convention,
  { side, deliberation }: Party,
  signature: Signature | null,
): readonly FoundFlaw[] {
  if (deliberation === null) return [];
  const { at, voted } = deliberation;
  if (voted === null) {
    const isLeftToFillIn = isToFillIn(convention, at, at + FROM_WORD_TO_DAY);
    return isLeftToFillIn ? [] : [{ at, flaw: { code: 'deliberation-undated', side } }];
  }
  const signedOn = signature?.signedOn[side] ?? null;
  if (voted.day === null || signedOn === null || !isAfter(voted.day, signedOn)) return [];
  return [
    {
      at: voted.at,
      flaw: {
        code: 'deliberation-after-signature',
        side,
        votedOn: voted.day.toString(),
        signedOn: signedOn.toString(),
      },
    },
  ];
}
