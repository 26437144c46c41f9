import type { Append, OutboxChange } from '../usecases/ports.ts';
import type { OutboxReport, Purged, Vault } from '../usecases/records.ts';
import { millisecondsOf } from './instant.ts';
import { emptyOld, type RowId, retentionPage } from './retention.ts';
import { integerOf, outboxReportOf, textOf } from './rows.ts';
import { ERASED_REASON, storable } from './settlement.ts';
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
  const atMs = millisecondsOf(at);
  return changes.every(({ key, change, why }) => {
    const { changes: changed } =
      change === 'stop'
        ? connection
            .sql(
              `UPDATE messages SET state = 'dropped', last_error = ?, fence = fence + 1, lease_until_at = NULL
               WHERE key = ? AND state IN ('waiting', 'failed')`,
            )
            .run(storable(why), key)
        : connection
            .sql(
              `UPDATE messages SET state = 'waiting', last_error = NULL, attempts = 0, not_before_at = ?,
                 not_before_ms = ?, wake_ms = ?, fence = fence + 1, lease_until_at = NULL
               WHERE key = ? AND state IN ('waiting', 'failed')`,
            )
            .run(at, atMs, atMs, key);
    return Number(changed) === 1;
  });
}

/** Inside a write transaction. See `Append.reached`. */
export function freeMessages(connection: SqliteConnection, people: readonly string[], at: string): void {
  const atMs = millisecondsOf(at);
  const free = connection.sql(
    `UPDATE messages SET attempts = 0, last_error = NULL, not_before_at = ?, not_before_ms = ?, wake_ms = ?
     WHERE state = 'waiting' AND recipient = ? AND last_error IS NOT NULL AND lease_until_at IS NULL`,
  );
  for (const person of people) free.run(at, atMs, atMs, person);
}

/** Inside the write transaction of the append, once its own answer is kept. See `Append.erased`. */
export function eraseTraces(connection: SqliteConnection, { erased }: Append): void {
  if (erased.length === 0) return;
  const drop = connection.sql(
    `UPDATE messages SET state = 'dropped', last_error = ?, fence = fence + 1, lease_until_at = NULL
     WHERE state IN ('waiting', 'failed') AND recipient = ?`,
  );
  for (const person of erased) drop.run(ERASED_REASON, person);
  connection.sql(`UPDATE messages SET data = '{}' WHERE state IN ('sent', 'dropped') AND data <> '{}'`).run();
  connection.sql(`UPDATE answers SET answer = 'null' WHERE answer <> 'null'`).run();
}

/** See `Store.purge`. A transaction a page: others have their turn in between. */
export async function purgeOld(
  connection: SqliteConnection,
  before: { readonly answersAt: string; readonly messagesAt: string },
): Promise<Purged> {
  const page = (sql: string) => async (after: RowId) => {
    await connection.turn();
    return connection.read(() => connection.sql(sql).all(after, retentionPage));
  };
  const empty = (sql: string) => (ids: readonly RowId[]) =>
    connection.write(() =>
      ids.reduce<number>((sum, id) => sum + Number(connection.sql(sql).run(id).changes), 0),
    );
  const answers = await emptyOld({
    start: '',
    beforeAt: before.answersAt,
    page: page(
      `SELECT key AS id, recorded_at AS at, answer <> 'null' AS full FROM answers WHERE key > ? ORDER BY key LIMIT ?`,
    ),
    empty: empty(`UPDATE answers SET answer = 'null' WHERE key = ?`),
  });
  const messages = await emptyOld({
    start: 0,
    beforeAt: before.messagesAt,
    page: page(
      `SELECT seq AS id, coalesce(sent_at, created_at) AS at, state <> 'waiting' AND data <> '{}' AS full
       FROM messages WHERE seq > ? ORDER BY seq LIMIT ?`,
    ),
    // A failed message may have been put back to wait since its page was read.
    empty: empty(`UPDATE messages SET data = '{}' WHERE seq = ? AND state <> 'waiting'`),
  });
  return { answers, messages };
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
