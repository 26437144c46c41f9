import { StoreError } from '../usecases/errors.ts';
import { millisecondsOf } from './instant.ts';
import { integerOf, type Row, textOf } from './rows.ts';

export type RowId = string | number;

/** How many rows are looked at in one statement: an old table is gone through without holding anybody up. */
export const retentionPage = 1000;

/** What the engine must know to empty old rows: rows of `page` have `id`, `at` (ISO instant) and `full` (0: empty already). */
export interface Emptying {
  /** Before every id. */
  readonly start: RowId;
  readonly beforeAt: string;
  page(after: RowId): Promise<readonly Row[]>;
  /** Empties these rows, at once; how many it changed. */
  empty(ids: readonly RowId[]): Promise<number>;
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
export async function emptyOld(emptying: Emptying): Promise<number> {
  const beforeMs = millisecondsOf(emptying.beforeAt);
  let emptied = 0;
  let after = emptying.start;
  for (;;) {
    const rows = await emptying.page(after);
    const old = rows.filter(
      (row) => integerOf(row, 'full') === 1 && millisecondsOf(textOf(row, 'at')) < beforeMs,
    );
    if (old.length > 0) emptied += await emptying.empty(old.map(idOf));
    const last = rows.at(-1);
    if (last === undefined || rows.length < retentionPage) return emptied;
    after = idOf(last);
  }
}
