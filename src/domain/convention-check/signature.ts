import { type Convention, sectionNamed } from './convention.ts';
import type { Side } from './parties.ts';
import type { Section } from './sections.ts';

/** The end of a convention: where and when it was signed, as far as that is written. */
export interface Signature {
  readonly at: number;
  /** The place stands there empty. */
  readonly isPlaceBlank: boolean;
  /** How many of the two dates are not written. */
  readonly blankDates: number;
  /** The day on which each party signed; null for one that is not known. */
  readonly signedOn: Readonly<Record<Side, Temporal.PlainDate | null>>;
}

/** One for each party. */
const DATES = 2;
const LONGEST_PLACE = 80;
const BEFORE_DAY = 40;

/** « Le » with nothing, dots or lines after it: a date that is still to be written. */
const blankDay = /\ble(?=[\s._…/-]*(?:\ble\b|\bpour\b|$))/g;
const placeholderDay = /\ble ?\[/g;
const dayOrBlank = /\ble(?=[\s._…/-]*(?:\d|\[|\ble\b|\bpour\b|$))/;
const place = new RegExp(`^fait\\b[^\\n]{0,60}?\\b(?:a|au|aux)(?![a-z'])([^,]{0,${LONGEST_PLACE}})`);
const signer = /\bpour (la metropole)?/g;
const nothing = /^[\s._…:-]*$/;
/** What stands before a day that the prefecture stamped. */
const stamped = /(?:transmission|reception|prefecture|publication|affichage)[^\n\d]{0,20}$/;

/**
 * Reads the signatures: « Fait en deux exemplaires à … », then « Le … Pour … » for each party, one above the other or
 * in two columns. A single date with no other « Le » is that of both.
 */
export function signatureOf(convention: Convention): Signature | null {
  const section = sectionNamed(convention, 'signature');
  if (section === null) return null;
  const part = convention.text.folded.slice(section.from, section.to);
  const dates = datesIn(convention, section, part);
  const written = dates.filter(({ kind }) => kind !== 'blank').length;
  const missing = Math.max(0, DATES - written);
  return {
    at: section.from,
    isPlaceBlank: isPlaceBlank(part),
    blankDates: written === 0 ? missing : Math.min(dates.length - written, missing),
    signedOn: signedOn(part, dates),
  };
}

/** A date of a signature: written, or left blank, or a placeholder. */
type SignatureDate =
  | { readonly at: number; readonly kind: 'day'; readonly day: Temporal.PlainDate | null }
  | { readonly at: number; readonly kind: 'blank' | 'placeholder' };

function datesIn({ text, days }: Convention, { from, to }: Section, part: string): readonly SignatureDate[] {
  const written = days
    .filter(({ at }) => at >= from && at < to)
    .filter(({ at }) => !stamped.test(text.folded.slice(Math.max(from, at - BEFORE_DAY), at)))
    .map(({ at, day }) => ({ at: at - from, kind: 'day' as const, day }));
  const blanks = [...part.matchAll(blankDay)].map(({ index: at }) => ({ at, kind: 'blank' as const }));
  const left = [...part.matchAll(placeholderDay)].map(({ index: at }) => ({
    at,
    kind: 'placeholder' as const,
  }));
  return [...written, ...blanks, ...left].sort((first, second) => first.at - second.at);
}

function isPlaceBlank(part: string): boolean {
  const found = place.exec(part);
  if (found === null) return false;
  const after = String(found[1]);
  const end = after.search(dayOrBlank);
  const written = end < 0 ? after : after.slice(0, end);
  return nothing.test(written);
}

/** The dates stand in the order of the signers, whoever comes first. */
function signedOn(part: string, dates: readonly SignatureDate[]): Signature['signedOn'] {
  const areMgp = [...part.matchAll(signer)].map(([, mgp]) => mgp !== undefined);
  const isMgpSecond = areMgp[0] === false && areMgp.includes(true);
  const [first = null, second = first] = dates.map((date) => (date.kind === 'day' ? date.day : null));
  return isMgpSecond ? { mgp: second, beneficiary: first } : { mgp: first, beneficiary: second };
}
