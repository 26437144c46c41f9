import type { Append, AppendResult } from '../usecases/ports.ts';
import { peopleConflict } from './admission.ts';
import { canonicalJson, chain, genesisHash } from './hash.ts';
import { optionalMillisecondsOf } from './instant.ts';
import type { Query } from './postgres-connection.ts';
import { insertMessages } from './postgres-messages.ts';
import { changeOutbox, freeMessages } from './postgres-outbox.ts';
import { eraseTraces } from './postgres-retention.ts';
import { integerOf, knownPersonOf, textOf } from './rows.ts';

/** Everything an append does, on the connection of its transaction; anything but « recorded » is undone. */
export async function record(query: Query, append: Append): Promise<AppendResult | 'known-key'> {
  if (append.key !== null) {
    // A redelivery that comes while the first is being recorded waits here for its outcome.
    const fresh = await query(
      'INSERT INTO answers (key, answer, recorded_at) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING RETURNING key',
      [append.key, canonicalJson(append.answer), append.recordedAt],
    );
    if (fresh.length === 0) return 'known-key';
  }
  const headHashes = await lockHeads(query, append);
  if (headHashes === null) return { kind: 'conflict' };
  if (append.people.length > 0 && !(await writePeople(query, append))) return { kind: 'conflict' };
  if (append.writes.length > 0) await writeStreams(query, append, headHashes);
  if (append.outbox.length > 0 && !(await changeOutbox(query, append.outbox, append.recordedAt)))
    return { kind: 'conflict' };
  if (append.messages.length > 0) await insertMessages(query, append);
  if (append.reached.length > 0) await freeMessages(query, append.reached, append.recordedAt);
  if (append.erased.length > 0) await eraseTraces(query, append);
  return { kind: 'recorded' };
}

/** Locks the streams written and gives their last hashes; null when one is not at the expected version. */
async function lockHeads(query: Query, append: Append): Promise<ReadonlyMap<string, string> | null> {
  const names = append.writes.map((write) => write.stream).sort();
  const fresh = append.writes.filter((write) => write.expectedVersion === 0).map((write) => write.stream);
  if (fresh.length > 0) {
    // A row to lock: of two processes that open a stream at once, the second waits for the first.
    await query(
      `INSERT INTO streams (stream, version, hash) SELECT stream, 0, $2 FROM unnest($1::text[]) AS fresh (stream)
       ORDER BY stream ON CONFLICT (stream) DO NOTHING`,
      [fresh, genesisHash],
    );
  }
  if (names.length === 0) return new Map();
  const rows = await query(
    'SELECT stream, version, hash FROM streams WHERE stream = ANY ($1::text[]) ORDER BY stream FOR UPDATE',
    [names],
  );
  const versions = new Map(rows.map((row) => [textOf(row, 'stream'), integerOf(row, 'version')]));
  if (append.writes.some((write) => (versions.get(write.stream) ?? 0) !== write.expectedVersion)) return null;
  return new Map(rows.map((row) => [textOf(row, 'stream'), textOf(row, 'hash')]));
}

async function writeStreams(
  query: Query,
  append: Append,
  headHashes: ReadonlyMap<string, string>,
): Promise<void> {
  const writes = append.writes.map((write) => {
    const headHash = headHashes.get(write.stream) ?? genesisHash;
    const links = chain(write, headHash, append.recordedAt, append.actor);
    return { write, links, hash: links.at(-1)?.entry.hash ?? headHash };
  });
  const links = writes.flatMap((written) => written.links);
  const entries = links.map(({ entry }) => entry);
  await query(
    `WITH heads AS (
       UPDATE streams SET version = head.version, hash = head.hash, next_due_ms = head.next_due_ms
       FROM unnest($1::text[], $2::integer[], $3::text[], $4::bigint[]) AS head (stream, version, hash, next_due_ms)
       WHERE streams.stream = head.stream)
     INSERT INTO journal (stream, version, recorded_at, actor, type, data, previous_hash, hash)
     SELECT stream, version, $10, $11, type, data, previous_hash, hash
     FROM unnest($5::text[], $6::integer[], $7::text[], $8::text[], $9::text[], $12::text[])
       AS entry (stream, version, type, data, previous_hash, hash)`,
    [
      writes.map(({ write }) => write.stream),
      writes.map((written) => written.write.expectedVersion + written.links.length),
      writes.map(({ hash }) => hash),
      writes.map(({ write }) => optionalMillisecondsOf(write.nextDueAt)),
      entries.map((entry) => entry.stream),
      entries.map((entry) => entry.version),
      entries.map((entry) => entry.type),
      links.map(({ text }) => text),
      entries.map((entry) => entry.previousHash),
      append.recordedAt,
      append.actor,
      entries.map((entry) => entry.hash),
    ],
  );
}

/** False when a person has moved or an e-mail is taken. The counter's row makes those who write people follow one another. */
async function writePeople(query: Query, append: Append): Promise<boolean> {
  const [counter] = await query(
    `UPDATE counters SET value = value + 1 WHERE name = 'people' RETURNING value`,
  );
  const revision = integerOf(counter ?? {}, 'value');
  const ids = append.people.map(({ person }) => person.id);
  const emails = append.people.map(({ person }) => person.email);
  const known = await query(
    'SELECT id, email, revision FROM people WHERE id = ANY ($1::text[]) OR email = ANY ($2::text[])',
    [ids, emails],
  );
  if (peopleConflict(append.people, known.map(knownPersonOf))) return false;
  // E-mails are freed first, so that two people may exchange theirs.
  await query('UPDATE people SET email = NULL WHERE id = ANY ($1::text[])', [ids]);
  await query(
    `INSERT INTO people (id, email, revision, data)
     SELECT id, email, $4, data FROM unnest($1::text[], $2::text[], $3::text[]) AS person (id, email, data)
     ON CONFLICT (id) DO UPDATE SET email = excluded.email, revision = excluded.revision, data = excluded.data`,
    [ids, emails, append.people.map(({ person }) => JSON.stringify(person)), revision],
  );
  return true;
}
