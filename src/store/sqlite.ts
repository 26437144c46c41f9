import { StoreError } from '../usecases/errors.ts';
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
} from '../usecases/ports.ts';
import type { OutboxReport, Purged, StoredFiles, Vault } from '../usecases/records.ts';
import { admit } from './admission.ts';
import { earliest, millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import type { Flush } from './log-flush.ts';
import { type Emptiable, ERASE_WITHIN_MS, finishErasure, purge } from './retention.ts';
import { entryOf, journalEntryOf, optionalIntegerOf, pageSize, personRowOf, textOf } from './rows.ts';
import { firstAnswerTo, record } from './sqlite-append.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { sqliteFiles } from './sqlite-files.ts';
import { SqliteHeads } from './sqlite-heads.ts';
import { allMessages, claimMessages, messageByKey, settleMessage } from './sqlite-messages.ts';
import { outboxReport, sendingsSince, sqliteVault } from './sqlite-outbox.ts';
import { sqliteEmptiable } from './sqlite-retention.ts';

class SqliteStore implements Store {
  readonly #connection: SqliteConnection;
  readonly #heads: SqliteHeads;
  readonly #emptiable: Emptiable;
  readonly vault: Vault;
  readonly files: StoredFiles;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#heads = new SqliteHeads(connection);
    this.#emptiable = sqliteEmptiable(connection);
    this.vault = sqliteVault(connection);
    this.files = sqliteFiles(connection);
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
          .sql(`SELECT * FROM journal WHERE stream = ? AND version > ? ORDER BY version LIMIT ${pageSize}`)
          .all(stream, after),
      );
      entries.push(...page.map(entryOf));
      if (page.length < pageSize) return entries;
      await this.#connection.turn();
    }
  }

  async answerTo(key: string): Promise<Json | undefined> {
    return this.#connection.read(() => firstAnswerTo(this.#connection, key));
  }

  async append(append: Append): Promise<AppendResult> {
    admit(append);
    const deadlineMs = performance.now() + ERASE_WITHIN_MS;
    const result = await this.#connection.write(
      () => record(this.#connection, append),
      (outcome) => {
        if (outcome.kind === 'recorded') this.#heads.recorded(append);
      },
      (outcome) => outcome.kind === 'recorded',
    );
    // The first answer was read, maybe from a commit of a moment ago.
    if (result.kind === 'repeated') await this.flushed();
    if (append.erased.length > 0 && result.kind === 'recorded') {
      // The erasure is recorded, and its mark with it: what fails here is done by `purge`.
      await finishErasure(this.#emptiable, deadlineMs).catch(() => undefined);
      await this.#emptyLog();
    }
    return result;
  }

  /** Former pages stand in the log until it is written over: after an erasure (RGPD) it is emptied at once. */
  async #emptyLog(): Promise<void> {
    const emptying = this.#connection.read(() =>
      this.#connection.sql('PRAGMA wal_checkpoint(TRUNCATE)').get(),
    );
    // The erasure is recorded whatever comes of this; somebody who reads at this moment puts it off to the next time.
    await emptying.catch(() => undefined);
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
        .sql(`SELECT stream FROM streams WHERE next_due_ms <= ? ORDER BY next_due_ms, stream LIMIT ${limit}`)
        .all(millisecondsOf(now))
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
    // An idle look leaves nothing to flush.
    return this.#connection.write(
      () => claimMessages(this.#connection, claim),
      undefined,
      (claimed) => claimed.length > 0,
    );
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

  async outbox(now: string, limit: number): Promise<OutboxReport> {
    return this.#connection.read(() => outboxReport(this.#connection, now, limit));
  }

  async sentSince(to: string, sinceAt: string): Promise<number> {
    return this.#connection.read(() => sendingsSince(this.#connection, to, sinceAt));
  }

  async purge(before: { readonly answersAt: string; readonly messagesAt: string }): Promise<Purged> {
    const purged = await purge(this.#emptiable, before);
    await this.#emptyLog();
    return purged;
  }

  async *journal(): AsyncIterable<Entry> {
    let last = { stream: '', version: 0 };
    for (;;) {
      const after = last;
      const page = await this.#connection
        .read(() =>
          this.#connection
            .sql(
              `SELECT * FROM journal WHERE (stream, version) > (?, ?) ORDER BY stream, version LIMIT ${pageSize}`,
            )
            .all(after.stream, after.version),
        )
        .catch((cause: unknown) => {
          const where =
            after.version === 0 ? 'at its start' : `after ${after.stream}, version ${after.version}`;
          throw new StoreError(`the journal cannot be read ${where}: ${String(cause)}`, { cause });
        });
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

  async flushed(): Promise<void> {
    await this.#connection.flushed();
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

export interface SqliteOptions {
  /** How long a write waits for another process that holds the file before `StoreError`, in milliseconds. */
  readonly waitMs?: number;
  /** Brings the log to the disk; the system's own unless given. */
  readonly flush?: Flush;
}

/**
 * Records in one SQLite file, made with its folder when absent; several processes may use the file at once.
 * Opens on first use (`ping` to know at once), and again by itself after a fault.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Store {
  // Slack gives up after 3 s: a refusal must be said before that.
  return new SqliteStore(new SqliteConnection(path, options.waitMs ?? 2000, options.flush));
}
