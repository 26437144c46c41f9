import { type Edit, inCaseOf } from './edits.ts';
import type { Mention } from './mention.ts';
import { type Reading, spanOf, type Word } from './reading.ts';

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
        { word, last },
        isLoud ? String(expected).toUpperCase() : String(expected),
      );
    const span = spanOf(reading, wordAt(words, word));
    if (expected !== null) return { ...span, text: likeWritten(expected, writtenOf(word)) };
    return { ...withSpace(reading, wordAt(words, word)), text: '' };
  });
}

/** Before the word that follows the gap; after the last one where nothing follows. */
function inserted(
  words: readonly Word[],
  reading: Reading,
  { word, last }: { readonly word: number; readonly last: number },
  text: string,
): Edit {
  if (word > last) {
    const { to } = spanOf(reading, wordAt(words, last));
    return { from: to, to, text: ` ${text}` };
  }
  const { from } = spanOf(reading, wordAt(words, word));
  return { from, to: from, text: `${text} ` };
}

/** A word that is too many goes with the space before it; the quotes around it, or before the next word, stay. */
function withSpace(reading: Reading, { from, to }: Word) {
  let before = from;
  while (/\s/u.test(reading.text.charAt(before - 1))) before -= 1;
  return spanOf(reading, { from: before, to });
}

/** In the case of what it replaces: a whole line of capitals, a sentence that « un » does not begin. */
function likeWritten(expected: string, written: string): string {
  return expected === 'Un' && /^\p{Ll}/u.test(written) ? 'un' : inCaseOf(expected, written);
}

function isUpper(written: string): boolean {
  return written === written.toUpperCase();
}

function wordAt(words: readonly Word[], rank: number): Word {
  return words[rank] as Word;
}
