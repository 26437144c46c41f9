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
import { record } from './postgres-append.ts';
import { PostgresConnection, sqlState, UnknownOutcome } from './postgres-connection.ts';
import { postgresFiles } from './postgres-files.ts';
import { PostgresHeads } from './postgres-heads.ts';
import { allMessages, claimMessages, messageByKey, settleMessage } from './postgres-messages.ts';
import { outboxReport, postgresVault, sendingsSince } from './postgres-outbox.ts';
import { postgresEmptiable } from './postgres-retention.ts';
import { type Emptiable, ERASE_WITHIN_MS, finishErasure, purge } from './retention.ts';
import { entryOf, journalEntryOf, jsonOf, optionalIntegerOf, pageSize, personRowOf, textOf } from './rows.ts';

/** Deadlock, serialization failure: somebody else wrote first and this transaction was undone. */
const lostRaces: readonly (string | null)[] = ['40P01', '40001'];

class PostgresStore implements Store {
  readonly #connection: PostgresConnection;
  readonly #heads: PostgresHeads;
  readonly #emptiable: Emptiable;
  readonly vault: Vault;
  readonly files: StoredFiles;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
    this.#heads = new PostgresHeads(connection);
    this.#emptiable = postgresEmptiable(connection);
    this.vault = postgresVault(connection);
    this.files = postgresFiles(connection);
  }

  async heads(): Promise<Heads> {
    return this.#heads.read();
  }

  async read(stream: string, afterVersion: number): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const page = await this.#connection.query(
        'SELECT * FROM journal WHERE stream = $1 AND version > $2 ORDER BY version LIMIT $3',
        [stream, entries.at(-1)?.version ?? afterVersion, pageSize],
      );
      entries.push(...page.map(entryOf));
      if (page.length < pageSize) return entries;
    }
  }

  async answerTo(key: string): Promise<Json | undefined> {
    const [row] = await this.#connection.query('SELECT answer FROM answers WHERE key = $1', [key]);
    return row === undefined ? undefined : jsonOf(row, 'answer');
  }

  async append(append: Append): Promise<AppendResult> {
    admit(append);
    const deadlineMs = performance.now() + ERASE_WITHIN_MS;
    let result: AppendResult | 'known-key';
    try {
      result = await this.#connection.transaction(
        (query) => record(query, append),
        (outcome) => outcome !== 'known-key' && outcome.kind === 'recorded',
      );
    } catch (error) {
      if (lostRaces.includes(sqlState(error))) return { kind: 'conflict' };
      // The server may have committed before the connection broke: the key tells.
      const unsure = error instanceof UnknownOutcome && append.key !== null;
      const stored = unsure ? await this.#outcomeOf(append.key) : undefined;
      if (stored === undefined) throw error;
      return { kind: 'repeated', answer: stored };
    }
    if (result !== 'known-key') {
      // The erasure is recorded, and its mark with it: what fails here is done by `purge`.
      if (append.erased.length > 0 && result.kind === 'recorded')
        await finishErasure(this.#emptiable, deadlineMs).catch(() => undefined);
      return result;
    }
    const answer = append.key === null ? undefined : await this.answerTo(append.key);
    return answer === undefined ? { kind: 'conflict' } : { kind: 'repeated', answer };
  }

  /** The answer under this key once the transaction that was keeping it, if it still runs, has ended one way or the other. */
  async #outcomeOf(key: string): Promise<Json | undefined> {
    await this.#connection.transaction(
      (query) =>
        query(
          `INSERT INTO answers (key, answer, recorded_at) VALUES ($1, '', '') ON CONFLICT (key) DO NOTHING`,
          [key],
        ),
      () => false,
    );
    return this.answerTo(key);
  }

  async peopleSince(revision: number): Promise<readonly PersonRow[]> {
    const rows = await this.#connection.query(
      'SELECT data, revision FROM people WHERE revision > $1 ORDER BY revision, id',
      [revision],
    );
    return rows.map(personRowOf);
  }

  async streamsDue(now: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#connection.query(
      'SELECT stream FROM streams WHERE next_due_ms <= $1 ORDER BY next_due_ms, stream LIMIT $2',
      [millisecondsOf(now), limit],
    );
    return rows.map((row) => textOf(row, 'stream'));
  }

  async setNextDue(stream: string, version: number, nextDueAt: string | null): Promise<boolean> {
    const rows = await this.#connection.query(
      'UPDATE streams SET next_due_ms = $3 WHERE stream = $1 AND version = $2 RETURNING version',
      [stream, version, optionalMillisecondsOf(nextDueAt)],
    );
    return rows.length === 1;
  }

  async claim(claim: Claim): Promise<readonly Message[]> {
    return claimMessages(this.#connection, claim);
  }

  async settle(key: string, fence: number, settlement: Settlement): Promise<boolean> {
    return settleMessage(this.#connection, key, fence, settlement);
  }

  async nextWakeAt(): Promise<string | null> {
    const [row] = await this.#connection.query(
      `SELECT (SELECT min(next_due_ms) FROM streams WHERE next_due_ms IS NOT NULL) AS stream,
         (SELECT min(wake_ms) FROM messages WHERE state = 'waiting') AS message`,
    );
    return earliest(optionalIntegerOf(row ?? {}, 'stream'), optionalIntegerOf(row ?? {}, 'message'));
  }

  async message(key: string): Promise<Message | null> {
    return messageByKey(this.#connection, key);
  }

  async outbox(now: string, limit: number): Promise<OutboxReport> {
    return outboxReport(this.#connection, now, limit);
  }

  async sentSince(to: string, sinceAt: string): Promise<number> {
    return sendingsSince(this.#connection, to, sinceAt);
  }

  async purge(before: { readonly answersAt: string; readonly messagesAt: string }): Promise<Purged> {
    return purge(this.#emptiable, before);
  }

  async *journal(): AsyncIterable<Entry> {
    let last = { stream: '', version: 0 };
    for (;;) {
      const page = await this.#connection.query(
        'SELECT * FROM journal WHERE (stream, version) > ($1, $2) ORDER BY stream, version LIMIT $3',
        [last.stream, last.version, pageSize],
      );
      const entries = page.map(journalEntryOf);
      yield* entries;
      last = entries.at(-1) ?? last;
      if (page.length < pageSize) return;
    }
  }

  messages(): AsyncIterable<Message> {
    return allMessages(this.#connection);
  }

  /** The server shows nothing that it has not flushed (`synchronous_commit`). */
  async flushed(): Promise<void> {}

  async ping(): Promise<void> {
    await this.#connection.query(`UPDATE counters SET value = value + 1 WHERE name = 'ping'`);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

/**
 * Records in PostgreSQL, shared by any number of processes. Connects and brings the schema up to date on first use
 * (`ping` to know at once), and again by itself after a fault.
 */
export function openPostgres(url: string): Store {
  return new PostgresStore(new PostgresConnection(url));
}
