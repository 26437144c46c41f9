import type { Append, AppendResult, Json, StreamWrite } from '../usecases/ports.ts';
import { peopleConflict } from './admission.ts';
import { canonicalJson, chain, genesisHash } from './hash.ts';
import { optionalMillisecondsOf } from './instant.ts';
import { integerOf, jsonOf, knownPersonOf, textOf } from './rows.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { insertMessages } from './sqlite-messages.ts';
import { changeOutbox, freeMessages } from './sqlite-outbox.ts';
import { eraseTraces } from './sqlite-retention.ts';

/** Inside a read or a write. See `Store.answerTo`. */
export function firstAnswerTo(connection: SqliteConnection, key: string): Json | undefined {
  const row = connection.sql('SELECT answer FROM answers WHERE key = ?').get(key);
  return row === undefined ? undefined : jsonOf(row, 'answer');
}

/** Everything an append does, inside its write transaction; anything but « recorded » must be undone. */
export function record(connection: SqliteConnection, append: Append): AppendResult {
  if (append.key !== null) {
    const { changes } = connection
      .sql('INSERT INTO answers (key, answer, recorded_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING')
      .run(append.key, canonicalJson(append.answer), append.recordedAt);
    if (changes === 0) return { kind: 'repeated', answer: firstAnswerTo(connection, append.key) ?? null };
  }
  const headHashes = append.writes.map((write) => headHashOf(connection, write));
  if (headHashes.includes(null) || peopleMoved(connection, append)) return { kind: 'conflict' };
  if (!changeOutbox(connection, append.outbox, append.recordedAt)) return { kind: 'conflict' };
  append.writes.forEach((write, index) => {
    writeStream(connection, append, write, headHashes[index] ?? genesisHash);
  });
  if (append.people.length > 0) writePeople(connection, append);
  insertMessages(connection, append);
  freeMessages(connection, append.reached, append.recordedAt);
  eraseTraces(connection, append);
  return { kind: 'recorded' };
}

/** The hash that the next entry must hold; null when the stream is not at the expected version. */
function headHashOf(connection: SqliteConnection, write: StreamWrite): string | null {
  const row = connection.sql('SELECT version, hash FROM streams WHERE stream = ?').get(write.stream);
  const version = row === undefined ? 0 : integerOf(row, 'version');
  if (version !== write.expectedVersion) return null;
  return row === undefined ? genesisHash : textOf(row, 'hash');
}

function peopleMoved(connection: SqliteConnection, append: Append): boolean {
  const find = connection.sql('SELECT id, email, revision FROM people WHERE id = ? OR email = ?');
  const known = append.people.flatMap(({ person }) => find.all(person.id, person.email));
  return peopleConflict(append.people, known.map(knownPersonOf));
}

function writeStream(
  connection: SqliteConnection,
  append: Append,
  write: StreamWrite,
  headHash: string,
): void {
  const links = chain(write, headHash, append.recordedAt, append.actor);
  const insert = connection.sql(
    `INSERT INTO journal (stream, version, recorded_at, actor, type, data, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { entry, text } of links) {
    const { stream, version, recordedAt, actor, type, previousHash, hash } = entry;
    insert.run(stream, version, recordedAt, actor, type, text, previousHash, hash);
  }
  connection
    .sql(
      `INSERT INTO streams (stream, version, hash, next_due_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (stream) DO UPDATE
       SET version = excluded.version, hash = excluded.hash, next_due_ms = excluded.next_due_ms`,
    )
    .run(
      write.stream,
      write.expectedVersion + links.length,
      links.at(-1)?.entry.hash ?? headHash,
      optionalMillisecondsOf(write.nextDueAt),
    );
}

function writePeople(connection: SqliteConnection, append: Append): void {
  const counter = connection
    .sql(`UPDATE counters SET value = value + 1 WHERE name = 'people' RETURNING value`)
    .get();
  const revision = integerOf(counter ?? {}, 'value');
  // E-mails are freed first, so that two people may exchange theirs.
  const free = connection.sql('UPDATE people SET email = NULL WHERE id = ?');
  for (const { person } of append.people) free.run(person.id);
  const upsert = connection.sql(
    `INSERT INTO people (id, email, revision, data) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET email = excluded.email, revision = excluded.revision, data = excluded.data`,
  );
  for (const { person } of append.people)
    upsert.run(person.id, person.email, revision, JSON.stringify(person));
}
