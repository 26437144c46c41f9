import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openMemory } from '../../src/store/memory.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Append, Entry, EventDraft, MessageDraft, Person, Store } from '../../src/usecases/ports.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';

/** One kind of records, empty for each test. */
export interface Engine {
  /** A handle on the records; two calls give two independent connections to the same ones. */
  open(): Store;
  /** Empties the records and closes every handle. */
  reset(): Promise<void>;
  dispose(): Promise<void>;
}

/** An engine whose records outlive the process: a test may reach behind its back. */
export interface DurableEngine extends Engine {
  /** Runs SQL directly on the database, as somebody with access to it could. */
  execute(sql: string): Promise<void>;
}

export function memoryEngine(): Engine {
  let store = openMemory();
  return {
    open: () => store,
    reset: async () => {
      store = openMemory();
    },
    dispose: async () => undefined,
  };
}

/** Remembers what was opened, so that a test that fails leaves nothing open. */
function handles(open: () => Store): { readonly open: () => Store; readonly closeAll: () => Promise<void> } {
  const opened: Store[] = [];
  return {
    open: () => {
      const store = open();
      opened.push(store);
      return store;
    },
    closeAll: async () => {
      for (const store of opened.splice(0)) await store.close();
    },
  };
}

export function sqliteEngine(): DurableEngine {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-stores-'));
  let path = '';
  let count = 0;
  const { open, closeAll } = handles(() => openSqlite(path));
  return {
    open,
    reset: async () => {
      await closeAll();
      count += 1;
      path = join(folder, String(count), 'jalon.sqlite');
    },
    execute: async (sql) => {
      mkdirSync(dirname(path), { recursive: true });
      const database = new DatabaseSync(path, { timeout: 5000 });
      database.exec(sql);
      database.close();
    },
    dispose: async () => {
      await closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes a database of its own on the server of `serverUrl`, so that suites can run side by side. */
export async function postgresEngine(
  serverUrl: string,
  suite: string,
): Promise<DurableEngine & { readonly url: string }> {
  const name = `jalon_${suite}_${process.pid}`;
  await runOn(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await runOn(serverUrl, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const { open, closeAll } = handles(() => openPostgres(url));
  return {
    url,
    open,
    reset: async () => {
      await closeAll();
      await runOn(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    },
    execute: (sql) => runOn(url, sql),
    dispose: async () => {
      await closeAll();
      await runOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export function event(day: string): EventDraft {
  return { type: 'phase-ended', data: { phase: 'audit', day, list: [1, { b: null, a: 'é « ’ » \u0000' }] } };
}

export function appendOf(changes: Partial<Append>): Append {
  return undelivered({
    recordedAt: '2026-03-02T09:00:00Z',
    actor: 'person-1',
    correlationId: 'correlation-1',
    ...changes,
  });
}

/** An append of `count` events to one stream that stands at `expectedVersion`. */
export function eventsAppend(stream: string, expectedVersion: number, count = 1): Append {
  const events = Array.from({ length: count }, (_, index) => event(`2026-03-${index + 1}`));
  return appendOf({ writes: [{ stream, expectedVersion, events, nextDueAt: null }] });
}

export function personOf(id: string, email: string | null, name = id): Person {
  const preferences = NO_PREFERENCES;
  return { id, name, position: null, email, phone: null, accounts: [], preferences, feedGeneration: 0 };
}

export function messageTo(
  to: string,
  key: string,
  notBeforeAt = '2026-03-02T09:00:00Z',
  group: string | null = null,
): MessageDraft {
  return { key, to, topic: 'milestone', data: { day: 'J-7' }, group, notBeforeAt };
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Appends one event to `stream` as a command does: reads, decides, and starts again when somebody else was faster. */
export async function appendPatiently(store: Store, stream: string): Promise<number> {
  for (;;) {
    const version = (await store.heads()).streams.get(stream) ?? 0;
    const result = await store.append(eventsAppend(stream, version));
    if (result.kind === 'recorded') return version + 1;
  }
}

export function versionsOf(entries: readonly Entry[]): readonly number[] {
  return entries.map((entry) => entry.version);
}
