import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { JalonError, StoreError } from '../usecases/errors.ts';
import { type Flush, LogFlush } from './log-flush.ts';
import { integerOf } from './rows.ts';
import { openDatabase, writeLogAnew } from './sqlite-open.ts';

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

/** An open file, and the flushing of the log beside it. */
interface Opened {
  readonly database: DatabaseSync;
  readonly log: LogFlush;
}

/**
 * One connection to one file. A write transaction waits up to `waitMs` milliseconds for other processes. After any other
 * fault of the engine the connection is closed and the next use opens a new one, so that it recovers with the disk.
 * Commits are flushed beside the work (ADR 0010): a write is done once its commit is on the disk.
 */
export class SqliteConnection {
  readonly #path: string;
  readonly #waitMs: number;
  readonly #flush: Flush | undefined;
  readonly #statements = new Map<string, StatementSync>();
  #current: Opened | null = null;
  #file = '';
  #isInPlace = false;
  #closed = false;
  #opened = 0;
  /** A flush failed: what the log shows may not be on the disk, and no later flush would tell. */
  #isLogDoubtful = false;
  /** `dataVersion` when a flush was last asked for; null before that. */
  #askedAt: number | null = null;

  constructor(path: string, waitMs: number, flush?: Flush) {
    this.#path = path;
    this.#waitMs = waitMs;
    this.#flush = flush;
  }

  /** A prepared statement, compiled once per connection. Only inside `read` or `write`. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#open().database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** How many times the file was opened: what one connection knew, the next does not. */
  get opened(): number {
    return this.#opened;
  }

  /** Changes with each commit of another connection. Only inside `read` or `write`. */
  dataVersion(): number {
    return integerOf(this.sql('PRAGMA data_version').get() ?? {}, 'data_version');
  }

  /** Shows commits that are on their way to the disk too: see `flushed`. */
  async read<T>(work: () => T): Promise<T> {
    return this.#patiently(work);
  }

  /** Resolves once all that was read or written so far is on the disk, whichever process wrote it. */
  async flushed(): Promise<void> {
    const { log, isAsked } = await this.#patiently(() => {
      const { log } = this.#open();
      const version = this.dataVersion();
      const isAsked = version === this.#askedAt;
      this.#askedAt = version;
      return { log, isAsked };
    });
    await this.#onDisk(log, isAsked ? log.requested() : log.request());
  }

  /**
   * Runs `work` in one transaction, kept whole or not at all, then `kept` at once, before any other reader; undone when
   * `keep` says so of its result. `work` may run again when the file was busy. Resolves once it is on the disk.
   */
  async write<T>(
    work: () => T,
    kept?: (result: T) => void,
    keep: (result: T) => boolean = () => true,
  ): Promise<T> {
    const { result, log, flush } = await this.#patiently(() => {
      const { database, log } = this.#open();
      this.sql('BEGIN IMMEDIATE').run();
      try {
        const result = work();
        if (!keep(result)) {
          database.exec('ROLLBACK');
          return { result, log, flush: null };
        }
        this.sql('COMMIT').run();
        const flush = log.request();
        kept?.(result);
        return { result, log, flush };
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
    if (flush !== null) await this.#onDisk(log, flush);
    return result;
  }

  /** After a failed flush nobody knows what the disk holds: the next use opens the file anew. */
  async #onDisk(log: LogFlush, flush: Promise<void>): Promise<void> {
    try {
      await flush;
    } catch (error) {
      if (this.#current?.log === log) {
        this.#isLogDoubtful = true;
        this.#discard();
      }
      throw asStoreError(error);
    }
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

  #open(): Opened {
    if (this.#closed) throw new StoreError('the store is closed');
    if (this.#current !== null) return this.#current;
    this.#ensureFile();
    const database = openDatabase(this.#path);
    try {
      if (this.#isLogDoubtful) writeLogAnew(database);
      this.#isLogDoubtful = true;
      this.#askedAt = null;
      // As long as this connection is open no process removes the log, nor makes another one.
      this.#current = { database, log: new LogFlush(`${this.#path}-wal`, this.#flush) };
      this.#isLogDoubtful = false;
    } catch (error) {
      database.close();
      throw error;
    }
    this.#file = fileAt(this.#path);
    this.#opened += 1;
    return this.#current;
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
   * Looked at once in a turn of the event loop: what happens within one is a moment to those outside.
   */
  #expectInPlace(): void {
    if (this.#opened === 0 || this.#isInPlace) return;
    const found = fileAt(this.#path);
    if (found === this.#file) {
      this.#isInPlace = true;
      setImmediate(() => {
        this.#isInPlace = false;
      });
      return;
    }
    this.#discard();
    throw new StoreError(
      found === ''
        ? 'SQLite: the file of the records is gone'
        : 'SQLite: another file is in the place of the records: stop Jalon before restoring a copy',
    );
  }

  #discard(): void {
    this.#statements.clear();
    const current = this.#current;
    this.#current = null;
    current?.log.close();
    current?.database.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    // Whoever waits for a flush that fails is told; the file is closed all the same.
    await this.#current?.log.requested().catch(() => undefined);
    this.#discard();
  }
}
