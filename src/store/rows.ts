import { DamagedEntryError, StoreError } from '../usecases/errors.ts';
import type {
  Account,
  Entry,
  Heads,
  JsonObject,
  Message,
  MessageState,
  Person,
  PersonRow,
  PlatformName,
  Preferences,
} from '../usecases/ports.ts';
import { NO_PREFERENCES, type OutboxReport } from '../usecases/records.ts';
import type { KnownPerson } from './admission.ts';
import { canonicalJson } from './hash.ts';
import { earliest } from './instant.ts';
import { withoutReason } from './settlement.ts';

/** One row as an SQL driver gives it. Both engines name their columns alike, so that one reading serves both. */
export type Row = Readonly<Record<string, unknown>>;

/** How many rows a reader takes from an engine at a time. */
export const pageSize = 500;

const states: readonly MessageState[] = ['waiting', 'sent', 'dropped', 'failed'];
const platforms: readonly PlatformName[] = ['slack', 'teams', 'web', 'mail'];

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new StoreError(`column ${column} does not hold text`);
  return value;
}

function optionalTextOf(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new StoreError(`column ${column} does not hold bytes`);
  return value;
}

/** PostgreSQL's driver gives 64-bit integers as text. */
export function integerOf(row: Row, column: string): number {
  const value = Number(row[column] ?? Number.NaN);
  if (!Number.isSafeInteger(value)) throw new StoreError(`column ${column} does not hold a whole number`);
  return value;
}

export function optionalIntegerOf(row: Row, column: string): number | null {
  return row[column] === null || row[column] === undefined ? null : integerOf(row, column);
}

/** JSON that this store wrote itself, so of the type that was written. */
export function jsonOf<T>(row: Row, column: string): T {
  try {
    return JSON.parse(textOf(row, column));
  } catch (cause) {
    throw new StoreError(`column ${column} does not hold JSON`, { cause });
  }
}

function memberOf<T extends string>(row: Row, column: string, members: readonly T[]): T {
  const value = textOf(row, column);
  const member = members.find((candidate) => candidate === value);
  if (member === undefined) throw new StoreError(`column ${column} holds an unknown word`);
  return member;
}

/** Undefined when the stored text is not, byte for byte, what was stored: somebody has changed it. */
function storedData(text: string): JsonObject | undefined {
  try {
    const data: JsonObject = JSON.parse(text);
    return canonicalJson(data) === text ? data : undefined;
  } catch {
    return undefined;
  }
}

function entryWith(row: Row, data: JsonObject): Entry {
  return {
    stream: textOf(row, 'stream'),
    version: integerOf(row, 'version'),
    recordedAt: textOf(row, 'recorded_at'),
    actor: textOf(row, 'actor'),
    type: textOf(row, 'type'),
    data,
    previousHash: textOf(row, 'previous_hash'),
    hash: textOf(row, 'hash'),
  };
}

/**
 * For the whole journal (`verify`, `export`): an entry whose data were damaged comes out as `{ damaged: text }`, whose
 * hash is wrong, so that it is named and reading goes on.
 */
export function journalEntryOf(row: Row): Entry {
  const text = textOf(row, 'data');
  return entryWith(row, storedData(text) ?? { damaged: text });
}

/** For decisions: throws `StoreError` on data that are no JSON, since no state can be folded from them. */
export function entryOf(row: Row): Entry {
  try {
    return entryWith(row, jsonOf(row, 'data'));
  } catch (cause) {
    const where = `${textOf(row, 'stream')}, version ${integerOf(row, 'version')}`;
    throw new DamagedEntryError(`the journal entry ${where} is damaged`, { cause });
  }
}

/**
 * A message whose data were damaged comes out as `{ damaged: true }`: one bad row must not keep the others from being
 * claimed. It is found to be unreadable when it is to be said, and set aside.
 */
function messageDataOf(row: Row): JsonObject {
  return storedData(textOf(row, 'data')) ?? { damaged: true };
}

/** What is stored in the place of a message's data to take `reason` from them; damaged data lose everything. */
export function dataWithoutReason(row: Row): string {
  return canonicalJson(withoutReason(messageDataOf(row)));
}

export function messageOf(row: Row): Message {
  return {
    key: textOf(row, 'key'),
    to: textOf(row, 'recipient'),
    topic: textOf(row, 'topic'),
    data: messageDataOf(row),
    group: optionalTextOf(row, 'message_group'),
    notBeforeAt: textOf(row, 'not_before_at'),
    createdAt: textOf(row, 'created_at'),
    correlationId: textOf(row, 'correlation_id'),
    state: memberOf(row, 'state', states),
    attempts: integerOf(row, 'attempts'),
    fence: integerOf(row, 'fence'),
    leaseUntilAt: optionalTextOf(row, 'lease_until_at'),
    channel: row['channel'] === null ? null : memberOf(row, 'channel', platforms),
    platformId: optionalTextOf(row, 'platform_id'),
    lastError: optionalTextOf(row, 'last_error'),
    sentAt: optionalTextOf(row, 'sent_at'),
  };
}

/** Claimed rows come back in no order: recipients by their earliest message, each one's messages by date and creation. */
export function inClaimOrder(rows: readonly Row[], recipients: readonly string[]): readonly Message[] {
  const rank = new Map(recipients.map((recipient, index) => [recipient, index]));
  const keyed = rows.map((row) => ({
    message: messageOf(row),
    rank: rank.get(textOf(row, 'recipient')) ?? recipients.length,
    notBefore: integerOf(row, 'not_before_ms'),
    seq: integerOf(row, 'seq'),
  }));
  keyed.sort((a, b) => a.rank - b.rank || a.notBefore - b.notBefore || a.seq - b.seq);
  return keyed.map(({ message }) => message);
}

/** From one statement, so of one moment: a row per stream, and one without a stream for the people counter. */
export function headsOf(rows: readonly Row[]): Heads {
  const streams = new Map<string, number>();
  let peopleRevision = 0;
  for (const row of rows) {
    const stream = optionalTextOf(row, 'stream');
    if (stream === null) peopleRevision = integerOf(row, 'version');
    else streams.set(stream, integerOf(row, 'version'));
  }
  return { streams, peopleRevision };
}

export function knownPersonOf(row: Row): KnownPerson {
  return { id: textOf(row, 'id'), email: optionalTextOf(row, 'email'), revision: integerOf(row, 'revision') };
}

/** A person as any version of Jalon stored them: 0.1.0 knew neither `preferences`, `lostAt` nor `feedGeneration`. */
interface StoredPerson extends Omit<Person, 'accounts' | 'preferences' | 'feedGeneration'> {
  readonly feedGeneration?: number;
  readonly accounts: readonly (Omit<Account, 'lostAt'> & Partial<Pick<Account, 'lostAt'>>)[];
  readonly preferences?: Partial<Preferences>;
}

export function personRowOf(row: Row): PersonRow {
  const stored = jsonOf<StoredPerson>(row, 'data');
  const person: Person = {
    feedGeneration: 0,
    ...stored,
    accounts: stored.accounts.map((account) => ({ lostAt: null, ...account })),
    preferences: { ...NO_PREFERENCES, ...stored.preferences },
  };
  return { person, revision: integerOf(row, 'revision') };
}

/** From the counts and the instants (milliseconds) of `outbox`'s queries, which both engines name alike. */
export function outboxReportOf(counts: Row, troubled: readonly Row[], nowMs: number): OutboxReport {
  const oldest = [optionalIntegerOf(counts, 'oldest_free'), optionalIntegerOf(counts, 'oldest_leased')];
  return {
    waiting: integerOf(counts, 'waiting'),
    due: integerOf(counts, 'due_free') + integerOf(counts, 'due_leased'),
    oldestDueAt: earliest(...oldest.filter((at) => at !== null && at <= nowMs)),
    failed: integerOf(counts, 'failed'),
    troubledCount: integerOf(counts, 'troubled'),
    troubled: troubled.map(messageOf),
  };
}
