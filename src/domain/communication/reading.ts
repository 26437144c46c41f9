import { TAG, withoutHidden } from './markup.ts';

/** A text as it is read: without tags, entities and marks that nobody sees. */
export interface Reading {
  readonly text: string;
  /** Where each UTF-16 unit of `text` stands in the original; ends excluded. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** One word, as it is compared: lower case, no accent, no ligature. */
export interface Word {
  readonly key: string;
  /** In the reading, end excluded. */
  readonly from: number;
  readonly to: number;
}

/** A part of the original text, end excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Tags inside which a word goes on. */
const INLINE = new Set(['a', 'b', 'em', 'font', 'i', 'mark', 'small', 'span', 'strong', 'sub', 'sup', 'u']);
const MARKS: ReadonlyMap<string, string> = new Map([
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['circ', '\u0302'],
  ['uml', '\u0308'],
  ['cedil', '\u0327'],
  ['tilde', '\u0303'],
]);
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['commat', '@'],
  ['shy', ''],
  ['zwnj', ''],
  ['apos', "'"],
  ['rsquo', '’'],
  ['laquo', '«'],
  ['raquo', '»'],
  ['ldquo', '“'],
  ['rdquo', '”'],
]);
const LARGEST_CODE = 0x10ffff;

/** A tag, an entity, a mark that is not seen, or the hyphen of a word that goes on in the next line. */
const UNREAD = new RegExp(
  [
    TAG.source,
    String.raw`&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));`,
    String.raw`[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]`,
    String.raw`[-\u2010]\r?\n[ \t]*`,
  ].join('|'),
  'giu',
);

/** Reads a text, plain or with HTML tags and entities in it. */
export function readingOf(original: string): Reading {
  const seen = withoutHidden(original);
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const addPlain = (start: number, end: number): void => {
    pieces.push(seen.slice(start, end));
    for (let at = start; at < end; at += 1) {
      from.push(at);
      to.push(at + 1);
    }
  };
  let read = 0;
  for (const unread of seen.matchAll(UNREAD)) {
    addPlain(read, unread.index);
    const end = unread.index + unread[0].length;
    const piece = isHyphen(unread) && !goesOn(seen, unread.index, end) ? '-\n' : readAs(unread);
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit += 1) {
      from.push(unread.index);
      to.push(end);
    }
    read = end;
  }
  addPlain(read, seen.length);
  return { text: pieces.join(''), from, to };
}

function isHyphen([whole]: RegExpExecArray): boolean {
  return /^[-\u2010]/u.test(whole);
}

/** A word that is cut at the end of a line goes on with a small letter; or in capitals, where it began in them. */
function goesOn(text: string, hyphen: number, next: number): boolean {
  const after = text.slice(next, next + 4);
  if (/^\p{Ll}/u.test(after)) return true;
  return /^\p{Lu}{2}/u.test(after) && /\p{Lu}{2}$/u.test(text.slice(Math.max(0, hyphen - 4), hyphen));
}

function readAs([, tag, decimal, hexadecimal, entity]: RegExpExecArray): string {
  if (tag !== undefined) return INLINE.has(tag.toLowerCase()) ? '' : '\n';
  if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
  if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16));
  return entity === undefined ? '' : letterOf(entity);
}

function characterOf(code: number): string {
  return code <= LARGEST_CODE ? String.fromCodePoint(code) : ' ';
}

/** `&eacute;` is a letter; of the others only that they part words matters, but for the signs that a correction looks at. */
function letterOf(entity: string): string {
  const sign = SIGNS.get(entity);
  if (sign !== undefined) return sign;
  const mark = MARKS.get(entity.slice(1));
  return mark === undefined ? ' ' : `${entity.charAt(0)}${mark}`.normalize('NFC');
}

/** The words of a reading, in order. */
export function wordsOf({ text }: Reading): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: written, index }) => ({
    key: keyOf(written),
    from: index,
    to: index + written.length,
  }));
}

/** How a word is compared; letters that only look bold, as posts on networks have them, are letters. */
export function keyOf(written: string): string {
  if (/^[a-z0-9]*$/.test(written)) return written;
  const letters = written.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return letters.replaceAll('œ', 'oe').replaceAll('æ', 'ae');
}

/** Where a part of a reading, of one unit at least, stands in the original. */
export function spanOf({ from, to }: Reading, part: Span): Span {
  return { from: from[part.from] as number, to: to[part.to - 1] as number };
}
