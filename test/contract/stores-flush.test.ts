import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyStore } from '../../src/store/hash.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { eventsAppend, messageTo } from '../support/store-engines.ts';

const claim = { now: '2026-03-02T10:00:00Z', leaseUntilAt: '2026-03-02T11:00:00Z', recipients: 5 };

/** A disk that flushes when the test says so. */
class Disk {
  flushes = 0;
  #fault: Error | null = null;
  #gate = Promise.withResolvers<void>();

  constructor() {
    this.#gate.resolve();
  }

  readonly flush = async (): Promise<void> => {
    this.flushes += 1;
    await this.#gate.promise;
    if (this.#fault !== null) throw this.#fault;
  };

  hold(): void {
    this.#gate = Promise.withResolvers<void>();
  }

  release(): void {
    this.#gate.resolve();
  }

  failFrom(fault: Error | null): void {
    this.#fault = fault;
  }
}

/** Whether it has ended after some turns of the event loop. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  const end = () => {
    over = true;
  };
  promise.then(end, end);
  for (let count = 0; count < 5; count += 1) await new Promise((resume) => setImmediate(resume));
  return over;
}

describe('SQLite flushed beside the work (ADR 0010)', () => {
  let folder: string;
  let path: string;
  let disk: Disk;
  let store: Store;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'jalon-flush-'));
    path = join(folder, 'jalon.sqlite');
    disk = new Disk();
    store = openSqlite(path, { waitMs: 300, flush: disk.flush });
    await store.append({ ...eventsAppend('track:a', 0), messages: [messageTo('p1', 'm1')] });
  });
  afterEach(async () => {
    disk.release();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an append', () => store.append({ ...eventsAppend('track:b', 0), key: 'k', answer: 1 })],
    ['a claim', () => store.claim(claim)],
    ['a wake-up', () => store.setNextDue('track:a', 1, null)],
    ['a secret', () => store.vault.put('name', 'sealed')],
    ['a proof that writing works', () => store.ping()],
  ])('acknowledges nothing before it is on the disk: %s', async (_what, write) => {
    disk.hold();
    const written = write();
    expect(await isOver(written)).toBe(false);
    disk.release();
    await written;
  });

  it('lets other work go on while the disk is slow, and flushes once for all that waits', async () => {
    disk.hold();
    const before = disk.flushes;
    const appends = Array.from({ length: 16 }, (_, index) =>
      store.append(eventsAppend('track:a', index + 1)),
    );
    expect(await isOver(Promise.all(appends))).toBe(false);
    expect((await store.heads()).streams.get('track:a')).toBe(17);
    disk.release();
    expect(await Promise.all(appends)).toEqual(appends.map(() => ({ kind: 'recorded' })));
    expect(disk.flushes - before).toBeLessThanOrEqual(2);
  });

  it('tells a redelivery its first answer only once that is on the disk', async () => {
    disk.hold();
    const append = { ...eventsAppend('track:b', 0), key: 'k', answer: ['x'] };
    const first = store.append(append);
    const again = store.append(append);
    expect(await store.answerTo('k')).toEqual(['x']);
    const told = store.flushed();
    expect(await isOver(again)).toBe(false);
    expect(await isOver(told)).toBe(false);
    disk.release();
    expect(await first).toEqual({ kind: 'recorded' });
    expect(await again).toEqual({ kind: 'repeated', answer: ['x'] });
    await told;
  });

  it('flushes nothing for a look at which nothing is due', async () => {
    await store.claim(claim);
    const before = disk.flushes;
    expect(await store.claim(claim)).toEqual([]);
    expect(disk.flushes).toBe(before);
  });

  it('does not hold up a loser of a race, who decides again', async () => {
    disk.hold();
    const first = store.append(eventsAppend('track:a', 1));
    expect(await store.append(eventsAppend('track:a', 1))).toEqual({ kind: 'conflict' });
    disk.release();
    await first;
  });

  it('flushes what another process wrote before it is told here, and nothing when there is nothing new', async () => {
    await store.flushed();
    const before = disk.flushes;
    await store.flushed();
    expect(disk.flushes).toBe(before);
    const other = openSqlite(path);
    await other.append(eventsAppend('track:a', 1));
    await other.close();
    disk.hold();
    expect((await store.heads()).streams.get('track:a')).toBe(2);
    const told = store.flushed();
    expect(await isOver(told)).toBe(false);
    disk.release();
    await told;
    expect(disk.flushes).toBe(before + 1);
  });

  it('refuses everybody who waits when the disk does not take it, and goes on from sound records', async () => {
    disk.hold();
    disk.failFrom(new Error('EIO: i/o error, fdatasync'));
    const waiting = [
      store.append(eventsAppend('track:a', 1)),
      store.append(eventsAppend('track:b', 0)),
      store.flushed(),
    ];
    const outcomes = Promise.allSettled(waiting);
    disk.release();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
      expect(outcome).toHaveProperty('reason.message', expect.stringContaining('EIO'));
    }
    disk.failFrom(null);
    // Kept or not, they are whole, and what is acknowledged from here on stands on them.
    const version = (await store.heads()).streams.get('track:a') ?? 0;
    expect(await store.append(eventsAppend('track:a', version))).toEqual({ kind: 'recorded' });
    expect((await verifyStore(store)).faults).toEqual([]);
  });

  it('acknowledges nothing that stands on a failed flush until the log was written into the file', async () => {
    const reader = new DatabaseSync(path);
    reader.exec('BEGIN; SELECT count(*) FROM journal');
    disk.failFrom(new Error('EIO'));
    await expect(store.append(eventsAppend('track:a', 1))).rejects.toThrow(StoreError);
    disk.failFrom(null);
    // Somebody who reads keeps the log from being emptied.
    await expect(store.append(eventsAppend('track:b', 0))).rejects.toThrow(
      'a failed flush cannot be made good yet',
    );
    await expect(store.heads()).rejects.toThrow(StoreError);
    reader.exec('COMMIT');
    reader.close();
    expect(await store.append(eventsAppend('track:b', 0))).toEqual({ kind: 'recorded' });
  });

  it('is closed once all that was acknowledged is on the disk', async () => {
    disk.hold();
    const written = store.append(eventsAppend('track:a', 1));
    const closed = store.close();
    expect(await isOver(closed)).toBe(false);
    disk.release();
    expect(await written).toEqual({ kind: 'recorded' });
    await closed;
    await expect(store.heads()).rejects.toThrow(StoreError);
  });
});
