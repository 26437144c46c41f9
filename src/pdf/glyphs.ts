/** Turns a text into what the fonts can draw. */
export interface Glyphs {
  readonly print: (text: string) => string;
  /** Whether anything printed so far is written by its code. */
  readonly hasReplaced: () => boolean;
}

/**
 * What people write may hold characters that the fonts have no glyph for (emoji, other scripts): a box would lose them, so
 * each is written by its Unicode code, `[U+1F642]`. Greek, Cyrillic and every Latin letter of Europe are in the fonts.
 * Left out are control characters and what is invisible by nature; marks of direction too, which would turn the words after
 * them round. Composed as Unicode does (NFC): a letter and its accent are one glyph.
 * @param drawn the code points that every font of the document has
 */
export function createGlyphs(drawn: ReadonlySet<number>): Glyphs {
  let replaced = false;
  const code = (character: string): string => {
    const point = character.codePointAt(0) ?? 0;
    if (drawn.has(point)) return character;
    if (SPACE.test(character)) return NBSP_LIKE.test(character) ? '\u00a0' : ' ';
    replaced = true;
    return `${OPEN}U+${point.toString(16).toUpperCase().padStart(4, '0')}${CLOSE}`;
  };
  return {
    print: (text) =>
      text
        .normalize('NFC')
        .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
        .replaceAll('\t', ' ')
        .replaceAll(INVISIBLE, (mark) => (mark === '\n' ? mark : ''))
        .replaceAll(/[^\n]/gu, code)
        .replaceAll(`${CLOSE}${OPEN}`, ' ')
        .replaceAll(OPEN, '[')
        .replaceAll(CLOSE, ']'),
    hasReplaced: () => replaced,
  };
}

/** Around a code until its neighbours are known; no text holds them, they are controls. */
const OPEN = '\u0001';
const CLOSE = '\u0002';
const SPACE = /\p{Zs}/u;
const NBSP_LIKE = /[\u202f\u2007]/u;
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
