import type { Span } from './reading.ts';

/** A part of the original text, and what is to stand in its place. */
export interface Edit extends Span {
  readonly text: string;
}

const TAGS = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*|\/)?>/giu;

/** The text with edits made, given in order and apart from each other; tags within what is replaced are kept after it. */
export function edited(original: string, edits: readonly Edit[]): string {
  let done = 0;
  const pieces: string[] = [];
  for (const { from, to, text } of edits) {
    const tags = original.slice(from, to).match(TAGS) ?? [];
    pieces.push(original.slice(done, from), text, ...tags);
    done = to;
  }
  return [...pieces, original.slice(done)].join('');
}
