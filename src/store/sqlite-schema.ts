import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../usecases/errors.ts';

/**
 * Forward migrations, one text per schema version, never edited once released. Instants are kept twice where they are
 * compared: as the text that was given, and in milliseconds (see `millisecondsOf`).
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE streams (
    stream TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    next_due_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX streams_due ON streams (next_due_ms, stream) WHERE next_due_ms IS NOT NULL;

  CREATE TABLE journal (
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, version)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE answers (
    key TEXT NOT NULL PRIMARY KEY,
    answer TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT UNIQUE,
    revision INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX people_revision ON people (revision, id);

  CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO counters (name, value) VALUES ('people', 0), ('ping', 0);

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    topic TEXT NOT NULL,
    data TEXT NOT NULL,
    message_group TEXT,
    not_before_at TEXT NOT NULL,
    not_before_ms INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    lease_until_at TEXT,
    -- the later of not_before_ms and the lease
    wake_ms INTEGER NOT NULL,
    channel TEXT,
    platform_id TEXT,
    last_error TEXT,
    sent_at TEXT
  ) STRICT;
  CREATE INDEX messages_wake ON messages (wake_ms, seq) WHERE state = 'waiting';
  CREATE INDEX messages_recipient ON messages (recipient, wake_ms) WHERE state = 'waiting';
  `,
  `
  ALTER TABLE messages ADD COLUMN sent_ms INTEGER;
  UPDATE messages SET sent_ms = CAST(round(unixepoch(sent_at, 'subsec') * 1000) AS INTEGER) WHERE sent_at IS NOT NULL;
  CREATE INDEX messages_sent ON messages (recipient, sent_ms) WHERE state = 'sent' AND message_group IS NOT NULL;
  -- what is under way now: a few rows, which « due » would miss, since their wake_ms is the end of their lease
  CREATE INDEX messages_leased ON messages (not_before_ms, wake_ms)
    WHERE state = 'waiting' AND lease_until_at IS NOT NULL;
  CREATE INDEX messages_troubled ON messages (seq, state)
    WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed');

  CREATE TABLE vault (name TEXT NOT NULL PRIMARY KEY, sealed TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- A file is there once its row is; its parts come before it, in transactions that hold nobody up.
  CREATE TABLE files (
    hash TEXT NOT NULL PRIMARY KEY,
    parts INTEGER NOT NULL,
    kept_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE file_parts (
    hash TEXT NOT NULL,
    part INTEGER NOT NULL,
    kept_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (hash, part)
  ) STRICT;
  `,
];

/**
 * Brings the schema to this version of Jalon, inside the caller's write transaction: of two processes that start at once
 * the second waits and finds the work done. Refuses a database written by a newer Jalon.
 */
export function migrateSqlite(database: DatabaseSync): void {
  database.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT');
  const found = database.prepare('SELECT max(version) AS version FROM schema_version').get();
  const version = Number(found?.['version'] ?? 0);
  if (version > migrations.length) {
    throw new StoreError(
      `the database has schema ${version}, this version of Jalon knows up to ${migrations.length}`,
    );
  }
  migrations.slice(version).forEach((migration, index) => {
    database.exec(migration);
    database.prepare('INSERT INTO schema_version (version) VALUES (?)').run(version + index + 1);
  });
}
