import type { Append, Claim, Message, Settlement } from '../usecases/ports.ts';
import { canonicalJson } from './hash.ts';
import { millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import { inClaimOrder, integerOf, messageOf, pageSize, textOf } from './rows.ts';
import { patchOf } from './settlement.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** How many due messages are looked at for each recipient that may be claimed: bounds a claim after a long stop. */
const windowPerRecipient = 50;

/** Queues the messages of an append inside its transaction; a key that already exists is passed over. */
export function insertMessages(connection: SqliteConnection, append: Append): void {
  for (const draft of append.messages) {
    const notBeforeMs = millisecondsOf(draft.notBeforeAt);
    connection
      .sql(
        `INSERT INTO messages (key, recipient, topic, data, message_group, not_before_at, not_before_ms, created_at,
           correlation_id, wake_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
      )
      .run(
        draft.key,
        draft.to,
        draft.topic,
        canonicalJson(draft.data),
        draft.group,
        draft.notBeforeAt,
        notBeforeMs,
        append.recordedAt,
        append.correlationId,
        notBeforeMs,
      );
  }
}

/** Inside a write transaction. See `Store.claim`. */
export function claimMessages(connection: SqliteConnection, claim: Claim): readonly Message[] {
  const nowMs = millisecondsOf(claim.now);
  const recipients = connection
    .sql(
      `SELECT recipient FROM
         (SELECT recipient, wake_ms, seq FROM messages WHERE state = 'waiting' AND wake_ms <= ?
          ORDER BY wake_ms, seq LIMIT ${claim.recipients * windowPerRecipient})
       GROUP BY recipient ORDER BY min(wake_ms), min(seq) LIMIT ${claim.recipients}`,
    )
    .all(nowMs)
    .map((row) => textOf(row, 'recipient'));
  const lease = connection.sql(
    `UPDATE messages SET fence = fence + 1, lease_until_at = ?, wake_ms = max(not_before_ms, ?)
     WHERE state = 'waiting' AND recipient = ? AND wake_ms <= ? RETURNING *`,
  );
  const leaseUntilMs = millisecondsOf(claim.leaseUntilAt);
  const rows = recipients.flatMap((recipient) =>
    lease.all(claim.leaseUntilAt, leaseUntilMs, recipient, nowMs),
  );
  return inClaimOrder(rows, recipients);
}

/** Inside a write transaction. See `Store.settle`. */
export function settleMessage(
  connection: SqliteConnection,
  key: string,
  fence: number,
  settlement: Settlement,
): boolean {
  const patch = patchOf(settlement);
  const notBeforeMs = optionalMillisecondsOf(patch.notBeforeAt);
  const { changes } = connection
    .sql(
      `UPDATE messages SET state = ?, attempts = attempts + ?, recipient = coalesce(?, recipient),
         not_before_at = coalesce(?, not_before_at), not_before_ms = coalesce(?, not_before_ms),
         wake_ms = coalesce(?, not_before_ms), channel = ?, platform_id = ?, last_error = coalesce(?, last_error),
         sent_at = ?, sent_ms = ?, lease_until_at = NULL
       WHERE key = ? AND fence = ? AND state = 'waiting' AND lease_until_at IS NOT NULL`,
    )
    .run(
      patch.state,
      patch.countedAttempts,
      patch.to,
      patch.notBeforeAt,
      notBeforeMs,
      notBeforeMs,
      patch.channel,
      patch.platformId,
      patch.lastError,
      patch.sentAt,
      optionalMillisecondsOf(patch.sentAt),
      key,
      fence,
    );
  return Number(changes) === 1;
}

export function messageByKey(connection: SqliteConnection, key: string): Message | null {
  const row = connection.sql('SELECT * FROM messages WHERE key = ?').get(key);
  return row === undefined ? null : messageOf(row);
}

/** Every message by creation, a page at a time. */
export async function* allMessages(connection: SqliteConnection): AsyncIterable<Message> {
  let last = 0;
  for (;;) {
    const after = last;
    const rows = await connection.read(() =>
      connection.sql(`SELECT * FROM messages WHERE seq > ? ORDER BY seq LIMIT ${pageSize}`).all(after),
    );
    for (const row of rows) yield messageOf(row);
    if (rows.length < pageSize) return;
    last = integerOf(rows.at(-1) ?? {}, 'seq');
    await connection.turn();
  }
}
