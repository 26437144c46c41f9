import { randomUUID } from 'node:crypto';
import type { Append } from '../usecases/ports.ts';
import { millisecondsOf } from './instant.ts';
import type { PostgresConnection, Query } from './postgres-connection.ts';
import { type Emptiable, type Emptying, ERASURE_MARK, type RowId, retentionPage } from './retention.ts';
import { dataWithoutReason, integerOf, textOf } from './rows.ts';
import { ERASED_REASON } from './settlement.ts';

/**
 * The messages that wait or failed, said so that the indexes that hold them alone are used: among all that were ever sent
 * they are few. A message that failed has an error.
 */
const OPEN = `(state = 'waiting' OR (last_error IS NOT NULL AND state IN ('waiting', 'failed')))`;

/** In the append's transaction, once its messages are queued: see `Store.append`. */
export async function eraseTraces(query: Query, { erased, recordedAt }: Append): Promise<void> {
  await query(
    `UPDATE messages SET state = 'dropped', last_error = $2, fence = fence + 1, lease_until_at = NULL
     WHERE ${OPEN} AND recipient = ANY ($1::text[]) AND message_group IS NULL`,
    [erased, ERASED_REASON],
  );
  await query(
    `UPDATE messages SET state = 'waiting', attempts = 0, last_error = NULL, not_before_at = $2, not_before_ms = $3,
       wake_ms = $3
     WHERE ${OPEN} AND recipient = ANY ($1::text[]) AND message_group IS NOT NULL
       AND lease_until_at IS NULL`,
    [erased, recordedAt, millisecondsOf(recordedAt)],
  );
  const withReason = await query(
    `SELECT seq, data FROM messages WHERE ${OPEN} AND strpos(data, '"reason":') > 0`,
  );
  await query(
    `UPDATE messages SET data = bare.data FROM unnest($1::bigint[], $2::text[]) AS bare (seq, data)
     WHERE messages.seq = bare.seq`,
    [withReason.map((row) => integerOf(row, 'seq')), withReason.map(dataWithoutReason)],
  );
  await query(
    `INSERT INTO vault (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
    [ERASURE_MARK, randomUUID()],
  );
}

/** See `Emptiable`. A statement a page: others have their turn in between. */
export function postgresEmptiable(connection: PostgresConnection): Emptiable {
  const page = (sql: string) => (after: RowId) => connection.query(sql, [after, retentionPage]);
  const empty = (sql: string) => async (ids: readonly RowId[]) => (await connection.query(sql, [ids])).length;
  const messages = (those: string): Emptying => ({
    start: 0,
    page: page(
      `SELECT seq AS id, coalesce(sent_at, created_at) AS at, (${those} AND data <> '{}')::integer AS full
       FROM messages WHERE seq > $1 ORDER BY seq LIMIT $2`,
    ),
    // A failed message may have been put back to wait since its page was read.
    empty: empty(`UPDATE messages SET data = '{}' WHERE seq = ANY ($1::bigint[]) AND ${those} RETURNING 1`),
  });
  return {
    answers: {
      start: '',
      page: page(
        `SELECT key AS id, recorded_at AS at, (answer <> 'null')::integer AS full
         FROM answers WHERE key > $1 ORDER BY key LIMIT $2`,
      ),
      empty: empty(`UPDATE answers SET answer = 'null' WHERE key = ANY ($1::text[]) RETURNING 1`),
    },
    told: messages(`state IN ('sent', 'dropped')`),
    settled: messages(`state <> 'waiting'`),
    mark: async () => {
      const [row] = await connection.query('SELECT sealed FROM vault WHERE name = $1', [ERASURE_MARK]);
      return row === undefined ? null : textOf(row, 'sealed');
    },
    unmark: async (mark) => {
      await connection.query('DELETE FROM vault WHERE name = $1 AND sealed = $2', [ERASURE_MARK, mark]);
    },
  };
}
