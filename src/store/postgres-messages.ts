import type { Append, Claim, Message, Settlement } from '../usecases/ports.ts';
import { canonicalJson } from './hash.ts';
import { millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import { claimLock, type PostgresConnection, type Query } from './postgres-connection.ts';
import { inClaimOrder, integerOf, messageOf, pageSize, textOf } from './rows.ts';
import { patchOf } from './settlement.ts';

/** How many due messages are looked at for each recipient that may be claimed: bounds a claim after a long stop. */
const windowPerRecipient = 50;

/** Queues the messages of an append inside its transaction; a key that already exists is passed over. */
export async function insertMessages(query: Query, append: Append): Promise<void> {
  const drafts = append.messages;
  const notBeforeMs = drafts.map((draft) => millisecondsOf(draft.notBeforeAt));
  await query(
    `INSERT INTO messages (key, recipient, topic, data, message_group, not_before_at, not_before_ms, wake_ms,
       created_at, correlation_id)
     SELECT key, recipient, topic, data, message_group, not_before_at, not_before_ms, not_before_ms, $8, $9
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       WITH ORDINALITY AS draft (key, recipient, topic, data, message_group, not_before_at, not_before_ms, position)
     ORDER BY position ON CONFLICT (key) DO NOTHING`,
    [
      drafts.map((draft) => draft.key),
      drafts.map((draft) => draft.to),
      drafts.map((draft) => draft.topic),
      drafts.map((draft) => canonicalJson(draft.data)),
      drafts.map((draft) => draft.group),
      drafts.map((draft) => draft.notBeforeAt),
      notBeforeMs,
      append.recordedAt,
      append.correlationId,
    ],
  );
}

/**
 * See `Store.claim`. Claims of several processes follow one another, so that a recipient's messages stay together; rows
 * that a settlement holds at this moment are passed over.
 */
export async function claimMessages(
  connection: PostgresConnection,
  claim: Claim,
): Promise<readonly Message[]> {
  const nowMs = millisecondsOf(claim.now);
  return connection.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [claimLock]);
    const chosen = await query(
      `SELECT recipient FROM
         (SELECT recipient, wake_ms, seq FROM messages WHERE state = 'waiting' AND wake_ms <= $1
          ORDER BY wake_ms, seq LIMIT $2) AS due
       GROUP BY recipient ORDER BY min(wake_ms), min(seq) LIMIT $3`,
      [nowMs, claim.recipients * windowPerRecipient, claim.recipients],
    );
    if (chosen.length === 0) return [];
    const recipients = chosen.map((row) => textOf(row, 'recipient'));
    // LATERAL keeps the planner on the index whatever it believes of the table's size.
    const due = await query(
      `SELECT due.seq FROM unnest($1::text[]) AS chosen (recipient) CROSS JOIN LATERAL
         (SELECT seq FROM messages WHERE state = 'waiting' AND recipient = chosen.recipient AND wake_ms <= $2
          FOR UPDATE SKIP LOCKED) AS due`,
      [recipients, nowMs],
    );
    const rows = await query(
      `UPDATE messages SET fence = fence + 1, lease_until_at = $2, wake_ms = greatest(not_before_ms, $3)
       WHERE seq = ANY ($1::bigint[]) RETURNING *`,
      [due.map((row) => integerOf(row, 'seq')), claim.leaseUntilAt, millisecondsOf(claim.leaseUntilAt)],
    );
    return inClaimOrder(rows, recipients);
  });
}

/** See `Store.settle`. */
export async function settleMessage(
  connection: PostgresConnection,
  key: string,
  fence: number,
  settlement: Settlement,
): Promise<boolean> {
  const patch = patchOf(settlement);
  const rows = await connection.query(
    `UPDATE messages SET state = $3, attempts = attempts + $4, recipient = coalesce($5, recipient),
       not_before_at = coalesce($6, not_before_at), not_before_ms = coalesce($7, not_before_ms),
       wake_ms = coalesce($7, not_before_ms), channel = $8, platform_id = $9, last_error = coalesce($10, last_error),
       sent_at = $11, sent_ms = $12, lease_until_at = NULL
     WHERE key = $1 AND fence = $2 AND state = 'waiting' AND lease_until_at IS NOT NULL RETURNING seq`,
    [
      key,
      fence,
      patch.state,
      patch.countedAttempts,
      patch.to,
      patch.notBeforeAt,
      optionalMillisecondsOf(patch.notBeforeAt),
      patch.channel,
      patch.platformId,
      patch.lastError,
      patch.sentAt,
      optionalMillisecondsOf(patch.sentAt),
    ],
  );
  return rows.length === 1;
}

export async function messageByKey(connection: PostgresConnection, key: string): Promise<Message | null> {
  const [row] = await connection.query('SELECT * FROM messages WHERE key = $1', [key]);
  return row === undefined ? null : messageOf(row);
}

/** Every message by creation, a page at a time. */
export async function* allMessages(connection: PostgresConnection): AsyncIterable<Message> {
  let last = 0;
  for (;;) {
    const rows = await connection.query('SELECT * FROM messages WHERE seq > $1 ORDER BY seq LIMIT $2', [
      last,
      pageSize,
    ]);
    for (const row of rows) {
      yield messageOf(row);
      last = integerOf(row, 'seq');
    }
    if (rows.length < pageSize) return;
  }
}
