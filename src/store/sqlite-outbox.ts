import type { OutboxChange, OutboxReport, Vault } from '../usecases/records.ts';
import { millisecondsOf } from './instant.ts';
import { integerOf, outboxReportOf, textOf } from './rows.ts';
import { storable } from './settlement.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** Inside a read. See `Store.outbox`. Free messages wake at their date, leased ones at the end of their lease. */
export function outboxReport(connection: SqliteConnection, now: string, limit: number): OutboxReport {
  const nowMs = millisecondsOf(now);
  const counts = connection
    .sql(
      `SELECT
         (SELECT count(*) FROM messages WHERE state = 'waiting') AS waiting,
         (SELECT count(*) FROM messages WHERE state = 'waiting' AND wake_ms <= :now) AS due_free,
         (SELECT count(*) FROM messages
          WHERE state = 'waiting' AND lease_until_at IS NOT NULL AND not_before_ms <= :now AND wake_ms > :now) AS due_leased,
         (SELECT min(wake_ms) FROM messages WHERE state = 'waiting') AS oldest_free,
         (SELECT min(not_before_ms) FROM messages WHERE state = 'waiting' AND lease_until_at IS NOT NULL) AS oldest_leased,
         count(*) AS troubled, count(*) FILTER (WHERE state = 'failed') AS failed
       FROM messages WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed')`,
    )
    .get({ now: nowMs });
  const troubled = connection
    .sql(
      `SELECT * FROM messages WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed') ORDER BY seq LIMIT ?`,
    )
    .all(limit);
  return outboxReportOf(counts ?? {}, troubled, nowMs);
}

/** Inside a read. See `Store.sentSince`. */
export function sendingsSince(connection: SqliteConnection, to: string, sinceAt: string): number {
  const row = connection
    .sql(
      `SELECT count(*) AS sendings FROM
         (SELECT DISTINCT platform_id, sent_at FROM messages
          WHERE state = 'sent' AND message_group IS NOT NULL AND recipient = ? AND sent_ms >= ?)`,
    )
    .get(to, millisecondsOf(sinceAt));
  return integerOf(row ?? {}, 'sendings');
}

/** Inside a write transaction. False when one of the messages can no longer be changed: see `Append.outbox`. */
export function changeOutbox(
  connection: SqliteConnection,
  changes: readonly OutboxChange[],
  at: string,
): boolean {
  return changes.every(({ key, change, why }) =>
    change === 'stop' ? stop(connection, key, why, at) : retry(connection, key, at),
  );
}

/** Nobody is sending it: no lease, or one that has run out. */
const NOT_LEAVING = '(lease_until_at IS NULL OR wake_ms <= ?)';

function stop(connection: SqliteConnection, key: string, why: string, at: string): boolean {
  const { changes } = connection
    .sql(
      `UPDATE messages SET state = 'dropped', last_error = ?, fence = fence + 1, lease_until_at = NULL
       WHERE key = ? AND state IN ('waiting', 'failed') AND ${NOT_LEAVING}`,
    )
    .run(storable(why), key, millisecondsOf(at));
  return Number(changes) === 1;
}

function retry(connection: SqliteConnection, key: string, at: string): boolean {
  const atMs = millisecondsOf(at);
  const freed = connection
    .sql(
      `UPDATE messages SET state = 'waiting', last_error = NULL, attempts = 0, not_before_at = ?, not_before_ms = ?,
         wake_ms = ?, fence = fence + 1, lease_until_at = NULL
       WHERE key = ? AND state IN ('waiting', 'failed') AND ${NOT_LEAVING}`,
    )
    .run(at, atMs, atMs, key, atMs);
  if (Number(freed.changes) === 1) return true;
  const { changes } = connection
    .sql(`UPDATE messages SET last_error = NULL, attempts = 0 WHERE key = ? AND state = 'waiting'`)
    .run(key);
  return Number(changes) === 1;
}

/** Inside a write transaction. See `Append.reached`. */
export function freeMessages(connection: SqliteConnection, people: readonly string[], at: string): void {
  if (people.length === 0) return;
  const atMs = millisecondsOf(at);
  const free = connection.sql(
    `UPDATE messages SET attempts = 0, last_error = NULL, not_before_at = ?, not_before_ms = ?, wake_ms = ?
     WHERE state = 'waiting' AND recipient = ? AND (message_group IS NOT NULL OR last_error IS NOT NULL)
       AND lease_until_at IS NULL`,
  );
  for (const person of people) free.run(at, atMs, atMs, person);
}

/** See `Store.vault`. */
export function sqliteVault(connection: SqliteConnection): Vault {
  return {
    get: (name) =>
      connection.read(() => {
        const row = connection.sql('SELECT sealed FROM vault WHERE name = ?').get(name);
        return row === undefined ? null : textOf(row, 'sealed');
      }),
    put: (name, sealed) =>
      connection.write(() => {
        connection
          .sql(
            `INSERT INTO vault (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
          )
          .run(name, sealed);
      }),
    remove: (name) =>
      connection.write(() => {
        connection.sql('DELETE FROM vault WHERE name = ?').run(name);
      }),
  };
}
