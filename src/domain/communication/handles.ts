import { isNear } from './near.ts';
import { keyOf, type Reading, type Span } from './reading.ts';

/** Règlement, art. 9: what is said of the project on social networks mentions this account. */
export const ACCOUNT = '@Metropole_GrandParis';

const OFFICIAL = 'metropole_grandparis';
const OFFICIAL_LETTERS = 'metropolegrandparis';
/** The whole of an abbreviation that people take for the account. */
const ABBREVIATIONS = new Set(['mgp', 'metropolegp']);

/** An account or a keyword, perhaps between underscores of emphasis; what stands in an address of mail is none. */
const CALLED =
  /(?<![\p{L}\p{N}.%+\-/]_*)[@＠#]\s?[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?/gu;

/** « les adresses en @metropolegrandparis.fr ». */
const DOMAIN = /\.(?:fr|eu|com|org|net|paris)$/iu;

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
  for (const { 0: whole, index } of text.matchAll(CALLED)) {
    const isKeyword = whole.startsWith('#');
    const written = whole.slice(1).trimStart();
    const isJoined = 1 + written.length === whole.length;
    const name = nameOf(written, text.charAt(index - 1) === '_');
    const span = { from: index, to: index + whole.length - written.length + name.length };
    const isExact = !isKeyword && isJoined && name.toLowerCase() === OFFICIAL;
    if (isExact) right.push(span);
    else if (isMeant(name, isJoined)) (isKeyword ? keywords : wrong).push(span);
  }
  return { right, wrong, keywords };
}

/** Without the underscores that close an emphasis; a sentence that follows without a space is none of the official name. */
function nameOf(written: string, isEmphasised: boolean): string {
  const name = isEmphasised ? written.replace(/_{1,2}$/u, '') : written;
  return /^metropole_grandparis(?=[.-])/iu.exec(name)?.[0] ?? name;
}

/** « @ la métropole » names nobody: apart from its sign, only the account's own letters do. */
function isMeant(name: string, isJoined: boolean): boolean {
  if (DOMAIN.test(name)) return false;
  const letters = keyOf(name).replace(/[_.-]/gu, '');
  if (letters === OFFICIAL_LETTERS) return true;
  if (!isJoined) return false;
  const namesBoth = letters.includes('metropole') && letters.includes('paris');
  return isNear(letters, OFFICIAL_LETTERS) || namesBoth || ABBREVIATIONS.has(letters);
}
