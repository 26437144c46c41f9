import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyStore } from '../../src/store/hash.ts';
import { type DurableEngine, eventsAppend, listOf } from '../support/store-engines.ts';
import { durableEnginesFor } from '../support/store-suites.ts';

/** The records of version 0.1.0 as its own code made them, dumped as SQL. */
function recordsOf010(engine: string): string {
  const file = engine === 'SQLite' ? 'sqlite-0.1.0.sql' : 'postgres-0.1.0.sql';
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', 'records', file), 'utf8');
}

const noPreferences = { channel: null, pausedUntilOn: null, digestHour: null };

describe.each(durableEnginesFor('upgrade'))('records of version 0.1.0 on %s', (name, makeEngine) => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await makeEngine();
  });
  beforeEach(async () => {
    await engine.reset();
    await engine.execute(recordsOf010(name));
  });
  afterAll(async () => {
    await engine.dispose();
  });

  it('are whole, and go on', async () => {
    const store = engine.open();
    expect(await verifyStore(store)).toEqual({ entries: 3, faults: [] });
    expect(await store.answerTo('T1/delivery')).toEqual({ card: 'receipt' });
    expect(await store.append(eventsAppend('directory', 1))).toEqual({ kind: 'recorded' });
    expect((await store.heads()).streams).toEqual(
      new Map([
        ['directory', 2],
        ['track:ia-administration-interne', 2],
      ]),
    );
    expect(await verifyStore(store)).toEqual({ entries: 4, faults: [] });
  });

  it('give people the preferences of somebody who chose none, and accounts that were never lost', async () => {
    const people = (await engine.open().peopleSince(0)).map(({ person }) => person);
    expect(people.map(({ id, preferences }) => ({ id, preferences }))).toEqual([
      { id: 'p1', preferences: noPreferences },
      { id: 'p2', preferences: noPreferences },
    ]);
    expect(people[0]?.accounts).toEqual([
      {
        platform: 'slack',
        id: 'T1/U1',
        email: 'camille@example.org',
        reference: { channel: 'D1' },
        seenAt: '2026-03-02T08:00:00Z',
        lostAt: null,
      },
    ]);
  });

  it('count what was sent, waits, is under way and failed', async () => {
    const store = engine.open();
    expect(await store.sentSince('p1', '2026-03-02T09:00:01.5Z')).toBe(1);
    expect(await store.sentSince('p1', '2026-03-02T09:00:01.501Z')).toBe(0);
    const report = await store.outbox('2026-03-02T09:05:00Z', 10);
    expect(report).toMatchObject({
      waiting: 2,
      due: 1,
      oldestDueAt: '2026-03-02T09:00:00Z',
      failed: 1,
      troubledCount: 1,
    });
    expect(report.troubled.map(({ key }) => key)).toEqual(['failed']);
    expect((await listOf(store.messages())).map(({ key }) => key)).toEqual([
      'sent',
      'failed',
      'leased',
      'waiting',
    ]);
  });

  it('are brought up to date once by several processes that start together', async () => {
    const stores = [engine.open(), engine.open(), engine.open()];
    await Promise.all(stores.map((store) => store.ping()));
    for (const store of stores) expect((await store.heads()).streams.size).toBe(2);
  });

  it('can still be written by a process of 0.1.0 that has not stopped yet, and it is seen', async () => {
    const store = engine.open();
    await store.heads();
    await engine.execute(
      `UPDATE streams SET version = 5 WHERE stream = 'directory';
       INSERT INTO streams (stream, version, hash) VALUES ('track:new', 1, '');`,
    );
    const { streams } = await store.heads();
    expect([streams.get('directory'), streams.get('track:new')]).toEqual([5, 1]);
  });
});
