import { isNear } from './near.ts';
import type { Reading, Word } from './reading.ts';

/** A name that is not quite that of the Métropole or of the programme. */
export interface Misnomer {
  /** Ranks of its first and last word in the text, both included. */
  readonly first: number;
  readonly last: number;
  readonly expected: string;
}

/** A word, and the word of a name that it is, perhaps with a slip; itself where it is none. */
interface NameWord extends Word {
  readonly meant: string;
}

const METROPOLE = 'Métropole du Grand Paris';
const PROGRAMME = 'Appropriation';
const EPITHET = 'Métropolitaine';

const NAME_WORDS = ['metropole', 'grand', 'paris', 'appropriation', 'metropolitaine'];

/** What may stand between the words of one name: space, with quotes or emphasis and in the next line at most, or one hyphen. */
const WITHIN_NAME = /^(?:['’\u2010\u2011-]|(?![^\n]*\n[^\n]*\n)[«»“”"*_]*\s[\s«»“”"*_]*)$/u;
/** « Grand Paris Express », « Grand Paris Sud »: after it, others begin. */
const OTHERS = new Set(['express', 'sud', 'seine', 'grand', 'amenagement', 'habitat']);
/** Words that look like those of the names and are others: several métropoles are none by name. */
const ANOTHER = new Set([
  'metropoles',
  'necropole',
  'approbation',
  'approbations',
  'appreciation',
  'appreciations',
  'approximation',
  'approximations',
  'expropriation',
  'expropriations',
  'reappropriation',
  'reappropriations',
]);
const BEFORE_PROGRAMME = new Set(['programme', 'programmes', 'programe']);
const LONGEST_ADDRESS = 100;
const HYPHEN = /[-\u2010\u2011]/u;
/** « Métropole de Grand Paris », « Métropole Grand Paris », « Métropole de la Grand Paris ». */
const PARTICLES = new Set(['de', 'du', 'des', 'la', 'le', 'd']);

/** Wrong names of the Métropole, and of the programme where it is spoken of (« programme Apropriation »), in order. */
export function misnomersIn(reading: Reading, written: readonly Word[]): readonly Misnomer[] {
  const meanings = new Map<string, string>();
  const words = written.map((word) => ({ ...word, meant: meanings.getOrInsertComputed(word.key, meantBy) }));
  const found: Misnomer[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const last = wrongMetropole(reading, words, at);
    if (last !== null) {
      if (!isAddress(reading, words, at, last)) found.push({ first: at, last, expected: METROPOLE });
      at = last;
      continue;
    }
    const programme = wrongProgramme(reading, words, at);
    if (programme === null) continue;
    found.push(programme);
    at = programme.last;
  }
  return found;
}

/** Rank of the last word of a wrong name of the Métropole that begins here; null where none does. */
function wrongMetropole(reading: Reading, words: readonly NameWord[], at: number): number | null {
  const key = keyAt(words, at);
  if (key === 'grand' || key === 'grandparis') return turnedRound(reading, words, at);
  if (meantAt(words, at) !== 'metropole') return null;
  const next = afterParticles(words, at);
  const last = lastOfParis(words, next);
  if (last === null || !isOneName(reading, words, at, last)) return null;
  if (OTHERS.has(keyAt(words, last + 1)) || isPartOfMore(reading, words, last)) return null;
  const isOfParis = keyAt(words, next) === 'paris';
  // « la métropole de Paris » may be the town and what lies around it.
  if (isOfParis) return next > at + 1 && isCapital(reading, words, at) ? last : null;
  return isRight(reading, words, at, last) ? null : last;
}

/** « Grand Paris Métropole », in one line: one below the other they are two partners of a list. */
function turnedRound(reading: Reading, words: readonly NameWord[], at: number): number | null {
  const paris = lastOfParis(words, at);
  if (paris === null || keyAt(words, paris + 1) !== 'metropole') return null;
  const isWithin = meantAt(words, at - 2) === 'metropole' && keyAt(words, at - 1) === 'du';
  const isFirst = lastOfParis(words, afterParticles(words, paris + 1)) !== null;
  return !isWithin && !isFirst && isInLine(reading, words, at, paris + 1) ? paris + 1 : null;
}

/** Rank of the word after « de », « du », « de la » that follow a word. */
function afterParticles(words: readonly NameWord[], at: number): number {
  let next = at + 1;
  while (PARTICLES.has(keyAt(words, next)) && next <= at + 2) next += 1;
  return next;
}

/** Rank of the last word of « Grand Paris », « GrandParis » or « Paris » that begins here; null where none does. */
function lastOfParis(words: readonly NameWord[], at: number): number | null {
  const key = keyAt(words, at);
  if (key === 'paris' || key === 'grandparis') return at;
  return meantAt(words, at) === 'grand' && meantAt(words, at + 1) === 'paris' ? at + 1 : null;
}

/** « www.exemple.fr/metropole-grand-paris », « logo-metropole-grand-paris.png »: an address or a file's name is no name. */
function isAddress({ text }: Reading, words: readonly NameWord[], first: number, last: number): boolean {
  const { from, to } = { from: wordAt(words, first).from, to: wordAt(words, last).to };
  if (/\s/u.test(text.slice(from, to))) return false;
  const before = text.slice(Math.max(0, from - LONGEST_ADDRESS), from);
  return (
    /[/@#.][^\s/@#.]*$/u.test(before) || /^[^\s.]*\.\p{L}{2,5}/u.test(text.slice(to, to + LONGEST_ADDRESS))
  );
}

function isRight(reading: Reading, words: readonly NameWord[], at: number, last: number): boolean {
  const keys = words.slice(at, last + 1).map(({ key }) => key);
  const written = reading.text.slice(wordAt(words, at).from, wordAt(words, last).to);
  return keys.join(' ') === 'metropole du grand paris' && !HYPHEN.test(written);
}

/** « Apropriation » after « programme » or before « métropolitaine »; « ApproprIAtion Métropolitain »; what is no part of the name. */
function wrongProgramme(reading: Reading, words: readonly NameWord[], at: number): Misnomer | null {
  const key = keyAt(words, at);
  const follows = BEFORE_PROGRAMME.has(keyAt(words, at - 1)) && isOneName(reading, words, at - 1, at);
  if (key === 'appropriation') return follows ? withMore(reading, words, at) : null;
  if (meantAt(words, at) === 'appropriation') {
    const precedes = meantAt(words, at + 1) === 'metropolitaine' && isOneName(reading, words, at, at + 1);
    return follows || precedes ? { first: at, last: at, expected: PROGRAMME } : null;
  }
  const isEpithet = key !== 'metropolitaine' && meantAt(words, at) === 'metropolitaine';
  return isEpithet && meantAt(words, at - 1) === 'appropriation' && isOneName(reading, words, at - 1, at)
    ? { first: at, last: at, expected: EPITHET }
    : null;
}

/** « programme Appropriation IA », which no track's name « IA-… » is; « programme Appropriation Métropole », which no Métropole's is. */
function withMore(reading: Reading, words: readonly NameWord[], at: number): Misnomer | null {
  if (keyAt(words, at + 1) === 'metropole') {
    const isOther = PARTICLES.has(keyAt(words, at + 2)) || lastOfParis(words, at + 2) !== null;
    return isOther || !isInLine(reading, words, at, at + 1)
      ? null
      : { first: at + 1, last: at + 1, expected: EPITHET };
  }
  let last = at;
  while (keyAt(words, last + 1) === 'ia' && isInLine(reading, words, last, last + 1)) last += 1;
  return last === at || isPartOfMore(reading, words, last) ? null : { first: at, last, expected: PROGRAMME };
}

/** « Paris-Saclay », « IA-Administration interne ». */
function isPartOfMore({ text }: Reading, words: readonly NameWord[], at: number): boolean {
  const { to } = wordAt(words, at);
  return /^[-\u2010\u2011]\p{L}/u.test(text.slice(to, to + 3));
}

function meantBy(key: string): string {
  return (ANOTHER.has(key) ? null : NAME_WORDS.find((word) => isNear(key, word))) ?? key;
}

function isCapital({ text }: Reading, words: readonly NameWord[], at: number): boolean {
  return /^\p{Lu}/u.test(text.slice(wordAt(words, at).from));
}

/** Whether nothing parts these words but what may stand within a name. */
function isOneName({ text }: Reading, words: readonly NameWord[], first: number, last: number): boolean {
  for (let at = first; at < last; at += 1)
    if (!WITHIN_NAME.test(text.slice(wordAt(words, at).to, wordAt(words, at + 1).from))) return false;
  return true;
}

/** Whether it does so within a line. */
function isInLine(reading: Reading, words: readonly NameWord[], first: number, last: number): boolean {
  const { text } = reading;
  return (
    isOneName(reading, words, first, last) &&
    !text.slice(wordAt(words, first).from, wordAt(words, last).from).includes('\n')
  );
}

function keyAt(words: readonly NameWord[], at: number): string {
  return words[at]?.key ?? '';
}

function meantAt(words: readonly NameWord[], at: number): string {
  return words[at]?.meant ?? '';
}

function wordAt(words: readonly NameWord[], at: number): Word {
  return words[at] as Word;
}
