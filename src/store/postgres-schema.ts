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
];
