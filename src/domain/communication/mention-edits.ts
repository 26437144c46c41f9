import { type Edit, inCaseOf } from './edits.ts';
import { beginsSentence, type Mention } from './mention.ts';
import { type Reading, spanOf, type Word } from './reading.ts';

/** Quotes, brackets or emphasis that open before a word. */
const OPENING = /(?<=\s)(?:[«“‘([]\s?|["*_])+$/u;
const LONGEST_OPENING = 8;

/** What puts the words of a mention right that slip; the others stay as they are written. */
export function mentionEdits(
  mention: Mention | null,
  words: readonly Word[],
  reading: Reading,
): readonly Edit[] {
  if (mention === null) return [];
  const { first, last, slips } = mention;
  const writtenOf = (rank: number) => {
    const { from, to } = wordAt(words, rank);
    return reading.text.slice(from, to);
  };
  const isLoud = words.slice(first, last + 1).every((_, index) => isUpper(writtenOf(first + index)));
  return slips.map(({ word, isMissing, expected }) => {
    if (isMissing)
      return inserted(
        words,
        reading,
        { word, first, last },
        isLoud ? String(expected).toUpperCase() : String(expected),
      );
    if (expected === null) return { ...withSpace(reading, wordAt(words, word)), text: '' };
    const isWithin = word === first && !beginsSentence(reading, words, word);
    const text = isWithin
      ? inSentence(expected, writtenOf(word))
      : likeWritten(expected, writtenOf(word), isLoud);
    const { from, to } = wordAt(words, word);
    return isElided(reading, to)
      ? { ...spanOf(reading, { from, to: to + 1 }), text: `${text} ` }
      : { ...spanOf(reading, { from, to }), text };
  });
}

/** Whether an apostrophe joins it to the next word: it does so to no word of the mention. */
function isElided({ text }: Reading, to: number): boolean {
  return /^['’]\p{L}/u.test(text.slice(to, to + 3));
}

/** Before the word that follows the gap, and the quotes that open before it; after the last one where nothing follows. */
function inserted(
  words: readonly Word[],
  reading: Reading,
  { word, first, last }: { readonly word: number; readonly first: number; readonly last: number },
  text: string,
): Edit {
  if (word > last) {
    const { to } = spanOf(reading, wordAt(words, last));
    return { from: to, to, text: ` ${text}` };
  }
  const next = wordAt(words, word);
  const gap = word > first ? reading.text.slice(wordAt(words, word - 1).to, next.from) : '';
  const opening = OPENING.exec(gap.slice(-LONGEST_OPENING))?.[0] ?? '';
  const { from } = spanOf(reading, { from: next.from - opening.length, to: next.to });
  return { from, to: from, text: `${text} ` };
}

/**
 * A word that is too many goes with its brackets and the space before it, an elided one with its apostrophe; the quotes around
 * it, or before the next word, stay.
 */
function withSpace(reading: Reading, word: Word) {
  const { text } = reading;
  if (isElided(reading, word.to)) return spanOf(reading, { from: word.from, to: word.to + 1 });
  const isBracketed = text.charAt(word.from - 1) === '(' && text.charAt(word.to) === ')';
  let { from, to } = isBracketed ? { from: word.from - 1, to: word.to + 1 } : word;
  while (/\s/u.test(text.charAt(from - 1))) from -= 1;
  return spanOf(reading, { from, to });
}

/** In capitals where what it replaces is; « MGP » tells nothing of it. */
function likeWritten(expected: string, written: string, isLoud: boolean): string {
  if (expected.includes(' ')) return isLoud ? expected.toUpperCase() : expected;
  return inCaseOf(expected, written);
}

/** The first word, where it begins no sentence, in small letters as what it replaces. */
function inSentence(expected: string, written: string): string {
  return /^\p{Ll}/u.test(written) ? expected.toLowerCase() : inCaseOf(expected, written);
}

function isUpper(written: string): boolean {
  return written === written.toUpperCase();
}

function wordAt(words: readonly Word[], rank: number): Word {
  return words[rank] as Word;
}
