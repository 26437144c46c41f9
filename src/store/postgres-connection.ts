import { Pool, type PoolClient } from 'pg';
import { StoreError } from '../usecases/errors.ts';
import { postgresMigrations } from './postgres-schema.ts';
import { integerOf, type Row } from './rows.ts';

export type Parameter = string | number | null | Uint8Array | readonly (string | number | null)[];

/** Runs one statement on the connection of a transaction. The same text is compiled once per connection. */
export type Query = (sql: string, parameters?: readonly Parameter[]) => Promise<readonly Row[]>;

const migrationTimeoutMs = 120_000;
/** Everything that one call asks of the server, together: the chat platforms give up after 3 s. */
const callTimeoutMs = 2200;
/** What is left to a COMMIT, however late it comes: to be told its outcome is worth a moment. */
const commitTimeoutMs = 500;
/** Numbers of Jalon's advisory locks. */
const migrationLock = 7_456_001;
export const claimLock = 7_456_002;

/**
 * What was acknowledged is on disk, whatever the server's, the role's or the URL's settings say. Statements are few and
 * each has one good plan: planned again for its values, as the server usually does, the claim costs more the more waits.
 */
const sessionSettings = 'SET synchronous_commit = on; SET plan_cache_mode = force_generic_plan';

/** PostgreSQL's code of a failure (SQLSTATE), or null when it did not come from the server. */
export function sqlState(error: unknown): string | null {
  const cause = error instanceof StoreError ? error.cause : error;
  return Error.isError(cause) && 'code' in cause ? String(cause.code) : null;
}

/** The connection broke at the very moment of keeping a transaction: it may or may not be stored. */
export class UnknownOutcome extends StoreError {}

function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  // An AggregateError (several addresses of one host) has an empty message and a code.
  const what = Error.isError(cause) ? cause.message || sqlState(cause) : String(cause);
  return new StoreError(`PostgreSQL: ${what}`, { cause });
}

/** The statement's own text names it, so that the driver compiles it once per connection. */
const statementNames = new Map<string, string>();
function nameOf(sql: string): string {
  const name = statementNames.get(sql) ?? `jalon_${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/** A statement with its own time limit, which the driver's types know only on objects that carry it. */
function limited(text: string, timeoutMs: number): { text: string; query_timeout: number } {
  return { text, query_timeout: Math.max(timeoutMs, 1) };
}

/** `deadline` is an instant of `performance.now()`. */
function queryOn(client: PoolClient, deadline: number): Query {
  return async (text, values = []) => {
    const config = limited(text, deadline - performance.now());
    return (await client.query<Row>({ ...config, name: nameOf(text), values: [...values] })).rows;
  };
}

/**
 * A pool that connects, and brings the schema up to date, on first use. Every wait is bounded, so that a failing server
 * is told as `StoreError` before the chat platforms give up (3 s). A connection that failed is dropped, never used again.
 */
export class PostgresConnection {
  readonly #pool: Pool;
  #migrated: Promise<void> | null = null;

  constructor(url: string) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'jalon',
      max: 8,
      connectionTimeoutMillis: 1500,
      lock_timeout: 1500,
      statement_timeout: 2000,
      query_timeout: callTimeoutMs,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
      onConnect: (client) => client.query(sessionSettings),
    });
    // An idle connection that the server closed: the pool has dropped it already, the next use opens another.
    this.#pool.on('error', () => undefined);
  }

  /** One statement, outside a transaction. */
  async query(sql: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> {
    return this.#onClient((client, deadline) => queryOn(client, deadline)(sql, parameters));
  }

  /** Runs `work` in one transaction, which is kept when `keep` says so of its result and undone otherwise. */
  async transaction<T>(
    work: (query: Query) => Promise<T>,
    keep: (result: T) => boolean = () => true,
  ): Promise<T> {
    return this.#onClient(async (client, deadline) => {
      const left = (): number => deadline - performance.now();
      await client.query(limited('BEGIN', left()));
      const result = await work(queryOn(client, deadline));
      if (!keep(result)) {
        await client.query(limited('ROLLBACK', left()));
        return result;
      }
      try {
        await client.query(limited('COMMIT', Math.max(left(), commitTimeoutMs)));
      } catch (cause) {
        throw new UnknownOutcome('PostgreSQL: no answer to COMMIT', { cause });
      }
      return result;
    });
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #onClient<T>(work: (client: PoolClient, deadline: number) => Promise<T>): Promise<T> {
    this.#migrated ??= this.#borrow((client) => migrate(client));
    try {
      await this.#migrated;
    } catch (error) {
      this.#migrated = null;
      throw error;
    }
    try {
      return await this.#borrow(work);
    } catch (error) {
      // « undefined table »: the database was replaced by an empty one; the next use makes the schema again.
      if (sqlState(error) === '42P01') this.#migrated = null;
      throw error;
    }
  }

  async #borrow<T>(work: (client: PoolClient, deadline: number) => Promise<T>): Promise<T> {
    const deadline = performance.now() + callTimeoutMs;
    let client: PoolClient | null = null;
    let broken = true;
    // A connection that breaks while it is lent says so by an event too; the statement under way fails by itself.
    const ignore = (): void => undefined;
    try {
      client = await this.#pool.connect();
      client.on('error', ignore);
      const result = await work(client, deadline);
      broken = false;
      return result;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      client?.release(broken);
      client?.removeListener('error', ignore);
    }
  }
}

/** Under an advisory lock: of two processes that start at once the second waits and finds the work done. */
async function migrate(client: PoolClient): Promise<void> {
  const run = async (text: string, values: readonly number[] = []): Promise<readonly Row[]> => {
    return (await client.query<Row>({ ...limited(text, migrationTimeoutMs), values: [...values] })).rows;
  };
  await run('BEGIN');
  await run(`SET LOCAL statement_timeout = ${migrationTimeoutMs}`);
  await run(`SET LOCAL lock_timeout = ${migrationTimeoutMs}`);
  await run('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
  await run('CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)');
  const [found] = await run('SELECT coalesce(max(version), 0) AS version FROM schema_version');
  const version = integerOf(found ?? {}, 'version');
  if (version > postgresMigrations.length) {
    const known = postgresMigrations.length;
    throw new StoreError(`the database has schema ${version}, this version of Jalon knows up to ${known}`);
  }
  for (const [index, migration] of postgresMigrations.slice(version).entries()) {
    await run(migration);
    await run('INSERT INTO schema_version (version) VALUES ($1)', [version + index + 1]);
  }
  await run('COMMIT');
}
