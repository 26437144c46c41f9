import { DatabaseSync } from 'node:sqlite';
import { migrateSqlite } from '../../../src/store/sqlite-schema.ts';

/** What a bare program stores for each request, in its own file: `file`, `answer` and `data` as Jalon's own rows were. */
export interface BareWrite {
  readonly file: string;
  readonly answer: string;
  readonly data: string;
}

const HASH = 'f'.repeat(64);
const STREAM = 'track:banc-d-essai';

/**
 * The least that a durable write costs: one transaction on Jalon's own tables, flushed to the disk (`synchronous =
 * FULL`), with the answer under its delivery key, one entry and the head of its stream. Nothing is hashed nor checked.
 */
export function openWrite({ file, answer, data }: BareWrite): (key: string) => void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  migrateSqlite(database);
  const insertAnswer = database.prepare('INSERT INTO answers (key, answer, recorded_at) VALUES (?, ?, ?)');
  const insertEntry = database.prepare(
    `INSERT INTO journal (stream, version, recorded_at, actor, type, data, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const upsertHead = database.prepare(
    `INSERT INTO streams (stream, version, hash, next_due_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (stream) DO UPDATE
     SET version = excluded.version, hash = excluded.hash, next_due_ms = excluded.next_due_ms`,
  );
  let version = 0;
  return (key) => {
    const at = Temporal.Now.instant();
    const recordedAt = at.toString();
    version += 1;
    database.exec('BEGIN IMMEDIATE');
    insertAnswer.run(key, answer, recordedAt);
    insertEntry.run(STREAM, version, recordedAt, 'UREF0', 'phase-end-proposed', data, HASH, HASH);
    upsertHead.run(STREAM, version, HASH, at.epochMilliseconds);
    database.exec('COMMIT');
  };
}
