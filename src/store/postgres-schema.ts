/**
 * Forward migrations, one text per schema version, never edited once released. Names sort byte by byte (`COLLATE "C"`),
 * as on SQLite. JSON is kept as text: `jsonb` would reorder and renumber what the hash chain covers.
 */
export const postgresMigrations: readonly string[] = [
  `
  CREATE TABLE streams (
    stream text COLLATE "C" PRIMARY KEY,
    version integer NOT NULL,
    hash text NOT NULL,
    next_due_ms bigint
  );
  CREATE INDEX streams_due ON streams (next_due_ms, stream) WHERE next_due_ms IS NOT NULL;

  CREATE TABLE journal (
    stream text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    recorded_at text NOT NULL,
    actor text NOT NULL,
    type text NOT NULL,
    data text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (stream, version)
  );

  CREATE TABLE answers (
    key text COLLATE "C" PRIMARY KEY,
    answer text NOT NULL,
    recorded_at text NOT NULL
  );

  CREATE TABLE people (
    id text COLLATE "C" PRIMARY KEY,
    email text COLLATE "C" UNIQUE,
    revision bigint NOT NULL,
    data text NOT NULL
  );
  CREATE INDEX people_revision ON people (revision, id);

  CREATE TABLE counters (name text COLLATE "C" PRIMARY KEY, value bigint NOT NULL);
  INSERT INTO counters (name, value) VALUES ('people', 0), ('ping', 0);

  CREATE TABLE messages (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    recipient text COLLATE "C" NOT NULL,
    topic text NOT NULL,
    data text NOT NULL,
    message_group text,
    not_before_at text NOT NULL,
    not_before_ms bigint NOT NULL,
    created_at text NOT NULL,
    correlation_id text NOT NULL,
    state text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    fence integer NOT NULL DEFAULT 0,
    lease_until_at text,
    -- the later of not_before_ms and the lease
    wake_ms bigint NOT NULL,
    channel text,
    platform_id text,
    last_error text,
    sent_at text
  );
  CREATE INDEX messages_wake ON messages (wake_ms, seq) WHERE state = 'waiting';
  CREATE INDEX messages_recipient ON messages (recipient, wake_ms) WHERE state = 'waiting';
  `,
  `
  ALTER TABLE messages ADD COLUMN sent_ms bigint;
  UPDATE messages SET sent_ms = round(extract(epoch FROM sent_at::timestamptz) * 1000) WHERE sent_at IS NOT NULL;
  CREATE INDEX messages_sent ON messages (recipient, sent_ms) WHERE state = 'sent' AND message_group IS NOT NULL;
  -- what is under way now: a few rows, which « due » would miss, since their wake_ms is the end of their lease
  CREATE INDEX messages_leased ON messages (not_before_ms, wake_ms)
    WHERE state = 'waiting' AND lease_until_at IS NOT NULL;
  CREATE INDEX messages_troubled ON messages (seq, state)
    WHERE last_error IS NOT NULL AND state IN ('waiting', 'failed');

  CREATE TABLE vault (name text COLLATE "C" PRIMARY KEY, sealed text NOT NULL);

  -- The transaction that last moved a stream: see PostgresHeads. A trigger, so that a process of the version before,
  -- still running while this one starts, says it too.
  ALTER TABLE streams ADD COLUMN changed_by xid8 NOT NULL DEFAULT pg_current_xact_id();
  CREATE INDEX streams_changed ON streams (changed_by);
  CREATE FUNCTION stream_moved() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN NEW.changed_by := pg_current_xact_id(); RETURN NEW; END';
  CREATE TRIGGER stream_moved BEFORE UPDATE ON streams
    FOR EACH ROW WHEN (NEW.version <> OLD.version) EXECUTE FUNCTION stream_moved();
  `,
  `
  -- A file is there once its row is; its parts come before it, each in a transaction of its own.
  CREATE TABLE files (hash text COLLATE "C" PRIMARY KEY, parts integer NOT NULL, kept_ms bigint NOT NULL);
  CREATE TABLE file_parts (
    hash text COLLATE "C" NOT NULL,
    part integer NOT NULL,
    kept_ms bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (hash, part)
  );
  `,
];
