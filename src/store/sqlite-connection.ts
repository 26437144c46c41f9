import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { JalonError, StoreError } from '../usecases/errors.ts';
import { migrateSqlite } from './sqlite-schema.ts';

/** How long SQLite may keep the event loop while another process writes; the rest of the wait leaves it free. */
const blockingWaitMs = 50;
const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  if (!Error.isError(error) || !('errcode' in error)) return false;
  return (Number(error.errcode) & 0xff) === sqliteBusy;
}

function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  return new StoreError(`SQLite: ${Error.isError(cause) ? cause.message : String(cause)}`, { cause });
}

/** Which file stands at a path; empty for none. */
function fileAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}

/**
 * One connection to one file. A write transaction waits up to `waitMs` milliseconds for other processes. After any other
 * fault of the engine the connection is closed and the next use opens a new one, so that it recovers with the disk.
 */
export class SqliteConnection {
  readonly #path: string;
  readonly #waitMs: number;
  readonly #statements = new Map<string, StatementSync>();
  #database: DatabaseSync | null = null;
  #file = '';
  #closed = false;
  #opened = 0;

  constructor(path: string, waitMs: number) {
    this.#path = path;
    this.#waitMs = waitMs;
  }

  /** A prepared statement, compiled once per connection. Only inside `read` or `write`. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#open().prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** How many times the file was opened: what one connection knew, the next does not. */
  get opened(): number {
    return this.#opened;
  }

  async read<T>(work: () => T): Promise<T> {
    return this.#patiently(work);
  }

  /**
   * Runs `work` in one transaction, kept whole or not at all, then `kept` at once, before any other reader; undone when
   * `keep` says so of its result. `work` may run again when the file was busy.
   */
  async write<T>(
    work: () => T,
    kept?: (result: T) => void,
    keep: (result: T) => boolean = () => true,
  ): Promise<T> {
    return this.#patiently(() => {
      const database = this.#open();
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        if (!keep(result)) {
          database.exec('ROLLBACK');
          return result;
        }
        database.exec('COMMIT');
        kept?.(result);
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Between two pages of a long reading, lets everything else have its turn. */
  async turn(): Promise<void> {
    await new Promise((resume) => setImmediate(resume));
  }

  async #patiently<T>(work: () => T): Promise<T> {
    const deadline = performance.now() + this.#waitMs;
    for (;;) {
      try {
        this.#expectInPlace();
        return work();
      } catch (error) {
        if (!isBusy(error)) {
          if (!(error instanceof JalonError)) this.#discard();
          throw asStoreError(error);
        }
        if (performance.now() >= deadline) throw asStoreError(error);
      }
      await new Promise((resume) => setTimeout(resume, 1 + Math.random() * 10));
    }
  }

  #open(): DatabaseSync {
    if (this.#closed) throw new StoreError('the store is closed');
    if (this.#database !== null) return this.#database;
    this.#ensureFile();
    const database = new DatabaseSync(this.#path, {
      timeout: blockingWaitMs,
      enableForeignKeyConstraints: true,
    });
    try {
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = FULL');
      // An erased person (RGPD) leaves no bytes behind in free pages.
      database.exec('PRAGMA secure_delete = ON');
      database.exec('BEGIN IMMEDIATE');
      migrateSqlite(database);
      database.exec('COMMIT');
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = database;
    this.#file = fileAt(this.#path);
    this.#opened += 1;
    return database;
  }

  /** Makes the file and its folder when absent; on the first opening only: see `#expectInPlace`. */
  #ensureFile(): void {
    if (this.#opened > 0) return;
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    // Personal data: nobody else on the machine reads the file, nor the -wal and -shm beside it, which copy its mode.
    closeSync(openSync(this.#path, 'a', 0o600));
  }

  /**
   * Refuses to go on when the file that was opened is no longer in its place: what is written to it would be read by
   * nobody. One that is gone (a disk not mounted, a folder moved) is waited for, since empty records in its place would
   * answer that nothing was ever recorded; another one there asks for a start anew, with nothing left in memory.
   */
  #expectInPlace(): void {
    if (this.#opened === 0) return;
    const found = fileAt(this.#path);
    if (found === this.#file) return;
    this.#discard();
    throw new StoreError(
      found === ''
        ? 'SQLite: the file of the records is gone'
        : 'SQLite: another file is in the place of the records: stop Jalon before restoring a copy',
    );
  }

  #discard(): void {
    this.#statements.clear();
    const database = this.#database;
    this.#database = null;
    database?.close();
  }

  close(): void {
    this.#closed = true;
    this.#discard();
  }
}
