import { isNear } from './near.ts';
import { keyOf, type Reading, type Word } from './reading.ts';

/** What règlement, art. 9 asks for, word for word; the programme's name stands between its marks of emphasis there. */
export const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';

const EXPECTED = MENTION.split(' ').map((written) => ({
  written,
  key: written.toLowerCase().replaceAll('é', 'e'),
}));
const LETTERS = EXPECTED.map(({ key }) => key).join('');
/** Without these it is not the mention with a slip, but a sentence about the programme. */
const ESSENTIAL = new Set(['projet', 'appropriation']);
/** What stands for words of the mention that follow each other: two of them without a space, or an abbreviation. */
const STANDS_FOR: ReadonlyMap<string, Joined> = new Map([
  ...EXPECTED.slice(1).map(
    ({ key }, row) => [`${EXPECTED[row]?.key}${key}`, { row: row + 1, rows: 2 }] as const,
  ),
  ['mgp', { row: EXPECTED.length - 1, rows: 4 }],
]);

/** What parts a word from the sentence before it. */
const PARTS = /[\n\r.!?…:;•·|«»“”"()[\]–—\p{Extended_Pictographic}]|\s-\s/u;

/** In half words: what makes a word of the mention, or a word of the text, count as another. */
const NEAR_COST = 1;
const WORD_COST = 2;
/** Two words missing or too many and a slip, one in place of another and a slip, or five slips of the keyboard. */
const MOST_COST = 5;

/** A word that differs from the mention's. */
export interface MentionSlip {
  /** Rank of the word in the text; of the word after the gap where one is missing. */
  readonly word: number;
  readonly isMissing: boolean;
  /** Null where a word is too many. */
  readonly expected: string | null;
}

export interface Mention {
  /** Ranks of its first and last word in the text, both included. */
  readonly first: number;
  readonly last: number;
  readonly slips: readonly MentionSlip[];
}

type Likeness = 'same' | 'near' | 'other';

/** Words of the mention that follow each other: the last one's row, and how many they are. */
interface Joined {
  readonly row: number;
  readonly rows: number;
}

/** How much has been spent on the words of the mention up to a row, and on which word of the text that began. */
interface Cell {
  readonly cost: number;
  readonly step: 'start' | Likeness | 'missing' | 'extra';
  /** Of the mention, for one word of the text. */
  readonly rows: number;
}

const LIKENESS_COST = { same: 0, near: NEAR_COST, other: 2 * WORD_COST } as const;

/**
 * Where a text bears the mention (règlement, art. 9), as little changed as anywhere in it; null where nothing comes
 * near. Compared word by word, so that quotes, accents, case and line breaks do not count. Linear in the text.
 */
export function mentionIn(reading: Reading, words: readonly Word[]): Mention | null {
  const likenesses = new Map<string, readonly Likeness[]>();
  const columns: (readonly Cell[])[] = [firstColumn()];
  let best: Mention | null = null;
  let least = MOST_COST + 1;
  for (const [rank, { key }] of words.entries()) {
    const likeness = likenesses.getOrInsertComputed(key, likenessOf);
    const column = nextColumn(columnAt(columns, rank), likeness, STANDS_FOR.get(key));
    columns.push(column);
    const { cost } = cellAt(column, EXPECTED.length);
    const found = cost < least ? traced(columns, rank) : null;
    if (found === null || goesOn(reading, words, found)) continue;
    best = found;
    least = cost;
    if (cost === 0) break;
  }
  return best;
}

/**
 * Whether the letters of the mention follow each other in a text whatever parts them: « U n   p r o j e t », as wide letters of
 * a poster come out of a document.
 */
export function hasLettersOfMention(text: string): boolean {
  return keyOf(text)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .includes(LETTERS);
}

/** « Chaque projet du programme… », « Ce projet du programme… » speak of the programme: without « un » the mention begins a line or a sentence. */
function goesOn(reading: Reading, words: readonly Word[], { first, slips }: Mention): boolean {
  const isHeadless = slips[0]?.isMissing === true && slips[0].word === first;
  return isHeadless && !beginsSentence(reading, words, first);
}

/** Whether a line, a sentence or a quotation begins with a word. */
export function beginsSentence({ text }: Reading, words: readonly Word[], rank: number): boolean {
  const before = words[rank - 1];
  return before === undefined || PARTS.test(text.slice(before.to, (words[rank] as Word).from));
}

function likenessOf(key: string): readonly Likeness[] {
  return EXPECTED.map((expected) => {
    if (key === expected.key) return 'same';
    return isNear(key, expected.key) ? 'near' : 'other';
  });
}

function firstColumn(): readonly Cell[] {
  const missing = EXPECTED.map((_, row) => ({
    cost: (row + 1) * WORD_COST,
    step: 'missing' as const,
    rows: 1,
  }));
  return [{ cost: 0, step: 'start', rows: 0 }, ...missing];
}

function nextColumn(
  before: readonly Cell[],
  likeness: readonly Likeness[],
  joined: Joined | undefined,
): readonly Cell[] {
  const column: Cell[] = [{ cost: 0, step: 'start', rows: 0 }];
  for (const [row, step] of likeness.entries()) {
    const changed = cellAt(before, row).cost + LIKENESS_COST[step];
    const extra = cellAt(before, row + 1).cost + WORD_COST;
    const missing = cellAt(column, row).cost + WORD_COST;
    const cost = Math.min(changed, extra, missing);
    const together =
      joined?.row === row ? cellAt(before, row + 1 - joined.rows).cost + NEAR_COST : Number.POSITIVE_INFINITY;
    if (joined !== undefined && together < cost)
      column.push({ cost: together, step: 'near', rows: joined.rows });
    else if (cost === changed) column.push({ cost, step, rows: 1 });
    else column.push(cost === extra ? { cost, step: 'extra', rows: 0 } : { cost, step: 'missing', rows: 1 });
  }
  return column;
}

/** The mention that ends with a word of the text; null for a sentence that only speaks of the programme. */
function traced(columns: readonly (readonly Cell[])[], last: number): Mention | null {
  const slips: MentionSlip[] = [];
  let rank = last;
  let row = EXPECTED.length;
  while (row > 0) {
    const { step, rows } = cellAt(columnAt(columns, rank + 1), row);
    const expected = EXPECTED.slice(row - rows, row);
    const isKept = step === 'same' || step === 'near';
    if (!isKept && expected.some(({ key }) => ESSENTIAL.has(key))) return null;
    if (step !== 'same')
      slips.unshift({
        word: step === 'missing' ? rank + 1 : rank,
        isMissing: step === 'missing',
        expected: step === 'extra' ? null : expected.map(({ written }) => written).join(' '),
      });
    if (step !== 'missing') rank -= 1;
    row -= rows;
  }
  return { first: rank + 1, last, slips };
}

function columnAt(columns: readonly (readonly Cell[])[], index: number): readonly Cell[] {
  return columns[index] as readonly Cell[];
}

function cellAt(column: readonly Cell[], row: number): Cell {
  return column[row] as Cell;
}
