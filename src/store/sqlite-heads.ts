import type { Append, Heads } from '../usecases/ports.ts';
import { headsOf } from './rows.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

const headsSql = `SELECT stream, version FROM streams
  UNION ALL SELECT NULL, value FROM counters WHERE name = 'people'`;

/**
 * The heads, asked before every decision, kept in memory: SQLite's `data_version` tells whether another connection has
 * written since (4 µs instead of 1.3 ms for 1,000 streams), and what this one writes is added as it is kept.
 */
export class SqliteHeads {
  readonly #connection: SqliteConnection;
  #known: Heads | null = null;
  #seenAt = '';

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** Inside a read. What is returned never changes afterwards. */
  read(): Heads {
    // Asked first: what is committed between the two statements is read twice, never missed.
    const dataVersion = this.#connection.dataVersion();
    const seenAt = `${this.#connection.opened}:${dataVersion}`;
    if (this.#known === null || seenAt !== this.#seenAt) {
      this.#known = headsOf(this.#connection.sql(headsSql).all());
      this.#seenAt = seenAt;
    }
    return this.#known;
  }

  /** As soon as an append of this connection is kept, before anything else can read. */
  recorded(append: Append): void {
    if (this.#known === null) return;
    const streams = new Map(this.#known.streams);
    for (const write of append.writes) streams.set(write.stream, write.expectedVersion + write.events.length);
    const peopleRevision = this.#known.peopleRevision + (append.people.length > 0 ? 1 : 0);
    this.#known = { streams, peopleRevision };
  }
}
