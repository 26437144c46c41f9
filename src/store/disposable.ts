import KeyvPostgres from '@keyv/postgres';
import Keyv from 'keyv';
import { Pool } from 'pg';

const table = 'disposable';
/** Number of the advisory lock under which the table is made: `CREATE TABLE IF NOT EXISTS` alone is open to races. */
const tableLock = 7_456_003;
/** How many rows are taken away in one statement. */
const sweepPage = 1000;

/**
 * The adapter as published makes its pool by itself: without an `error` listener (one connection closed by the server
 * ends the process), without time limits, and it never tries again when its table could not be made at the start.
 * Here it runs its statements on a pool that has all three.
 */
class DisposableTable extends KeyvPostgres {
  readonly #pool: Pool;
  #ready: Promise<unknown> | null = null;

  constructor(url: string) {
    super({ uri: url, table });
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'jalon-disposable',
      max: 2,
      connectionTimeoutMillis: 1000,
      statement_timeout: 1000,
      query_timeout: 1200,
    });
    this.#pool.on('error', () => undefined);
    this.query = async (sql, values) => {
      await this.#prepare();
      return (await this.#pool.query(sql, values)).rows;
    };
  }

  /** The base class wants to make its table here; it is made on first use instead. */
  override async connect(): Promise<() => Promise<[]>> {
    return async () => [];
  }

  override async disconnect(): Promise<void> {
    await this.#pool.end();
  }

  /**
   * Takes away what has expired, which the adapter only hides. Keyv writes `expires` last; PostgreSQL cannot read the
   * whole as JSON, in which people may have put a NUL.
   */
  async sweep(): Promise<void> {
    await this.#prepare();
    for (;;) {
      const { rowCount } = await this.#pool.query(
        `DELETE FROM public.${table} WHERE key IN
           (SELECT key FROM public.${table}
            WHERE substring(value FROM '"expires":([0-9.]+)}$')::numeric < extract(epoch FROM now()) * 1000
            LIMIT ${sweepPage})`,
      );
      if ((rowCount ?? 0) < sweepPage) return;
    }
  }

  async #prepare(): Promise<void> {
    this.#ready ??= this.#pool.query(
      `SELECT pg_advisory_xact_lock(${tableLock});
       CREATE TABLE IF NOT EXISTS public.${table} (key varchar(255) PRIMARY KEY, value text)`,
    );
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = null;
      throw error;
    }
  }
}

class DisposableState extends Keyv {
  readonly #table: DisposableTable | null;

  constructor(table: DisposableTable | null) {
    super(table === null ? {} : { store: table, throwOnErrors: true });
    this.#table = table;
    // Keyv also emits what it throws; without a listener the event itself would be a second, uncaught failure.
    this.on('error', () => undefined);
  }

  /**
   * Takes away what has outlived its time: otherwise a value that nobody asks for again stays, in memory until the end,
   * in PostgreSQL for good. For now and then, and after an erasure (RGPD).
   */
  async sweep(): Promise<void> {
    if (this.#table !== null) return this.#table.sweep();
    // Keyv's own walk through its map takes away what it finds expired.
    const walk = this.iterator?.(undefined);
    while (walk !== undefined && (await walk.next()).done !== true);
  }
}

/**
 * State that may vanish without harm (profile cache, drafts of forms), each value with its time to live:
 * `set(key, value, ttlMs)`. In memory, or in PostgreSQL when `databaseUrl` is given, where every process sees it.
 * Its methods throw when PostgreSQL fails; call `sweep()` now and then, and `disconnect()` at the end.
 */
export function openDisposable(databaseUrl: string | null): DisposableState {
  return new DisposableState(databaseUrl === null ? null : new DisposableTable(databaseUrl));
}

/**
 * The cached value of a key, or what `make` gives, kept for `ttlMs` milliseconds. A cache that fails costs a call to
 * `make`, never the answer; what `make` throws is thrown, and not kept. Not for values that may be undefined.
 */
export async function remember<T>(
  disposable: Keyv,
  key: string,
  ttlMs: number,
  make: () => Promise<T>,
): Promise<T> {
  const kept = await disposable.get<T>(key).catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await make();
  await disposable.set(key, made, ttlMs).catch(() => false);
  return made;
}
