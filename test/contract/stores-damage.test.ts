import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyStore } from '../../src/store/hash.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { sqliteFaults } from '../../src/store/sqlite-backup.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Entry, JournalReport } from '../../src/usecases/ports.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { eventsAppend, listOf, messageTo, personOf } from '../support/store-engines.ts';

const pageBytes = 4096;
let folder: string;
/** A whole file, closed; and the same records with their last decisions still in the -wal beside it. */
let sound: string;
let logged: string;
let original: readonly Entry[];

/** The log is written over from its start once its pages are in the file: what is left of the round before is cut off. */
function currentFrames(wal: Buffer): Buffer {
  const frameBytes = 24 + pageBytes;
  let end = 32;
  while (end < wal.length && wal.subarray(end + 8, end + 16).equals(wal.subarray(16, 24))) end += frameBytes;
  return wal.subarray(0, end);
}

async function fill(path: string): Promise<readonly Entry[]> {
  const store = openSqlite(path);
  for (let version = 0; version < 60; version += 1) {
    for (const stream of ['directory', 'track:a', 'track:b']) {
      await store.append({
        ...eventsAppend(stream, version, 1),
        key: `${stream}/${version}`,
        answer: { version },
        messages: [messageTo(`p${version % 7}`, `${stream}/${version}`)],
      });
    }
  }
  const people = [{ person: personOf('p1', 'a@example.org'), expectedRevision: 0 }];
  await store.append({ ...eventsAppend('track:a', 60, 1), people });
  const entries = await listOf(store.journal());
  copyFileSync(path, logged);
  writeFileSync(`${logged}-wal`, currentFrames(readFileSync(`${path}-wal`)));
  await store.close();
  return entries;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-damage-'));
  sound = join(folder, 'sound.sqlite');
  logged = join(folder, 'logged.sqlite');
  original = await fill(sound);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Findings {
  /** What SQLite says of its pages. */
  readonly pages: readonly string[];
  /** What `verify` says, or the fault that ended it. */
  readonly verified: JournalReport | StoreError;
  readonly entries: readonly Entry[];
}

function storeErrorOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  throw error;
}

/** Opens a damaged file as `verify` does and reads what can be read. Any failure but a `StoreError` fails the test. */
async function inspect(path: string): Promise<Findings> {
  const store = openSqlite(path);
  const entries: Entry[] = [];
  try {
    const verified = await verifyStore(store).catch(storeErrorOf);
    try {
      for await (const entry of store.journal()) entries.push(entry);
    } catch (error) {
      storeErrorOf(error);
    }
    return { pages: sqliteFaults(path), verified, entries };
  } finally {
    await store.close();
  }
}

const named = (entry: { readonly stream: string; readonly version: number }) =>
  `${entry.stream} ${entry.version}`;

/** True when something was said; what was not said to be faulty must be as it was recorded. */
function said({ pages, verified, entries }: Findings): boolean {
  const recorded = new Map(original.map((entry) => [named(entry), JSON.stringify(entry)]));
  const faulty = new Set(verified instanceof StoreError ? [] : verified.faults.map(named));
  if (!(verified instanceof StoreError)) {
    const changed = entries.filter((entry) => recorded.get(named(entry)) !== JSON.stringify(entry));
    expect(changed.map(named).filter((name) => !faulty.has(name))).toEqual([]);
    if (faulty.size === 0) expect(entries.map(named)).toEqual(original.map(named));
  }
  return pages.length > 0 || verified instanceof StoreError || faulty.size > 0;
}

function damagedCopy(name: string, damage: (path: string) => void): string {
  const path = join(folder, `${name}.sqlite`);
  copyFileSync(sound, path);
  damage(path);
  return path;
}

/** Whole numbers below another: the same at each run. */
function numbersFrom(seed: number): (below: number) => number {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

describe('a SQLite file that was damaged', () => {
  it('is sound before', async () => {
    const findings = await inspect(sound);
    expect(findings.verified).toEqual({ entries: original.length, faults: [] });
    expect(said(findings)).toBe(false);
  });

  it.each([
    ['one byte', 1],
    ['half a page', pageBytes / 2],
    ['a page', pageBytes],
    ['ten pages', 10 * pageBytes],
  ])('by a torn end (%s cut off) is said to be', async (_what, bytes) => {
    const path = damagedCopy(`torn-${bytes}`, (copy) => truncateSync(copy, statSync(copy).size - bytes));
    expect(said(await inspect(path))).toBe(true);
  });

  it.each(['all of it', 'its second half'])(
    'by garbage in its last page (%s) is said to be',
    async (what) => {
      const path = damagedCopy(`garbage-${what.length}`, (copy) => {
        const bytes = readFileSync(copy);
        const number = numbersFrom(7);
        const from = bytes.length - (what === 'all of it' ? pageBytes : pageBytes / 2);
        for (let index = from; index < bytes.length; index += 1) bytes[index] = number(256);
        writeFileSync(copy, bytes);
      });
      expect(said(await inspect(path))).toBe(true);
    },
  );

  it('by one byte changed anywhere invents nothing: it is said, or every entry is as it was recorded', async () => {
    const number = numbersFrom(20_260_302);
    const size = statSync(sound).size;
    let told = 0;
    for (let round = 0; round < 150; round += 1) {
      const path = damagedCopy('byte', (copy) => {
        const bytes = readFileSync(copy);
        const at = number(size);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << number(8));
        writeFileSync(copy, bytes);
      });
      if (said(await inspect(path))) told += 1;
      for (const beside of ['-wal', '-shm']) rmSync(`${path}${beside}`, { force: true });
    }
    // The rest fell into free space, or into what no hash covers: answers, people, messages.
    expect(told).toBeGreaterThan(30);
  }, 60_000);

  it('in the middle of an entry names that entry', async () => {
    const path = damagedCopy('named', (copy) => {
      const bytes = readFileSync(copy);
      const { previousHash, hash } = original.find((entry) => named(entry) === 'track:a 31') ?? {};
      // The two stand side by side in the row, after its data.
      const at = bytes.indexOf(`${previousHash}${hash}`) - 10;
      bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
      writeFileSync(copy, bytes);
    });
    const { verified } = await inspect(path);
    expect(verified).toMatchObject({ faults: [{ stream: 'track:a', version: 31 }] });
  });

  it('in its first page is no database, at every use, and is left as it is', async () => {
    const path = damagedCopy('header', (copy) => {
      const bytes = readFileSync(copy);
      bytes.fill(0xff, 0, 100);
      writeFileSync(copy, bytes);
    });
    const before = readFileSync(path);
    const store = openSqlite(path);
    for (let round = 0; round < 3; round += 1) await expect(store.heads()).rejects.toThrow(StoreError);
    await expect(store.append(eventsAppend('track:new', 0))).rejects.toThrow(StoreError);
    await store.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(sqliteFaults(path)).not.toEqual([]);
  });

  it('between the journal and its heads is said: a head set back, a head lost', async () => {
    for (const sql of [
      `UPDATE streams SET version = 12 WHERE stream = 'track:a'`,
      `DELETE FROM streams WHERE stream = 'track:b'`,
    ]) {
      const path = damagedCopy(`head-${sql.length}`, (copy) => {
        const database = new DatabaseSync(copy);
        database.exec(sql);
        database.close();
      });
      const { verified } = await inspect(path);
      const expected = sql.includes('track:a')
        ? { stream: 'track:a', version: 13, what: 'link' }
        : { stream: 'track:b', version: 1, what: 'link' };
      expect(verified).toMatchObject({ faults: [expected] });
    }
  });
});

describe('a SQLite log (-wal) that was torn', () => {
  const name = 'wal-copy';
  async function reopened(damage: (wal: Buffer) => Buffer): Promise<Findings> {
    const path = join(folder, `${name}.sqlite`);
    for (const beside of ['', '-wal', '-shm']) rmSync(`${path}${beside}`, { force: true });
    copyFileSync(logged, path);
    writeFileSync(`${path}-wal`, damage(readFileSync(`${logged}-wal`)));
    return inspect(path);
  }

  /** Nothing is at fault, and every stream ends where a decision ended: whole decisions only, the first ones. */
  function expectFirstDecisions({ pages, verified, entries }: Findings): number {
    expect(pages).toEqual([]);
    expect(verified).toEqual({ entries: entries.length, faults: [] });
    const recorded = new Map(original.map((entry) => [named(entry), entry.hash]));
    for (const entry of entries) expect(recorded.get(named(entry))).toBe(entry.hash);
    return entries.length;
  }

  it('is whole before', async () => {
    expect(expectFirstDecisions(await reopened((wal) => wal))).toBe(original.length);
  });

  it('at any place gives back the decisions before it, whole', async () => {
    const size = statSync(`${logged}-wal`).size;
    const number = numbersFrom(3);
    const lengths = [0, 31, 32, size - 1, ...Array.from({ length: 20 }, () => number(size))].sort(
      (a, b) => a - b,
    );
    let least = 0;
    for (const length of lengths) {
      const findings = await reopened((wal) => wal.subarray(0, length));
      if (findings.verified instanceof StoreError) throw findings.verified;
      const count = expectFirstDecisions(findings);
      expect(count).toBeGreaterThanOrEqual(least);
      least = count;
    }
    expect(least).toBe(original.length - 1);
  });

  it('or holds garbage in its last page gives back the decisions before it, whole', async () => {
    const findings = await reopened((wal) => {
      const torn = Buffer.from(wal);
      torn.fill(0x55, torn.length - pageBytes);
      return torn;
    });
    expect(expectFirstDecisions(findings)).toBe(original.length - 1);
  });
});
