/** A tag; its name is the first group. */
export const TAG = /<\/?([a-z][a-z0-9:-]*)(?:\s[^<>]*|\/)?>/iu;

const HIDING = /<!--|-->|<(\/?)(script|style)\b[^<>]*>/giu;
const UNSEEN = '\u00ad';

/**
 * The text with what no reader of a page sees (comments, scripts, styles) made marks that nobody sees either; as long as the
 * original. What is not closed is text.
 */
export function withoutHidden(original: string): string {
  const pieces: string[] = [];
  let read = 0;
  let open: { readonly kind: string; readonly at: number } | null = null;
  for (const { 0: whole, 1: slash, 2: element = '', index } of original.matchAll(HIDING)) {
    const kind = element.toLowerCase();
    const isEnd = whole === '-->' || slash === '/';
    if (open === null && !isEnd) open = { kind, at: index };
    if (open === null || open.kind !== kind || !isEnd) continue;
    const end = index + whole.length;
    pieces.push(original.slice(read, open.at), UNSEEN.repeat(end - open.at));
    read = end;
    open = null;
  }
  return [...pieces, original.slice(read)].join('');
}
