import { isNear } from './near.ts';
import { keyOf, type Reading, type Span } from './reading.ts';

/** Règlement, art. 9: what is said of the project on social networks mentions this account. */
export const ACCOUNT = '@Metropole_GrandParis';

const OFFICIAL = 'metropole_grandparis';
const OFFICIAL_LETTERS = 'metropolegrandparis';
/** The whole of an abbreviation that people take for the account. */
const ABBREVIATIONS = new Set(['mgp', 'metropolegp']);

/** An account or a keyword; what stands in an address of mail is none. */
const CALLED =
  /(?<![\p{L}\p{N}._%+\-/])([@＠#])(\s?)([\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?)/gu;

/** Parts of a reading. */
export interface Accounts {
  readonly right: readonly Span[];
  /** What was meant for the account and is not it. */
  readonly wrong: readonly Span[];
  /** The account's name as a keyword, which mentions nobody. */
  readonly keywords: readonly Span[];
}

/**
 * The Métropole's account in a text, right or wrong. Accounts of others, of institutions with « Grand Paris » in their name
 * among them, are none of either.
 */
export function accountsIn({ text }: Reading): Accounts {
  const right: Span[] = [];
  const wrong: Span[] = [];
  const keywords: Span[] = [];
  for (const { 0: whole, 1: sign, 2: space, 3: name = '', index } of text.matchAll(CALLED)) {
    const span = { from: index, to: index + whole.length };
    const isExact = sign !== '#' && space === '' && name.toLowerCase() === OFFICIAL;
    if (isExact) right.push(span);
    else if (isMeant(name, space === '')) (sign === '#' ? keywords : wrong).push(span);
  }
  return { right, wrong, keywords };
}

/** « @ la métropole » names nobody: apart from its sign, only the account's own letters do. */
function isMeant(name: string, isJoined: boolean): boolean {
  const letters = keyOf(name).replace(/[_.-]/gu, '');
  if (letters === OFFICIAL_LETTERS) return true;
  if (!isJoined) return false;
  const namesBoth = letters.includes('metropole') && letters.includes('paris');
  return isNear(letters, OFFICIAL_LETTERS) || namesBoth || ABBREVIATIONS.has(letters);
}
