import KeyvPostgres from '@keyv/postgres';
import { Pool } from 'pg';

const table = 'disposable';
/** Number of the advisory lock under which the table is made: `CREATE TABLE IF NOT EXISTS` alone is open to races. */
const tableLock = 7_456_003;
/** How many rows are taken away in one statement. */
const sweepPage = 1000;

/**
 * Disposable state where every process sees it. The adapter as published makes its pool by itself: without an `error` listener (one connection closed by the server
 * ends the process), without time limits, and it never tries again when its table could not be made at the start.
 * Here it runs its statements on a pool that has all three.
 */
export class DisposableTable extends KeyvPostgres {
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
