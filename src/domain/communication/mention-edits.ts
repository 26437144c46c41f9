import type { Edit } from './edits.ts';
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
    return { ...withSpace(reading, words, word, last), text: '' };
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

/** A word that is too many goes with what parts it from the next one. */
function withSpace(reading: Reading, words: readonly Word[], word: number, last: number) {
  const { from, to } = spanOf(reading, wordAt(words, word));
  return word < last ? { from, to: spanOf(reading, wordAt(words, word + 1)).from } : { from, to };
}

/** In the case of what it replaces: a whole line of capitals, a sentence that « un » does not begin. */
function likeWritten(expected: string, written: string): string {
  if (written.length > 1 && isUpper(written)) return expected.toUpperCase();
  return expected === 'Un' && /^\p{Ll}/u.test(written) ? 'un' : expected;
}

function isUpper(written: string): boolean {
  return written === written.toUpperCase();
}

function wordAt(words: readonly Word[], rank: number): Word {
  return words[rank] as Word;
}
