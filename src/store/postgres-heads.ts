import type { Heads } from '../usecases/ports.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import { headsOf, textOf } from './rows.ts';

/**
 * What the streams moved by a transaction at or after $1 have come to, with the transaction before which all have ended:
 * whatever this reading cannot see yet is at or after it, so the next one starts there and misses nothing.
 */
const movedSince = `SELECT stream, version, pg_snapshot_xmin(pg_current_snapshot())::text AS settled
  FROM streams WHERE changed_by >= $1::xid8
  UNION ALL SELECT NULL, value, pg_snapshot_xmin(pg_current_snapshot())::text FROM counters WHERE name = 'people'`;

interface Known {
  readonly heads: Heads;
  /** Number of a transaction; 64 bits. */
  readonly settled: bigint;
}

/**
 * The heads, asked before every decision, kept in memory: only what moved since is read. After a fault everything is
 * read again, since another server may have taken over.
 */
export class PostgresHeads {
  readonly #connection: PostgresConnection;
  #known: Known | null = null;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  /** What is returned never changes afterwards. */
  async read(): Promise<Heads> {
    let rows: Awaited<ReturnType<PostgresConnection['query']>>;
    try {
      rows = await this.#connection.query(movedSince, [String(this.#known?.settled ?? 0n)]);
    } catch (error) {
      this.#known = null;
      throw error;
    }
    const moved = headsOf(rows);
    const settled = BigInt(textOf(rows[0] ?? {}, 'settled'));
    this.#known =
      this.#known === null ? { heads: moved, settled } : merged(this.#known, { heads: moved, settled });
    return this.#known.heads;
  }
}

/** Of two readings that overlap, the one that ends last may be the older: the highest version of each is kept. */
function merged(known: Known, fresh: Known): Known {
  const streams = new Map(known.heads.streams);
  for (const [stream, version] of fresh.heads.streams) {
    streams.set(stream, Math.max(version, streams.get(stream) ?? 0));
  }
  return {
    heads: {
      streams,
      peopleRevision: Math.max(known.heads.peopleRevision, fresh.heads.peopleRevision),
    },
    settled: known.settled > fresh.settled ? known.settled : fresh.settled,
  };
}
