import { StoreError } from '../usecases/errors.ts';
import type { Purged } from '../usecases/records.ts';
import { millisecondsOf } from './instant.ts';
import { integerOf, type Row, textOf } from './rows.ts';

export type RowId = string | number;

/** How many rows are looked at in one statement: an old table is gone through without holding anybody up. */
export const retentionPage = 1000;

/**
 * Name in the vault of the mark of an erasure (RGPD) whose last part is still to be done. The mark is new at each
 * erasure: what was begun before the newest does not take it away.
 */
export const ERASURE_MARK = 'erasure-left';

/** How long an append that erases takes, after which it leaves the rest to `Store.purge`: chat platforms wait for 3 s. */
export const ERASE_WITHIN_MS = 1500;

/** Rows to empty, in the order of their key: those of `page` have `id`, `at` (ISO instant) and `full` (0: empty already). */
export interface Emptying {
  /** Before every id. */
  readonly start: RowId;
  page(after: RowId): Promise<readonly Row[]>;
  /** Empties these rows, at once; how many it changed. */
  empty(ids: readonly RowId[]): Promise<number>;
}

/** What an engine lets be emptied, and its mark of an erasure. */
export interface Emptiable {
  readonly answers: Emptying;
  /** Messages that were sent or dropped. */
  readonly told: Emptying;
  /** Those, and those that failed. */
  readonly settled: Emptying;
  mark(): Promise<string | null>;
  /** Takes the mark away, unless another erasure has put its own there. */
  unmark(mark: string): Promise<void>;
}

/** `beforeAt`: null empties rows of any date. `deadlineMs`: on `performance.now()`. */
interface Until {
  readonly beforeAt: string | null;
  readonly deadlineMs: number;
}

function idOf(row: Row): RowId {
  const id = row['id'];
  if (typeof id !== 'string' && typeof id !== 'number') throw new StoreError('column id holds no id');
  return id;
}

/**
 * Goes through a table in the order of its key and empties what is older than `beforeAt`. No index by date: one would
 * cost every decision a page more on disk, for a task of once a day.
 */
async function emptyRows(emptying: Emptying, { beforeAt, deadlineMs }: Until): Promise<number> {
  const beforeMs = beforeAt === null ? Number.POSITIVE_INFINITY : millisecondsOf(beforeAt);
  let emptied = 0;
  let after = emptying.start;
  while (performance.now() < deadlineMs) {
    const rows = await emptying.page(after);
    const old = rows.filter(
      (row) => integerOf(row, 'full') === 1 && millisecondsOf(textOf(row, 'at')) < beforeMs,
    );
    if (old.length > 0) emptied += await emptying.empty(old.map(idOf));
    const last = rows.at(-1);
    if (last === undefined || rows.length < retentionPage) return emptied;
    after = idOf(last);
  }
  return emptied;
}

/**
 * The last part of an erasure, when one has left it: every answer, the data of every message sent or dropped. Done again
 * from the start by whoever finds the mark, since what is empty is passed over fast. `deadlineMs`: on `performance.now()`.
 */
export async function finishErasure(
  tables: Emptiable,
  deadlineMs: number = Number.POSITIVE_INFINITY,
): Promise<Purged> {
  const mark = await tables.mark();
  if (mark === null) return { answers: 0, messages: 0 };
  const all = { beforeAt: null, deadlineMs };
  const answers = await emptyRows(tables.answers, all);
  const messages = await emptyRows(tables.told, all);
  if (performance.now() < deadlineMs) await tables.unmark(mark);
  return { answers, messages };
}

/** See `Store.purge`. A page at a time: others have their turn in between. */
export async function purge(
  tables: Emptiable,
  before: { readonly answersAt: string; readonly messagesAt: string },
): Promise<Purged> {
  const erased = await finishErasure(tables);
  const old = (beforeAt: string): Until => ({ beforeAt, deadlineMs: Number.POSITIVE_INFINITY });
  const answers = await emptyRows(tables.answers, old(before.answersAt));
  const messages = await emptyRows(tables.settled, old(before.messagesAt));
  return { answers: erased.answers + answers, messages: erased.messages + messages };
}
