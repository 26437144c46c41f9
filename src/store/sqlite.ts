import type {
  Append,
  AppendResult,
  Claim,
  Entry,
  Heads,
  Json,
  Message,
  PersonRow,
  Settlement,
  Store,
  StreamWrite,
} from '../usecases/ports.ts';
import { admit, peopleConflict } from './admission.ts';
import { canonicalJson, chain, genesisHash } from './hash.ts';
import { earliest, millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import {
  entryOf,
  integerOf,
  journalEntryOf,
  jsonOf,
  knownPersonOf,
  optionalIntegerOf,
  pageSize,
  personRowOf,
  textOf,
} from './rows.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { SqliteHeads } from './sqlite-heads.ts';
import {
  allMessages,
  claimMessages,
  insertMessages,
  messageByKey,
  settleMessage,
} from './sqlite-messages.ts';

class SqliteStore implements Store {
  readonly #connection: SqliteConnection;
  readonly #heads: SqliteHeads;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#heads = new SqliteHeads(connection);
  }

  async heads(): Promise<Heads> {
    return this.#connection.read(() => this.#heads.read());
  }

  async read(stream: string, afterVersion: number): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const after = entries.at(-1)?.version ?? afterVersion;
      const page = await this.#connection.read(() =>
        this.#connection
          .sql('SELECT * FROM journal WHERE stream = ? AND version > ? ORDER BY version LIMIT ?')
          .all(stream, after, pageSize),
      );
      entries.push(...page.map(entryOf));
      if (page.length < pageSize) return entries;
      await this.#connection.turn();
    }
  }

  async answerTo(key: string): Promise<Json | undefined> {
    return this.#connection.read(() => this.#answerTo(key));
  }

  #answerTo(key: string): Json | undefined {
    const row = this.#connection.sql('SELECT answer FROM answers WHERE key = ?').get(key);
    return row === undefined ? undefined : jsonOf(row, 'answer');
  }

  async append(append: Append): Promise<AppendResult> {
    admit(append);
    const work = (): AppendResult => {
      const first = append.key === null ? undefined : this.#answerTo(append.key);
      if (first !== undefined) return { kind: 'repeated', answer: first };
      const headHashes = append.writes.map((write) => this.#headHash(write));
      if (headHashes.includes(null) || this.#peopleConflict(append)) return { kind: 'conflict' };
      if (append.key !== null) {
        this.#connection
          .sql('INSERT INTO answers (key, answer, recorded_at) VALUES (?, ?, ?)')
          .run(append.key, canonicalJson(append.answer), append.recordedAt);
      }
      append.writes.forEach((write, index) => {
        this.#writeStream(append, write, headHashes[index] ?? genesisHash);
      });
      if (append.people.length > 0) this.#writePeople(append);
      insertMessages(this.#connection, append);
      return { kind: 'recorded' };
    };
    return this.#connection.write(work, (result) => {
      if (result.kind === 'recorded') this.#heads.recorded(append);
    });
  }

  /** The hash that the next entry must hold; null when the stream is not at the expected version. */
  #headHash(write: StreamWrite): string | null {
    const row = this.#connection.sql('SELECT version, hash FROM streams WHERE stream = ?').get(write.stream);
    const version = row === undefined ? 0 : integerOf(row, 'version');
    if (version !== write.expectedVersion) return null;
    return row === undefined ? genesisHash : textOf(row, 'hash');
  }

  #peopleConflict(append: Append): boolean {
    const find = this.#connection.sql('SELECT id, email, revision FROM people WHERE id = ? OR email = ?');
    const known = append.people.flatMap(({ person }) => find.all(person.id, person.email));
    return peopleConflict(append.people, known.map(knownPersonOf));
  }

  #writeStream(append: Append, write: StreamWrite, headHash: string): void {
    const entries = chain(write, headHash, append.recordedAt, append.actor);
    const insert = this.#connection.sql(
      `INSERT INTO journal (stream, version, recorded_at, actor, type, data, previous_hash, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { stream, version, recordedAt, actor, type, data, previousHash, hash } of entries) {
      insert.run(stream, version, recordedAt, actor, type, canonicalJson(data), previousHash, hash);
    }
    this.#connection
      .sql(
        `INSERT INTO streams (stream, version, hash, next_due_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (stream) DO UPDATE
         SET version = excluded.version, hash = excluded.hash, next_due_ms = excluded.next_due_ms`,
      )
      .run(
        write.stream,
        write.expectedVersion + entries.length,
        entries.at(-1)?.hash ?? headHash,
        optionalMillisecondsOf(write.nextDueAt),
      );
  }

  #writePeople(append: Append): void {
    const counter = this.#connection
      .sql(`UPDATE counters SET value = value + 1 WHERE name = 'people' RETURNING value`)
      .get();
    const revision = integerOf(counter ?? {}, 'value');
    // E-mails are freed first, so that two people may exchange theirs.
    const free = this.#connection.sql('UPDATE people SET email = NULL WHERE id = ?');
    for (const { person } of append.people) free.run(person.id);
    const upsert = this.#connection.sql(
      `INSERT INTO people (id, email, revision, data) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET email = excluded.email, revision = excluded.revision, data = excluded.data`,
    );
    for (const { person } of append.people)
      upsert.run(person.id, person.email, revision, JSON.stringify(person));
  }

  async peopleSince(revision: number): Promise<readonly PersonRow[]> {
    return this.#connection.read(() =>
      this.#connection
        .sql('SELECT data, revision FROM people WHERE revision > ? ORDER BY revision, id')
        .all(revision)
        .map(personRowOf),
    );
  }

  async streamsDue(now: string, limit: number): Promise<readonly string[]> {
    return this.#connection.read(() =>
      this.#connection
        .sql('SELECT stream FROM streams WHERE next_due_ms <= ? ORDER BY next_due_ms, stream LIMIT ?')
        .all(millisecondsOf(now), limit)
        .map((row) => textOf(row, 'stream')),
    );
  }

  async setNextDue(stream: string, version: number, nextDueAt: string | null): Promise<boolean> {
    return this.#connection.write(() => {
      const { changes } = this.#connection
        .sql('UPDATE streams SET next_due_ms = ? WHERE stream = ? AND version = ?')
        .run(optionalMillisecondsOf(nextDueAt), stream, version);
      return Number(changes) === 1;
    });
  }

  async claim(claim: Claim): Promise<readonly Message[]> {
    return this.#connection.write(() => claimMessages(this.#connection, claim));
  }

  async settle(key: string, fence: number, settlement: Settlement): Promise<boolean> {
    return this.#connection.write(() => settleMessage(this.#connection, key, fence, settlement));
  }

  async nextWakeAt(): Promise<string | null> {
    return this.#connection.read(() => {
      const stream = this.#connection
        .sql('SELECT min(next_due_ms) AS wake FROM streams WHERE next_due_ms IS NOT NULL')
        .get();
      const message = this.#connection
        .sql(`SELECT min(wake_ms) AS wake FROM messages WHERE state = 'waiting'`)
        .get();
      return earliest(optionalIntegerOf(stream ?? {}, 'wake'), optionalIntegerOf(message ?? {}, 'wake'));
    });
  }

  async message(key: string): Promise<Message | null> {
    return this.#connection.read(() => messageByKey(this.#connection, key));
  }

  async *journal(): AsyncIterable<Entry> {
    let last = { stream: '', version: 0 };
    for (;;) {
      const after = last;
      const page = await this.#connection.read(() =>
        this.#connection
          .sql('SELECT * FROM journal WHERE (stream, version) > (?, ?) ORDER BY stream, version LIMIT ?')
          .all(after.stream, after.version, pageSize),
      );
      const entries = page.map(journalEntryOf);
      yield* entries;
      last = entries.at(-1) ?? last;
      if (page.length < pageSize) return;
      await this.#connection.turn();
    }
  }

  messages(): AsyncIterable<Message> {
    return allMessages(this.#connection);
  }

  async ping(): Promise<void> {
    await this.#connection.write(() => {
      this.#connection.sql(`UPDATE counters SET value = value + 1 WHERE name = 'ping'`).run();
    });
  }

  async close(): Promise<void> {
    this.#connection.close();
  }
}

export interface SqliteOptions {
  /** How long a write waits for another process that holds the file before `StoreError`, in milliseconds. */
  readonly waitMs?: number;
}

/**
 * Records in one SQLite file, made with its folder when absent; several processes may use the file at once.
 * Opens on first use (`ping` to know at once), and again by itself after a fault.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Store {
  // Slack gives up after 3 s: a refusal must be said before that.
  return new SqliteStore(new SqliteConnection(path, options.waitMs ?? 2000));
}
