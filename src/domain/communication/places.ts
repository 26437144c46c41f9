import { type Reading, type Span, spanOf } from './reading.ts';

const LONGEST_QUOTE = 120;

/** Where in the original text. */
export interface Place extends Span {
  /** From 1. */
  readonly line: number;
  /** What stands there, in one line and of bounded length. */
  readonly quoted: string;
}

/** Finds parts of a reading again in the original text. */
export function placesIn(original: string, reading: Reading): (part: Span) => Place {
  const ends = [...original.matchAll(/\r\n?|\n/gu)].map(({ index }) => index);
  return (part) => {
    const span = spanOf(reading, part);
    const written = reading.text.slice(part.from, part.to).replace(/\s+/gu, ' ').trim();
    const quoted = written.length <= LONGEST_QUOTE ? written : `${written.slice(0, LONGEST_QUOTE - 1)}…`;
    return { ...span, line: countBelow(ends, span.from) + 1, quoted: quoted.toWellFormed() };
  };
}

/** How many of ascending numbers are smaller, without looking at each. */
function countBelow(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
