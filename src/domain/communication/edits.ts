import { TAG } from './markup.ts';
import type { Span } from './reading.ts';

/** A part of the original text, and what is to stand in its place. */
export interface Edit extends Span {
  readonly text: string;
}

const KEPT = new RegExp(`<!--[^]*?-->|${TAG.source}`, 'giu');

/** What is to stand in the place of capitals is in capitals. */
export function inCaseOf(expected: string, written: string): string {
  return written.length > 1 && written === written.toUpperCase() ? expected.toUpperCase() : expected;
}

/** The text with edits made, given in order and apart from each other; tags and comments within what is replaced are kept after it. */
export function edited(original: string, edits: readonly Edit[]): string {
  let done = 0;
  const pieces: string[] = [];
  for (const { from, to, text } of edits) {
    const tags = original.slice(from, to).match(KEPT) ?? [];
    pieces.push(original.slice(done, from), text, ...tags);
    done = to;
  }
  return [...pieces, original.slice(done)].join('');
}
