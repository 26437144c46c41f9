import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyStore } from '../../src/store/hash.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { backupSqlite, sqliteFaults } from '../../src/store/sqlite-backup.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { postgresProgram } from '../support/postgres-cluster.ts';
import {
  appendOf,
  appendPatiently,
  eventsAppend,
  messageTo,
  personOf,
  postgresEngine,
} from '../support/store-engines.ts';
import { needPostgres } from '../support/store-suites.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What every backup must hold besides the journal. */
async function fill(store: Store): Promise<void> {
  await store.append({
    ...eventsAppend('directory', 0, 3),
    key: 'k',
    answer: { receipt: 'REF-1' },
    people: [{ person: personOf('p1', 'a@example.org'), expectedRevision: 0 }],
    messages: [messageTo('p1', 'm1')],
  });
  await store.vault.put('slack:T1', 'sealed');
}

async function expectFilled(store: Store): Promise<void> {
  expect(await store.answerTo('k')).toEqual({ receipt: 'REF-1' });
  expect((await store.peopleSince(0)).map(({ person }) => person.email)).toEqual(['a@example.org']);
  expect(await store.message('m1')).toMatchObject({ to: 'p1', state: 'waiting' });
  expect(await store.vault.get('slack:T1')).toBe('sealed');
}

/** Restored records go on: a decision, a message, each with the number that follows. */
async function expectGoesOn(store: Store): Promise<void> {
  const count = (await store.heads()).streams.get('track:a') ?? 0;
  expect(await appendPatiently(store, 'track:a')).toBe(count + 1);
  expect(await store.append(appendOf({ messages: [messageTo('p1', 'after')] }))).toEqual({
    kind: 'recorded',
  });
  expect((await verifyStore(store)).faults).toEqual([]);
}

describe('backup of a SQLite file', () => {
  it('taken while another process writes is whole and holds every entry acknowledged before', async () => {
    const path = join(folder, 'jalon.sqlite');
    const store = openSqlite(path);
    await fill(store);
    const loop = join(import.meta.dirname, '..', 'fixtures', 'append-loop.ts');
    const child = spawn(process.execPath, [loop, path, 'writer'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    let acknowledged = 0;
    const copies: { readonly to: string; readonly before: number }[] = [];
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged = Number(line);
        if (acknowledged < 20 * (copies.length + 1)) continue;
        const to = join(folder, `copy-${copies.length}.sqlite`);
        copies.push({ to, before: acknowledged });
        backupSqlite(path, to);
        if (copies.length === 4) break;
      }
    } finally {
      child.kill('SIGKILL');
      await exit;
      await store.close();
    }
    expect(copies).toHaveLength(4);
    for (const { to, before } of copies) {
      expect(sqliteFaults(to)).toEqual([]);
      const restored = openSqlite(to);
      const { entries, faults } = await verifyStore(restored);
      expect(faults).toEqual([]);
      expect((await restored.heads()).streams.get('track:a')).toBeGreaterThanOrEqual(before);
      expect(entries).toBeGreaterThanOrEqual(before + 3);
      await expectFilled(restored);
      await expectGoesOn(restored);
      await restored.close();
    }
  }, 30_000);

  it('of a Jalon that is stopped is the same, is read by its owner only, and leaves nothing else behind', async () => {
    const path = join(folder, 'jalon.sqlite');
    const store = openSqlite(path);
    await fill(store);
    await store.close();
    const to = join(folder, 'copy.sqlite');
    backupSqlite(path, to);
    expect(statSync(to).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => !name.startsWith('jalon.sqlite'))).toEqual(['copy.sqlite']);
    const restored = openSqlite(to);
    await expectFilled(restored);
    await restored.close();
  });

  it('is restored by putting the copy in the place of a lost file', async () => {
    const path = join(folder, 'jalon.sqlite');
    const store = openSqlite(path);
    await fill(store);
    const to = join(folder, 'copy.sqlite');
    backupSqlite(path, to);
    await store.append(eventsAppend('track:a', 0, 5));
    // As a power cut leaves them: the log beside the file would be played over the copy.
    copyFileSync(`${path}-wal`, join(folder, 'log'));
    await store.close();
    copyFileSync(join(folder, 'log'), `${path}-wal`);
    for (const name of ['', '-wal', '-shm']) rmSync(`${path}${name}`, { force: true });
    copyFileSync(to, path);
    const restored = openSqlite(path);
    await expectFilled(restored);
    await expectGoesOn(restored);
    await restored.close();
  });

  it('never writes over a file, nor copies what is not there, damaged or no place for it', async () => {
    const path = join(folder, 'jalon.sqlite');
    const to = join(folder, 'copy.sqlite');
    expect(() => backupSqlite(path, to)).toThrow(StoreError);
    expect(existsSync(path)).toBe(false);
    const store = openSqlite(path);
    await fill(store);
    await store.close();
    expect(() => backupSqlite(path, join(folder, 'nowhere', 'copy.sqlite'))).toThrow(StoreError);
    writeFileSync(to, 'something else');
    expect(() => backupSqlite(path, to)).toThrow('there is already a file');
    expect(statSync(to).size).toBe(14);
    writeFileSync(path, 'Bonjour'.repeat(1000));
    expect(() => backupSqlite(path, `${to}-2`)).toThrow('the records are damaged');
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  });
});

const url = needPostgres();
const postgresSuite = (serverUrl: string): void => {
  it('taken by pg_dump while others write, restored by pg_restore, is whole and holds every entry acknowledged before', async () => {
    const from = await postgresEngine(serverUrl, 'dumped');
    const into = await postgresEngine(serverUrl, 'restored');
    try {
      const store = from.open();
      await fill(store);
      let acknowledged = 0;
      let writing = true;
      const writers = [from.open(), from.open()].map(async (writer) => {
        while (writing) acknowledged = Math.max(acknowledged, await appendPatiently(writer, 'track:a'));
      });
      while (acknowledged < 20) await store.ping();
      const before = acknowledged;
      const file = join(folder, 'jalon.dump');
      const dump = spawn(postgresProgram('pg_dump'), [
        '--format',
        'custom',
        '--file',
        file,
        '--dbname',
        from.url,
      ]);
      expect(await once(dump, 'exit')).toEqual([0, null]);
      writing = false;
      await Promise.all(writers);
      const restore = spawnSync(
        postgresProgram('pg_restore'),
        ['--exit-on-error', '--clean', '--if-exists', '--no-owner', '--dbname', into.url, file],
        { encoding: 'utf8' },
      );
      expect(restore.stderr).toBe('');
      const restored = openPostgres(into.url);
      expect((await verifyStore(restored)).faults).toEqual([]);
      expect((await restored.heads()).streams.get('track:a')).toBeGreaterThanOrEqual(before);
      await expectFilled(restored);
      await expectGoesOn(restored);
      await restored.close();
    } finally {
      await from.dispose();
      await into.dispose();
    }
  }, 30_000);
};
if (url !== null) describe('backup of PostgreSQL', () => postgresSuite(url));
