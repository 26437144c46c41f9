import type { OutboxChange, OutboxReport, Vault } from '../usecases/records.ts';
import { millisecondsOf } from './instant.ts';
import type { PostgresConnection, Query } from './postgres-connection.ts';
import { integerOf, outboxReportOf, textOf } from './rows.ts';
import { storable } from './settlement.ts';

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
  const atMs = millisecondsOf(at);
  const stops = changes.filter(({ change }) => change === 'stop');
  const retries = changes.filter(({ change }) => change === 'retry').map(({ key }) => key);
  const stopped = await query(
    `UPDATE messages SET state = 'dropped', last_error = stop.why, fence = fence + 1, lease_until_at = NULL
     FROM unnest($1::text[], $2::text[]) AS stop (key, why)
     WHERE messages.key = stop.key AND state IN ('waiting', 'failed') AND ${notLeaving('$3')} RETURNING seq`,
    [stops.map(({ key }) => key), stops.map(({ why }) => storable(why)), atMs],
  );
  const leaving = await query(
    `UPDATE messages SET last_error = NULL, attempts = 0
     WHERE key = ANY ($1::text[]) AND state = 'waiting' AND NOT ${notLeaving('$2')} RETURNING seq`,
    [retries, atMs],
  );
  const freed = await query(
    `UPDATE messages SET state = 'waiting', last_error = NULL, attempts = 0, not_before_at = $2, not_before_ms = $3,
       wake_ms = $3, fence = fence + 1, lease_until_at = NULL
     WHERE key = ANY ($1::text[]) AND state IN ('waiting', 'failed') AND ${notLeaving('$3')} RETURNING seq`,
    [retries, at, atMs],
  );
  return stopped.length === stops.length && leaving.length + freed.length === retries.length;
}

/** Nobody is sending it at this instant (milliseconds): no lease, or one that has run out. */
function notLeaving(atMs: string): string {
  return `(lease_until_at IS NULL OR wake_ms <= ${atMs})`;
}

/** In the append's transaction. See `Append.reached`. */
export async function freeMessages(query: Query, people: readonly string[], at: string): Promise<void> {
  await query(
    `UPDATE messages SET attempts = 0, last_error = NULL, not_before_at = $2, not_before_ms = $3, wake_ms = $3
     WHERE state = 'waiting' AND recipient = ANY ($1::text[]) AND (message_group IS NOT NULL OR last_error IS NOT NULL)
       AND lease_until_at IS NULL`,
    [people, at, millisecondsOf(at)],
  );
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
