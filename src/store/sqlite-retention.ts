import { randomUUID } from 'node:crypto';
import type { Append } from '../usecases/ports.ts';
import { millisecondsOf } from './instant.ts';
import { type Emptiable, type Emptying, ERASURE_MARK, type RowId, retentionPage } from './retention.ts';
import { dataWithoutReason, integerOf, textOf } from './rows.ts';
import { ERASED_REASON } from './settlement.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/**
 * The messages that wait or failed, found by the indexes that hold them alone: among all that were ever sent they are few.
 * A message that failed has an error.
 */
const OPEN = `seq IN (SELECT seq FROM messages WHERE state = 'waiting' UNION ALL
  SELECT seq FROM messages WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed'))`;

/** Inside the write transaction of the append, once its messages are queued: see `Store.append`. */
export function eraseTraces(connection: SqliteConnection, { erased, recordedAt }: Append): void {
  if (erased.length === 0) return;
  const drop = connection.sql(
    `UPDATE messages SET state = 'dropped', last_error = ?, fence = fence + 1, lease_until_at = NULL
     WHERE ${OPEN} AND recipient = ? AND message_group IS NULL`,
  );
  const free = connection.sql(
    `UPDATE messages SET state = 'waiting', attempts = 0, last_error = NULL, not_before_at = ?, not_before_ms = ?,
       wake_ms = ?
     WHERE ${OPEN} AND recipient = ? AND message_group IS NOT NULL AND lease_until_at IS NULL`,
  );
  const atMs = millisecondsOf(recordedAt);
  for (const person of erased) {
    drop.run(ERASED_REASON, person);
    free.run(recordedAt, atMs, atMs, person);
  }
  const withReason = connection
    .sql(`SELECT seq, data FROM messages WHERE ${OPEN} AND instr(data, '"reason":') > 0`)
    .all();
  const write = connection.sql('UPDATE messages SET data = ? WHERE seq = ?');
  for (const row of withReason) write.run(dataWithoutReason(row), integerOf(row, 'seq'));
  connection
    .sql(
      'INSERT INTO vault (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed',
    )
    .run(ERASURE_MARK, randomUUID());
}

/** See `Emptiable`. A transaction a page: others have their turn in between. */
export function sqliteEmptiable(connection: SqliteConnection): Emptiable {
  const page = (sql: string) => async (after: RowId) => {
    await connection.turn();
    return connection.read(() => connection.sql(sql).all(after, retentionPage));
  };
  const empty = (sql: string) => (ids: readonly RowId[]) =>
    connection.write(() =>
      ids.reduce<number>((sum, id) => sum + Number(connection.sql(sql).run(id).changes), 0),
    );
  const messages = (those: string): Emptying => ({
    start: 0,
    page: page(
      `SELECT seq AS id, coalesce(sent_at, created_at) AS at, ${those} AND data <> '{}' AS full
       FROM messages WHERE seq > ? ORDER BY seq LIMIT ?`,
    ),
    // A failed message may have been put back to wait since its page was read.
    empty: empty(`UPDATE messages SET data = '{}' WHERE seq = ? AND ${those}`),
  });
  return {
    answers: {
      start: '',
      page: page(
        `SELECT key AS id, recorded_at AS at, answer <> 'null' AS full FROM answers WHERE key > ? ORDER BY key LIMIT ?`,
      ),
      empty: empty(`UPDATE answers SET answer = 'null' WHERE key = ?`),
    },
    told: messages(`state IN ('sent', 'dropped')`),
    settled: messages(`state <> 'waiting'`),
    mark: () =>
      connection.read(() => {
        const row = connection.sql('SELECT sealed FROM vault WHERE name = ?').get(ERASURE_MARK);
        return row === undefined ? null : textOf(row, 'sealed');
      }),
    unmark: (mark) =>
      connection.write(() => {
        connection.sql('DELETE FROM vault WHERE name = ? AND sealed = ?').run(ERASURE_MARK, mark);
      }),
  };
}
