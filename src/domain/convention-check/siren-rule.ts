import { hasNineDigits, isSirenWellFormed } from '../kernel/siren.ts';
import { entryNamed, ownerOfSiren } from '../people/register.ts';
import type { PartyFacts } from '../track/facts.ts';
import { type Convention, isToFillIn } from './convention.ts';
import type { FoundFlaw, SirenFlaw } from './fault.ts';
import type { Parties, Party } from './parties.ts';

/** Who a party is: by the programme for the Métropole, by the official register for the beneficiary. */
interface Identity {
  readonly name: string;
  /** Null for a beneficiary that the register does not know. */
  readonly official: string | null;
}

interface Receipt {
  readonly at: number;
  readonly siren: string;
}

const FROM_WORD_TO_NUMBER = 80;
/** Of the prefecture's acknowledgement: département, SIREN of who sent the act, its day. */
const receiptNumber = /(?<!\d)\d{3}-(\d{9})-\d{8}-/g;

/**
 * Each party under its own SIREN (convention, parties): nine digits, a right check digit, the official number of the
 * Métropole, of the commune or of the EPT. The prefecture's receipt at the end of the text must be that of the
 * beneficiary's délibération, or of the Métropole's own.
 */
export function sirenFlaws(
  convention: Convention,
  { mgp, beneficiary }: Parties,
  facts: PartyFacts | null,
): readonly FoundFlaw[] {
  const ofMgp = facts?.siren ?? null;
  const first =
    mgp === null ? [] : ofParty(convention, mgp, { name: facts?.name ?? mgp.name, official: ofMgp }, null);
  if (beneficiary === null) return first;
  const entry = entryNamed(beneficiary.name);
  const identity = { name: entry?.name ?? beneficiary.name, official: entry?.siren ?? null };
  const receipt = otherReceipt(convention, beneficiary, ofMgp);
  const second = ofParty(convention, beneficiary, identity, receipt);
  return [...first, ...second, ...(second.length > 0 ? [] : ofReceipt(beneficiary, identity, receipt))];
}

function ofParty(
  convention: Convention,
  party: Party,
  { name, official }: Identity,
  receipt: Receipt | null,
): readonly FoundFlaw[] {
  if (party.siren === null) {
    const word = convention.text.folded.slice(party.from, party.to).search(/\bsire[nt]\b/);
    const at = word < 0 ? party.from : party.from + word;
    if (word >= 0 && isToFillIn(convention, at, at + FROM_WORD_TO_NUMBER)) return [];
    return [{ at, flaw: { code: 'siren-missing', name, official } }];
  }
  const { at, digits: siren } = party.siren;
  const code = codeOf(siren, official);
  if (code === null) return [];
  const owner = ownerOfSiren(siren)?.name ?? null;
  const flaw = { code, side: party.side, siren, name, official, owner, receipt: receipt?.siren ?? null };
  return [{ at, flaw }];
}

function codeOf(siren: string, official: string | null): SirenFlaw['code'] | null {
  if (siren === official) return null;
  if (!hasNineDigits(siren)) return 'siren-length';
  if (!isSirenWellFormed(siren)) return 'siren-check-digit';
  if (official === null) return null;
  return ownerOfSiren(siren) === null ? 'siren-of-nobody' : 'siren-of-another';
}

/** The receipt that is neither the Métropole's nor the beneficiary's as the parties have it. */
function otherReceipt({ text }: Convention, { siren }: Party, ofMgp: string | null): Receipt | null {
  const receipts = [...text.folded.matchAll(receiptNumber)]
    .map((found) => ({ at: found.index, siren: String(found[1]) }))
    .filter((receipt) => receipt.siren !== ofMgp);
  return receipts.some((receipt) => receipt.siren === siren?.digits) ? null : (receipts[0] ?? null);
}

function ofReceipt(party: Party, { name }: Identity, receipt: Receipt | null): readonly FoundFlaw[] {
  if (party.siren === null || receipt === null) return [];
  const { at, siren } = receipt;
  const owner = ownerOfSiren(siren)?.name ?? null;
  return [{ at, flaw: { code: 'receipt-siren', siren, owner, expected: party.siren.digits, name } }];
}
