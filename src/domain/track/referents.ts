import { Refusal } from '../kernel/refusal.ts';
import type { BeneficiaryState, Designation } from './beneficiary.ts';
import type { ReferentRole } from './events.ts';

/**
 * Who holds the role on a Paris day (ISO): the designation that took effect last by then (art. 4).
 * Null when nobody was designated, as long as a délibération names only a department.
 */
export function holderOn(beneficiary: BeneficiaryState, role: ReferentRole, day: string): Designation | null {
  let holder: Designation | null = null;
  for (const designation of beneficiary.designations) {
    if (designation.role !== role || designation.fromOn > day) continue;
    if (holder === null || designation.fromOn >= holder.fromOn) holder = designation;
  }
  return holder;
}

/** Ids of the référent and the deputy on a Paris day: those whom reminders go to, référent first. */
export function recipientsOn(beneficiary: BeneficiaryState, day: string): readonly string[] {
  const holders = [holderOn(beneficiary, 'referent', day), holderOn(beneficiary, 'deputy', day)];
  return [...new Set(holders.flatMap((holder) => (holder === null ? [] : [holder.personId])))];
}

/** The role in which this person speaks for the beneficiary on that day; null when in none. */
export function roleOf(beneficiary: BeneficiaryState, personId: string, day: string): ReferentRole | null {
  if (holderOn(beneficiary, 'referent', day)?.personId === personId) return 'referent';
  return holderOn(beneficiary, 'deputy', day)?.personId === personId ? 'deputy' : null;
}

/**
 * May this person take the role from that day on (art. 4)? Refused: who holds it already, a day before the present
 * holder's own first day (the history would contradict itself), a deputy where there is nobody to stand in for.
 */
export function checkDesignation(
  beneficiary: BeneficiaryState,
  wanted: {
    readonly role: ReferentRole;
    readonly personId: string;
    readonly personName: string;
    readonly fromOn: string;
  },
  today: string,
): Refusal | null {
  const present = holderOn(beneficiary, wanted.role, today);
  if (present !== null && wanted.fromOn < present.fromOn) {
    return new Refusal(
      { code: 'before-present-referent', day: wanted.fromOn, since: present.fromOn },
      'a-compter-du',
    );
  }
  if (holderOn(beneficiary, wanted.role, wanted.fromOn)?.personId === wanted.personId) {
    return new Refusal({ code: 'same-referent', name: wanted.personName }, 'courriel');
  }
  if (wanted.role === 'deputy' && holderOn(beneficiary, 'referent', wanted.fromOn) === null) {
    return new Refusal({ code: 'no-referent-to-assist', name: beneficiary.facts.name });
  }
  return null;
}
