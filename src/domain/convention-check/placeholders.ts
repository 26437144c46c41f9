/** A passage in brackets that the model leaves to be filled in. */
export interface Placeholder {
  readonly at: number;
  /** Where it ends, excluded. */
  readonly to: number;
  /** What stands in its brackets, on one line; nothing for brackets that are empty. */
  readonly text: string;
  /** False when its bracket is never closed: the text is then what goes up to the end of the sentence. */
  readonly closed: boolean;
}

/** Beyond it, brackets hold text of the convention itself. */
const LONGEST = 300;

const opened = new RegExp(`\\[(?:[^\\[\\]\\n]|\\n(?!\\n)){0,${LONGEST}}`, 'g');
const endOfSentence = /[.;](?=[ \n]|$)/;
const bullet = /(?:^|\n)[^\p{L}\n]*$/u;
const LONGEST_BULLET = 8;

/**
 * The placeholders left in a text, closed or not. Brackets that hold a number (a footnote), a link of Markdown or
 * « sic » are none, nor is a tick: a lone cross, or nothing, where a line begins or where `isForTicks` says so.
 */
export function placeholdersIn(plain: string, isForTicks: (at: number) => boolean): readonly Placeholder[] {
  return [...plain.matchAll(opened)].flatMap(({ index: at, 0: { length }, 0: whole }): Placeholder[] => {
    const end = at + length;
    const closed = plain[end] === ']';
    const inside = whole.slice(1).replaceAll('\n', ' ');
    const text = (closed ? inside : upToEndOfSentence(inside)).trim();
    if (isOrdinary(text, closed, plain.slice(end + 1, end + 2))) return [];
    if (isTick(text) && (isForTicks(at) || bullet.test(plain.slice(Math.max(0, at - LONGEST_BULLET), at))))
      return [];
    return [{ at, to: end, text, closed }];
  });
}

function upToEndOfSentence(text: string): string {
  const end = text.search(endOfSentence);
  return end < 0 ? text : text.slice(0, end);
}

function isOrdinary(text: string, closed: boolean, next: string): boolean {
  if (!closed) return !/\p{L}/u.test(text);
  return next === '(' || /^(?:\^.*|[Ss]ic|[^\p{L}.…_✓✔✗✘☒]+)$/u.test(text);
}

function isTick(text: string): boolean {
  return /^[xX✓✔✗✘☒]?$/u.test(text);
}
