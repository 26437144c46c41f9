import { editDistance } from './distance.ts';

/** Beyond this many characters nothing typed is a misspelt name: the costly comparison is skipped. */
const longestFuzzyLength = 80;

const abbreviations: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
]);

/**
 * Brings a text to the form in which two names are compared: lower case, no accent, no ligature,
 * punctuation and hyphens as one space, « st » and « ste » written out. « St-Mandé » and
 * « SAINT MANDE » fold to the same text.
 */
export function fold(text: string): string {
  const letters = bare(text.toLowerCase()).trim();
  // Both abbreviations hold « st »: most texts need not be cut into words.
  if (!letters.includes('st')) return letters;
  return letters
    .split(' ')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ');
}

/** Letters and digits, without their accents; most of what is compared has none, and need not be searched for them. */
function bare(text: string): string {
  if (/^[a-z0-9 -]*$/.test(text)) return text.replace(/[ -]+/g, ' ');
  return text
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}

/** ASCII identifier of a name, in lower case with hyphens: « Choisy-le-Roi » → `choisy-le-roi`. */
export function slug(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '-');
}

/**
 * What the person may have meant, best first, at most `most` of the candidates, as they are written
 * in the list. A candidate that begins with the typed text comes before one that contains it. Only
 * when there is none are the closest spellings offered, measured on the whole candidate, on its
 * beginning and on each of its words; and failing that the candidates that the typed text contains,
 * as « ville de Nanterre » does.
 */
export function suggest(typed: string, candidates: readonly string[], most = 3): string[] {
  const wanted = fold(typed);
  if (wanted === '') return [];
  const folded = candidates.map((text) => ({ text, key: fold(text) }));
  const starting = folded.filter(({ key }) => key.startsWith(wanted));
  const containing = folded.filter(({ key }) => !key.startsWith(wanted) && key.includes(wanted));
  const attempts = [
    [...starting, ...containing],
    closest(wanted, folded),
    folded.filter(({ key }) => holdsWords(wanted, key)),
  ];
  const found = attempts.find((attempt) => attempt.length > 0) ?? [];
  return found.slice(0, most).map(({ text }) => text);
}

function holdsWords(text: string, words: string): boolean {
  return words !== '' && ` ${text} `.includes(` ${words} `);
}

function closest<T extends { readonly key: string }>(wanted: string, folded: readonly T[]): T[] {
  const allowed = tolerance(wanted);
  const near = folded
    .map((candidate) => ({ candidate, distance: nearness(wanted, candidate.key) }))
    .filter(({ distance }) => distance <= allowed);
  const least = Math.min(...near.map(({ distance }) => distance));
  return near
    .filter(({ distance }) => distance === least)
    .map(({ candidate }) => ({ candidate, whole: editDistance(wanted, candidate.key) }))
    .sort((left, right) => left.whole - right.whole)
    .map(({ candidate }) => candidate);
}

/** One slip in a short word, two in a longer one, three in a long name. */
function tolerance(wanted: string): number {
  if (wanted.length < 3 || wanted.length > longestFuzzyLength) return -1;
  if (wanted.length < 6) return 1;
  return wanted.length < 12 ? 2 : 3;
}

function nearness(wanted: string, key: string): number {
  const pieces = new Set([key, key.slice(0, wanted.length), ...key.split(' ')]);
  return Math.min(...[...pieces].map((piece) => distanceWithin(wanted, piece)));
}

function distanceWithin(wanted: string, piece: string): number {
  const apart = Math.abs(wanted.length - piece.length);
  return apart > tolerance(wanted) ? Number.POSITIVE_INFINITY : editDistance(wanted, piece);
}
