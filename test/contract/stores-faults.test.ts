import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyStore } from '../../src/store/hash.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { backupSqlite } from '../../src/store/sqlite-backup.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { appendPatiently, eventsAppend, postgresEngine, versionsOf } from '../support/store-engines.ts';
import { needPostgres } from '../support/store-suites.ts';

/** Chat platforms give up after 3 s: until then « Rien n'a été enregistré » must have been said. */
const patienceMs = 2900;

/** Every use fails with `StoreError`, in time. */
async function expectAtFault(store: Store): Promise<void> {
  const uses = [
    () => store.heads(),
    () => store.append(eventsAppend('track:b', 0)),
    () => store.outbox('2026-03-02T09:00:00Z', 1),
    () => store.ping(),
  ];
  for (const use of uses) {
    const start = performance.now();
    await expect(use()).rejects.toThrow(StoreError);
    expect(performance.now() - start).toBeLessThan(patienceMs);
  }
}

describe('SQLite at fault', () => {
  let folder: string;
  let data: string;
  let path: string;
  let store: Store;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jalon-faults-'));
    data = join(folder, 'data');
    path = join(data, 'jalon.sqlite');
    store = openSqlite(path, { waitMs: 300 });
    await store.append(eventsAppend('track:a', 0, 3));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('because its folder is gone: no empty records are made in its place, and it goes on when it is back', async () => {
    renameSync(data, join(folder, 'elsewhere'));
    await expectAtFault(store);
    expect(existsSync(data)).toBe(false);
    renameSync(join(folder, 'elsewhere'), data);
    expect(await appendPatiently(store, 'track:a')).toBe(4);
    expect((await store.heads()).streams).toEqual(new Map([['track:a', 4]]));
  });

  it('because its folder was removed for good: it stays at fault, and invents nothing', async () => {
    rmSync(data, { recursive: true });
    await expectAtFault(store);
    await expectAtFault(store);
    expect(existsSync(data)).toBe(false);
  });

  it('because another file was put in its place: it stays at fault until it is started anew', async () => {
    const copy = join(folder, 'copy.sqlite');
    backupSqlite(path, copy);
    await store.append(eventsAppend('track:a', 3, 2));
    renameSync(path, join(folder, 'former.sqlite'));
    renameSync(copy, path);
    const before = readFileSync(path);
    await expectAtFault(store);
    await expect(store.ping()).rejects.toThrow('another file is in the place of the records');
    await store.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    for (const beside of ['-wal', '-shm']) rmSync(`${path}${beside}`, { force: true });
    store = openSqlite(path);
    expect(await appendPatiently(store, 'track:a')).toBe(4);
    expect((await verifyStore(store)).faults).toEqual([]);
  });

  it('because the file may not be written: it goes on when it may', async () => {
    await store.close();
    const nobody = 65_534;
    const isRoot = process.geteuid?.() === 0;
    // Root may write whatever the mode says: the test is somebody else meanwhile.
    const names = ['.', ...readdirSync(data)].map((name) => join(data, name));
    if (isRoot) for (const name of [folder, ...names]) chownSync(name, nobody, nobody);
    for (const name of names.slice(1)) chmodSync(name, 0o400);
    if (isRoot) process.seteuid?.(nobody);
    store = openSqlite(path, { waitMs: 300 });
    try {
      await expectAtFault(store);
      for (const name of names.slice(1)) chmodSync(name, 0o600);
      expect(await appendPatiently(store, 'track:a')).toBe(4);
      await store.close();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('because the disk is full: what was acknowledged is there, and it goes on when there is room', async () => {
    const loop = join(import.meta.dirname, '..', 'fixtures', 'append-loop.ts');
    const child = spawn(process.execPath, [loop, path, 'writer'], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    const exit = once(child, 'exit');
    const limitTo = (bytes: string) => {
      const { status } = spawnSync('prlimit', [`--pid=${child.pid}`, `--fsize=${bytes}`]);
      expect(status).toBe(0);
    };
    const faults: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      faults.push(line);
      if (faults.length === 10) limitTo('unlimited');
    });
    const acknowledged: number[] = [];
    let afterRoom = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(Number(line));
      // No file of the process may grow beyond this: the last page that fits is written, the next one is refused.
      if (acknowledged.length === 20) limitTo(`${statSync(`${path}-wal`).size + 20_000}:unlimited`);
      if (faults.length >= 10) afterRoom += 1;
      if (afterRoom === 20) child.kill('SIGKILL');
    }
    await exit;
    expect(faults.every((line) => line.startsWith('StoreError: SQLite: '))).toBe(true);
    const entries = await store.read('track:a', 0);
    const versions = new Set(versionsOf(entries));
    expect(acknowledged.filter((version) => !versions.has(version))).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(await verifyStore(store)).toEqual({ entries: entries.length, faults: [] });
  }, 30_000);
});

/** Appends one entry as a command does when the platform delivers it again until it is answered. */
async function deliver(store: Store, key: string): Promise<void> {
  for (;;) {
    try {
      const version = (await store.heads()).streams.get('track:a') ?? 0;
      const append = { ...eventsAppend('track:a', version), key, answer: key, actor: key };
      const result = await store.append(append);
      if (result.kind !== 'conflict') return;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

const url = needPostgres();
const serverSuite = (serverUrl: string): void => {
  let engine: Awaited<ReturnType<typeof postgresEngine>>;
  let store: Store;

  beforeAll(async () => {
    engine = await postgresEngine(serverUrl, 'faults');
  });
  beforeEach(async () => {
    await engine.reset();
    store = engine.open();
    await store.append(eventsAppend('track:a', 0));
  });
  afterAll(() => engine.dispose());

  it('whose connections are killed all the time: each delivery is stored once, all are acknowledged', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `delivery-${index}`);
    let isDelivering = true;
    const killing = (async () => {
      while (isDelivering) {
        await engine.execute(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      }
    })();
    const others = [store, engine.open()];
    await Promise.all(
      others.map(async (handle, index) => {
        for (const key of keys.slice(index * 30, index * 30 + 30)) await deliver(handle, key);
      }),
    );
    isDelivering = false;
    await killing;
    const entries = await engine.open().read('track:a', 1);
    expect(entries.map(({ actor }) => actor).sort()).toEqual(keys.toSorted());
    expect((await verifyStore(engine.open())).faults).toEqual([]);
  }, 30_000);

  it('made read-only: what is written is refused, and it goes on when it may be written again', async () => {
    const name = new URL(engine.url).pathname.slice(1);
    await engine.execute(
      `ALTER DATABASE ${name} SET default_transaction_read_only = on;
       SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    for (let round = 0; round < 3; round += 1) {
      await expect(store.append(eventsAppend('track:a', 1))).rejects.toThrow(StoreError);
    }
    await engine.execute(
      `BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`,
    );
    await store.append(eventsAppend('track:a', 1)).catch((error: unknown) => {
      expect(error).toBeInstanceOf(StoreError);
    });
    expect(await appendPatiently(store, 'track:b')).toBe(1);
  });

  it('whose every wait is bounded together: a decision of many statements too is refused in time', async () => {
    const holding = engine.execute('BEGIN; LOCK TABLE messages; SELECT pg_sleep(3.5); COMMIT');
    const start = performance.now();
    await expect(
      (async () => {
        for (;;)
          await store.claim({
            now: '2026-03-02T09:00:00Z',
            leaseUntilAt: '2026-03-02T09:10:00Z',
            recipients: 1,
          });
      })(),
    ).rejects.toThrow(StoreError);
    expect(performance.now() - start).toBeLessThan(patienceMs);
    await holding;
    expect(await appendPatiently(store, 'track:a')).toBe(2);
  }, 15_000);
};
if (url !== null) describe('PostgreSQL server at fault', () => serverSuite(url));

const clusterSuite = (): void => {
  let cluster: Cluster;
  let store: Store;

  beforeAll(async () => {
    cluster = await startCluster();
    store = openPostgres(cluster.url);
  }, 30_000);
  afterAll(async () => {
    await store.close();
    cluster.dispose();
  });

  it('crashed and started again: what was acknowledged is there, and it goes on by itself', async () => {
    const acknowledged: number[] = [];
    for (let count = 0; count < 10; count += 1) acknowledged.push(await appendPatiently(store, 'track:a'));
    const writing = (async () => {
      for (;;) acknowledged.push(await appendPatiently(store, 'track:a'));
    })();
    const ended = expect(writing).rejects.toThrow(StoreError);
    cluster.crash();
    await ended;
    await expectAtFault(store);
    cluster.start();
    acknowledged.push(await appendPatiently(store, 'track:a'));
    const versions = versionsOf(await store.read('track:a', 0));
    expect(acknowledged.filter((version) => !versions.includes(version))).toEqual([]);
    expect((await verifyStore(store)).faults).toEqual([]);
  }, 30_000);

  it('frozen, its connections open: refused in time, and it goes on by itself', async () => {
    const before = await appendPatiently(store, 'track:a');
    await cluster.freeze();
    await expectAtFault(store);
    cluster.thaw();
    expect(await appendPatiently(store, 'track:a')).toBe(before + 1);
    expect((await store.heads()).streams.has('track:b')).toBe(false);
  }, 30_000);
};
if (url !== null) describe('PostgreSQL server', clusterSuite);
