import type { Append, OutboxChange } from '../usecases/ports.ts';
import type { OutboxReport, Purged, Vault } from '../usecases/records.ts';
import { millisecondsOf } from './instant.ts';
import type { PostgresConnection, Query } from './postgres-connection.ts';
import { emptyOld, type RowId, retentionPage } from './retention.ts';
import { integerOf, outboxReportOf, textOf } from './rows.ts';
import { ERASED_REASON, storable } from './settlement.ts';

/** See `Store.outbox`. Free messages wake at their date, leased ones at the end of their lease. */
export async function outboxReport(
  connection: PostgresConnection,
  now: string,
  limit: number,
): Promise<OutboxReport> {
  const nowMs = millisecondsOf(now);
  const [counts] = await connection.query(
    `SELECT
       (SELECT count(*) FROM messages WHERE state = 'waiting') AS waiting,
       (SELECT count(*) FROM messages WHERE state = 'waiting' AND wake_ms <= $1) AS due_free,
       (SELECT count(*) FROM messages
        WHERE state = 'waiting' AND lease_until_at IS NOT NULL AND not_before_ms <= $1 AND wake_ms > $1) AS due_leased,
       (SELECT min(wake_ms) FROM messages WHERE state = 'waiting') AS oldest_free,
       (SELECT min(not_before_ms) FROM messages WHERE state = 'waiting' AND lease_until_at IS NOT NULL) AS oldest_leased,
       count(*) AS troubled, count(*) FILTER (WHERE state = 'failed') AS failed
     FROM messages WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed')`,
    [nowMs],
  );
  const troubled = await connection.query(
    `SELECT * FROM messages WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed') ORDER BY seq LIMIT $1`,
    [limit],
  );
  return outboxReportOf(counts ?? {}, troubled, nowMs);
}

/** See `Store.sentSince`. */
export async function sendingsSince(
  connection: PostgresConnection,
  to: string,
  sinceAt: string,
): Promise<number> {
  const [row] = await connection.query(
    `SELECT count(*) AS sendings FROM
       (SELECT DISTINCT platform_id, sent_at FROM messages
        WHERE state = 'sent' AND message_group IS NOT NULL AND recipient = $1 AND sent_ms >= $2) AS sending`,
    [to, millisecondsOf(sinceAt)],
  );
  return integerOf(row ?? {}, 'sendings');
}

/** In the append's transaction. False when one of the messages can no longer be changed: see `Append.outbox`. */
export async function changeOutbox(
  query: Query,
  changes: readonly OutboxChange[],
  at: string,
): Promise<boolean> {
  const stops = changes.filter(({ change }) => change === 'stop');
  const retries = changes.filter(({ change }) => change === 'retry');
  const stopped = await query(
    `UPDATE messages SET state = 'dropped', last_error = stop.why, fence = fence + 1, lease_until_at = NULL
     FROM unnest($1::text[], $2::text[]) AS stop (key, why)
     WHERE messages.key = stop.key AND state IN ('waiting', 'failed') RETURNING seq`,
    [stops.map(({ key }) => key), stops.map(({ why }) => storable(why))],
  );
  const retried = await query(
    `UPDATE messages SET state = 'waiting', last_error = NULL, attempts = 0, not_before_at = $2, not_before_ms = $3,
       wake_ms = $3, fence = fence + 1, lease_until_at = NULL
     WHERE key = ANY ($1::text[]) AND state IN ('waiting', 'failed') RETURNING seq`,
    [retries.map(({ key }) => key), at, millisecondsOf(at)],
  );
  return stopped.length === stops.length && retried.length === retries.length;
}

/** In the append's transaction. See `Append.reached`. */
export async function freeMessages(query: Query, people: readonly string[], at: string): Promise<void> {
  await query(
    `UPDATE messages SET attempts = 0, last_error = NULL, not_before_at = $2, not_before_ms = $3, wake_ms = $3
     WHERE state = 'waiting' AND recipient = ANY ($1::text[]) AND last_error IS NOT NULL AND lease_until_at IS NULL`,
    [people, at, millisecondsOf(at)],
  );
}

/** In the append's transaction, once its own answer is kept. See `Append.erased`. */
export async function eraseTraces(query: Query, { erased }: Append): Promise<void> {
  await query(
    `UPDATE messages SET state = 'dropped', last_error = $2, fence = fence + 1, lease_until_at = NULL
     WHERE state IN ('waiting', 'failed') AND recipient = ANY ($1::text[])`,
    [erased, ERASED_REASON],
  );
  await query(`UPDATE messages SET data = '{}' WHERE state IN ('sent', 'dropped') AND data <> '{}'`);
  await query(`UPDATE answers SET answer = 'null' WHERE answer <> 'null'`);
}

/** See `Store.purge`. A statement a page: others have their turn in between. */
export async function purgeOld(
  connection: PostgresConnection,
  before: { readonly answersAt: string; readonly messagesAt: string },
): Promise<Purged> {
  const page = (sql: string) => (after: RowId) => connection.query(sql, [after, retentionPage]);
  const empty = (sql: string) => async (ids: readonly RowId[]) => (await connection.query(sql, [ids])).length;
  const answers = await emptyOld({
    start: '',
    beforeAt: before.answersAt,
    page: page(
      `SELECT key AS id, recorded_at AS at, (answer <> 'null')::integer AS full
       FROM answers WHERE key > $1 ORDER BY key LIMIT $2`,
    ),
    empty: empty(`UPDATE answers SET answer = 'null' WHERE key = ANY ($1::text[]) RETURNING 1`),
  });
  const messages = await emptyOld({
    start: 0,
    beforeAt: before.messagesAt,
    page: page(
      `SELECT seq AS id, coalesce(sent_at, created_at) AS at, (state <> 'waiting' AND data <> '{}')::integer AS full
       FROM messages WHERE seq > $1 ORDER BY seq LIMIT $2`,
    ),
    // A failed message may have been put back to wait since its page was read.
    empty: empty(
      `UPDATE messages SET data = '{}' WHERE seq = ANY ($1::bigint[]) AND state <> 'waiting' RETURNING 1`,
    ),
  });
  return { answers, messages };
}

/** See `Store.vault`. */
export function postgresVault(connection: PostgresConnection): Vault {
  return {
    get: async (name) => {
      const [row] = await connection.query('SELECT sealed FROM vault WHERE name = $1', [name]);
      return row === undefined ? null : textOf(row, 'sealed');
    },
    put: async (name, sealed) => {
      await connection.query(
        `INSERT INTO vault (name, sealed) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
        [name, sealed],
      );
    },
    remove: async (name) => {
      await connection.query('DELETE FROM vault WHERE name = $1', [name]);
    },
  };
}
