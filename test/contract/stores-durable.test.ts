import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { openDisposable, remember } from '../../src/store/disposable.ts';
import { DisposableTable } from '../../src/store/disposable-table.ts';
import { verifyChain } from '../../src/store/hash.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import {
  appendOf,
  appendPatiently,
  type DurableEngine,
  eventsAppend,
  listOf,
  messageTo,
  personOf,
  postgresEngine,
  sqliteEngine,
  versionsOf,
} from '../support/store-engines.ts';

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];
const engines: [string, () => Promise<DurableEngine>][] = [['SQLite', async () => sqliteEngine()]];
if (serverUrl !== undefined) engines.push(['PostgreSQL', () => postgresEngine(serverUrl, 'durable')]);
else it.todo('PostgreSQL is not tested: JALON_TEST_DATABASE_URL is absent');

describe.each(engines)('durable store on %s', (_name, makeEngine) => {
  let engine: DurableEngine;
  let store: Store;

  beforeAll(async () => {
    engine = await makeEngine();
  });
  beforeEach(async () => {
    await engine.reset();
    store = engine.open();
  });
  afterAll(async () => {
    await engine.dispose();
  });

  it('keeps everything over closing and opening again', async () => {
    await store.append({
      ...eventsAppend('track:a', 0, 3),
      key: 'k',
      answer: ['x'],
      people: [{ person: personOf('p1', 'a@example.org'), expectedRevision: 0 }],
      messages: [messageTo('p1', 'm1'), messageTo('p1', 'm2')],
    });
    await store.claim({ now: '2026-03-02T10:00:00Z', leaseUntilAt: '2026-03-02T11:00:00Z', recipients: 1 });
    const everything = async (from: Store) => [
      await from.heads(),
      await listOf(from.journal()),
      await from.peopleSince(0),
      await listOf(from.messages()),
      await from.answerTo('k'),
      await from.nextWakeAt(),
    ];
    const before = await everything(store);
    await store.close();
    await expect(store.heads()).rejects.toThrow(StoreError);
    expect(await everything(engine.open())).toEqual(before);
  });

  it('lets two connections start at once on empty records and write the same stream without a gap', async () => {
    const other = engine.open();
    const race = (handle: Store) => Array.from({ length: 25 }, () => appendPatiently(handle, 'track:a'));
    await Promise.all([...race(store), ...race(other)]);
    const entries = await store.read('track:a', 0);
    expect(versionsOf(entries)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect((await verifyChain(other.journal())).faults).toEqual([]);
  }, 20_000);

  it('shows at once to one connection what another has recorded, and shares its leases', async () => {
    const other = engine.open();
    await store.append({ ...eventsAppend('a', 0), key: 'k', answer: 1, messages: [messageTo('p1', 'm1')] });
    expect(await other.append({ ...eventsAppend('b', 0), key: 'k', answer: 2 })).toEqual({
      kind: 'repeated',
      answer: 1,
    });
    const claim = { now: '2026-03-02T10:00:00Z', leaseUntilAt: '2026-03-02T11:00:00Z', recipients: 5 };
    expect(await other.claim(claim)).toHaveLength(1);
    expect(await store.claim(claim)).toEqual([]);
  });

  it.each([
    ['data', `UPDATE journal SET data = replace(data, 'audit', 'audis') WHERE version = 2`, 2, ['changed']],
    [
      'data that are no JSON any more',
      `UPDATE journal SET data = '[' || data WHERE version = 2`,
      2,
      ['changed'],
    ],
    ['one space in the data', `UPDATE journal SET data = data || ' ' WHERE version = 2`, 2, ['changed']],
    ['the author', `UPDATE journal SET actor = 'person-2' WHERE version = 2`, 2, ['changed']],
    ['the date', `UPDATE journal SET recorded_at = '2026-03-02T09:00:01Z' WHERE version = 3`, 3, ['changed']],
    ['the link', `UPDATE journal SET previous_hash = hash WHERE version = 3`, 3, ['link', 'changed']],
    ['an entry taken out', 'DELETE FROM journal WHERE version = 2', 2, ['gap']],
    ['the last entry cut off', 'DELETE FROM journal WHERE version = 3', 3, ['gap']],
    ['a whole stream taken out', 'DELETE FROM journal', 1, ['gap']],
  ])('finds and names what was changed behind its back: %s', async (_what, sql, version, faults) => {
    await store.append(eventsAppend('track:a', 0, 3));
    await engine.execute(sql);
    const report = await verifyChain(store.journal(), (await store.heads()).streams);
    expect(report.faults).toEqual(faults.map((what) => ({ stream: 'track:a', version, what })));
  });

  it('finds an entry that was changed together with its hash by the next one', async () => {
    await store.append(eventsAppend('track:a', 0, 3));
    await engine.execute('UPDATE journal SET hash = previous_hash WHERE version = 2');
    expect((await verifyChain(store.journal())).faults).toEqual([
      { stream: 'track:a', version: 2, what: 'changed' },
      { stream: 'track:a', version: 3, what: 'link' },
    ]);
  });

  it('folds no state from data that are damaged, and says where', async () => {
    await store.append(eventsAppend('track:a', 0, 3));
    await engine.execute(`UPDATE journal SET data = 'x' || data WHERE version = 2`);
    await expect(store.read('track:a', 0)).rejects.toThrow('the journal entry track:a, version 2 is damaged');
    expect(versionsOf(await store.read('track:a', 2))).toEqual([3]);
  });

  it('says StoreError when the engine is at fault, stores nothing, and recovers by itself', async () => {
    await store.append(eventsAppend('track:a', 0));
    await engine.execute('ALTER TABLE messages RENAME TO elsewhere');
    const append = { ...eventsAppend('track:a', 1), key: 'k', messages: [messageTo('p1', 'm1')] };
    await expect(store.append(append)).rejects.toThrow(StoreError);
    await expect(store.append(append)).rejects.toHaveProperty('cause', expect.anything());
    await engine.execute('ALTER TABLE elsewhere RENAME TO messages');
    expect(versionsOf(await store.read('track:a', 0))).toEqual([1]);
    expect(await store.append(append)).toEqual({ kind: 'recorded' });
  });

  it('refuses records written by a newer version', async () => {
    await store.ping();
    await engine.execute('UPDATE schema_version SET version = 99');
    await expect(engine.open().ping()).rejects.toThrow('the database has schema 99');
  });
});

describe('SQLite file', () => {
  let folder: string;
  let store: Store;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jalon-sqlite-'));
    store = openSqlite(join(folder, 'jalon.sqlite'), { waitMs: 300 });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its log (WAL) beside it, and both are read by their owner only', async () => {
    await store.append(eventsAppend('a', 0));
    const path = join(folder, 'jalon.sqlite');
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
    expect(existsSync(`${path}-wal`)).toBe(true);
    for (const name of [path, `${path}-wal`]) expect(statSync(name).mode & 0o077).toBe(0);
  });

  it('keeps no byte of somebody who was erased (RGPD), neither in the file nor in its log', async () => {
    const named = personOf('p1', 'camille@example.org', 'Camille Exemple');
    await store.append(
      appendOf({
        key: 'k',
        answer: { text: 'Bonjour Camille Exemple' },
        people: [{ person: named, expectedRevision: 0 }],
        messages: [{ ...messageTo('p1', 'm1'), data: { name: 'Camille Exemple' } }],
      }),
    );
    const bytes = () =>
      ['', '-wal'].map((end) => readFileSync(join(folder, `jalon.sqlite${end}`), 'latin1')).join();
    expect(bytes()).toContain('Camille');
    const erased = appendOf({
      people: [{ person: personOf('p1', null, ''), expectedRevision: 1 }],
      erased: ['p1'],
    });
    expect(await store.append(erased)).toEqual({ kind: 'recorded' });
    expect(bytes()).not.toMatch(/camille/i);
  });

  it('that cannot be opened is a StoreError, and is opened once it can be', async () => {
    const path = join(folder, 'jalon.sqlite');
    mkdirSync(path);
    await expect(store.ping()).rejects.toThrow(StoreError);
    rmSync(path, { recursive: true });
    await store.ping();
  });

  it('that is no database is a StoreError and is left as it is', async () => {
    const path = join(folder, 'jalon.sqlite');
    writeFileSync(path, 'Bonjour'.repeat(1000));
    await expect(store.heads()).rejects.toThrow(StoreError);
    expect(statSync(path).size).toBe(7000);
  });

  it('held by another process is a StoreError after the wait, during which other work goes on', async () => {
    await store.append(eventsAppend('a', 0));
    const holder = new DatabaseSync(join(folder, 'jalon.sqlite'));
    holder.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await expect(store.append(eventsAppend('a', 1))).rejects.toThrow(StoreError);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
    expect((await store.heads()).streams.get('a')).toBe(1);
    holder.exec('ROLLBACK');
    holder.close();
    expect(await store.append(eventsAppend('a', 1))).toEqual({ kind: 'recorded' });
  });
});

const serverSuite = (url: string): void => {
  let engine: Awaited<ReturnType<typeof postgresEngine>>;
  let server: Server | null = null;
  const sockets = new Set<Socket>();

  /** A loopback server in front of (or instead of) PostgreSQL. */
  async function listen(onConnection: (socket: Socket) => void): Promise<string> {
    const listening = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      onConnection(socket);
    });
    server = listening;
    await new Promise<void>((resolve) => {
      listening.listen(0, '127.0.0.1', resolve);
    });
    const address = listening.address();
    const port = address === null || typeof address === 'string' ? '' : String(address.port);
    return Object.assign(new URL(engine.url), { hostname: '127.0.0.1', port }).href;
  }

  beforeAll(async () => {
    engine = await postgresEngine(url, 'server');
  });
  beforeEach(() => engine.reset());
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    const closing = server;
    server = null;
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  });
  afterAll(() => engine.dispose());

  it('that nobody listens for is a StoreError with its cause', async () => {
    const store = openPostgres('postgres://jalon@127.0.0.1:9/jalon');
    await expect(store.heads()).rejects.toThrow(StoreError);
    await expect(store.append(eventsAppend('a', 0))).rejects.toHaveProperty('cause', expect.anything());
    await store.close();
  });

  it('that never answers is a StoreError before Slack gives up (3 s)', async () => {
    const store = openPostgres(await listen(() => undefined));
    const start = performance.now();
    await expect(store.heads()).rejects.toThrow(StoreError);
    expect(performance.now() - start).toBeLessThan(2900);
    await store.close();
  });

  it('that holds a lock too long is a StoreError before Slack gives up (3 s), and nothing is stored', async () => {
    const store = engine.open();
    await store.append(eventsAppend('a', 0));
    const holding = engine.execute('BEGIN; LOCK TABLE streams; SELECT pg_sleep(2.5); COMMIT');
    let start = 0;
    await expect(
      (async () => {
        // The lock may come after the first appends.
        for (let next = 1; ; next += 1) {
          start = performance.now();
          await store.append(eventsAppend('a', next));
        }
      })(),
    ).rejects.toThrow(StoreError);
    expect(performance.now() - start).toBeLessThan(2900);
    await holding;
    const version = (await store.heads()).streams.get('a') ?? 0;
    expect(versionsOf(await store.read('a', 0))).toHaveLength(version);
    expect(await store.append(eventsAppend('a', version))).toEqual({ kind: 'recorded' });
  });

  it('that closes its connections is used again at once', async () => {
    const store = engine.open();
    await store.append(eventsAppend('a', 0));
    await engine.execute(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await store.heads().catch((error: unknown) => expect(error).toBeInstanceOf(StoreError));
    expect(await store.append(eventsAppend('a', 1))).toEqual({ kind: 'recorded' });
  });

  it('that was emptied is given its tables again', async () => {
    const store = engine.open();
    await store.ping();
    await engine.execute('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await expect(store.heads()).rejects.toThrow(StoreError);
    expect((await store.heads()).streams.size).toBe(0);
  });

  it('that commits but whose answer is lost tells by the delivery key that the append is stored', async () => {
    const { hostname, port } = new URL(engine.url);
    let cut = true;
    const through = await listen((client) => {
      const upstream = connectTo(Number(port), hostname);
      sockets.add(upstream.on('error', () => undefined));
      upstream.on('data', (bytes) => client.write(bytes)).on('close', () => client.destroy());
      client.on('data', (bytes) => {
        const last = cut && bytes.includes('COMMIT') && recording;
        if (last) upstream.removeAllListeners('data').once('data', () => client.destroy());
        if (last) cut = false;
        upstream.write(bytes);
      });
      client.on('close', () => upstream.destroy());
    });
    let recording = false;
    const store = openPostgres(through);
    await store.ping();
    recording = true;
    const result = await store.append({ ...eventsAppend('a', 0), key: 'k', answer: { receipt: 'REF-1' } });
    expect(cut).toBe(false);
    expect(result).toEqual({ kind: 'repeated', answer: { receipt: 'REF-1' } });
    cut = true;
    await expect(store.append(eventsAppend('a', 1))).rejects.toThrow(StoreError);
    await store.close();
  });

  it('keeps disposable state between processes, until it expires', async () => {
    const here = openDisposable(new DisposableTable(engine.url));
    const there = openDisposable(new DisposableTable(engine.url));
    await Promise.all([here.set('a', { x: 1 }, 60_000), there.set('b', 2, -1)]);
    expect(await there.get('a')).toEqual({ x: 1 });
    expect(await here.get('b')).toBeUndefined();
    await Promise.all([here.disconnect(), there.disconnect()]);
  });

  it('keeps no row of disposable state that has expired, once swept (RGPD)', async () => {
    const disposable = openDisposable(new DisposableTable(engine.url));
    await disposable.sweep();
    await disposable.set('live', { name: 'Camille \u0000' }, 60_000);
    await disposable.set('for ever', { x: '"expires":5}', expires: 5 });
    // As many at a time as the pool has connections: whoever waits for one longer than a second is refused.
    for (let begun = 0; begun < 1001; begun += 7)
      await Promise.all(
        Array.from({ length: 7 }, (_, rank) => disposable.set(`old:${begun + rank}`, 'x', -1)),
      );
    await disposable.sweep();
    const client = new Client({ connectionString: engine.url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT key FROM public.disposable WHERE key NOT IN ('keyv:a') ORDER BY key`,
    );
    await client.end();
    expect(rows).toEqual([{ key: 'keyv:for ever' }, { key: 'keyv:live' }]);
    await disposable.disconnect();
  });

  it('that fails costs disposable state, never the answer', async () => {
    const disposable = openDisposable(new DisposableTable('postgres://jalon@127.0.0.1:9/jalon'));
    await expect(disposable.get('a')).rejects.toThrow();
    await expect(disposable.sweep()).rejects.toThrow();
    expect(await remember(disposable, 'a', 1000, async () => 'made')).toBe('made');
    await disposable.disconnect();
  });
};
if (serverUrl !== undefined) describe('PostgreSQL server', () => serverSuite(serverUrl));

describe('disposable state in memory', () => {
  it('is made once and kept for its time', async () => {
    const disposable = openDisposable(null);
    let made = 0;
    const make = async (): Promise<number> => {
      made += 1;
      return made;
    };
    expect(await remember(disposable, 'a', 60_000, make)).toBe(1);
    expect(await remember(disposable, 'a', 60_000, make)).toBe(1);
    expect(await remember(disposable, 'b', -1, make)).toBe(2);
    expect(await remember(disposable, 'b', -1, make)).toBe(3);
  });

  it('holds nothing that has expired, once swept (RGPD)', async () => {
    const disposable = openDisposable(null);
    await disposable.sweep();
    await disposable.set('live', 1, 60_000);
    await disposable.set('for ever', 2);
    for (let index = 0; index < 1000; index += 1) await disposable.set(`old:${index}`, 'x', -1);
    expect(disposable.store.size).toBe(1002);
    await disposable.sweep();
    expect([...disposable.store.keys()]).toEqual(['keyv:live', 'keyv:for ever']);
    expect(await disposable.get('live')).toBe(1);
  });
});
