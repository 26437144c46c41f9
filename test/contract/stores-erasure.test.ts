import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { finishErasure } from '../../src/store/retention.ts';
import type { Settlement, Store } from '../../src/usecases/ports.ts';
import { appendOf, type DurableEngine, messageTo } from '../support/store-engines.ts';
import { durableEnginesFor } from '../support/store-suites.ts';

const nine = '2026-03-02T09:00:00Z';
const longAgo = { answersAt: '2020-01-01T00:00:00Z', messagesAt: '2020-01-01T00:00:00Z' };
const sent: Settlement = { kind: 'sent', at: nine, channel: 'mail', platformId: 'x' };

/** Makes every emptying of an answer fail, and lets it be again. */
const faults: Readonly<Record<string, { readonly begin: string; readonly end: string }>> = {
  SQLite: {
    begin: `CREATE TRIGGER away BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'away'); END`,
    end: 'DROP TRIGGER away',
  },
  PostgreSQL: {
    begin: `CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''away''; END';
      CREATE TRIGGER away BEFORE UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION away()`,
    end: 'DROP TRIGGER away ON answers',
  },
};

describe.each(durableEnginesFor('erasure'))(
  'an erasure (RGPD) that is cut short, on %s',
  (name, makeEngine) => {
    let engine: DurableEngine;
    let store: Store;

    beforeAll(async () => {
      engine = await makeEngine();
    });
    beforeEach(async () => {
      await engine.reset();
      store = engine.open();
      await store.append(appendOf({ key: 'k1', answer: 'Camille', messages: [messageTo('p2', 'sent')] }));
      for (const { key, fence } of await store.claim({ now: nine, leaseUntilAt: nine, recipients: 1 }))
        await store.settle(key, fence, sent);
    });
    afterAll(async () => {
      await engine.dispose();
    });

    const isWhole = async () => [await store.answerTo('k1'), (await store.message('sent'))?.data];
    const whole = ['Camille', { day: 'J-7' }];
    const empty = [null, {}];

    it('is recorded, and finished by the next purge, whichever process that is', async () => {
      await engine.execute(faults[name]?.begin ?? '');
      const erasing = appendOf({ erased: ['p1'], messages: [messageTo('p1', 'theirs')] });
      expect(await store.append(erasing)).toEqual({ kind: 'recorded' });
      expect(await store.message('theirs')).toMatchObject({ state: 'dropped', lastError: 'person-erased' });
      expect(await isWhole()).toEqual(whole);
      await engine.execute(faults[name]?.end ?? '');
      expect(await engine.open().purge(longAgo)).toEqual({ answers: 1, messages: 2 });
      expect(await isWhole()).toEqual(empty);
      await store.append(appendOf({ key: 'k2', answer: 'said since' }));
      expect(await store.purge(longAgo)).toEqual({ answers: 0, messages: 0 });
      expect(await store.answerTo('k2')).toBe('said since');
    });

    it('stays to be finished while that fails', async () => {
      await engine.execute(faults[name]?.begin ?? '');
      await store.append(appendOf({ erased: ['p1'] }));
      await expect(store.purge(longAgo)).rejects.toThrow('away');
      await engine.execute(faults[name]?.end ?? '');
      expect(await store.purge(longAgo)).toEqual({ answers: 1, messages: 1 });
    });

    it('refused as a conflict, leaves nothing to finish', async () => {
      const write = { stream: 'a', expectedVersion: 7, events: [], nextDueAt: null };
      expect(await store.append(appendOf({ writes: [write], erased: ['p1'] }))).toEqual({ kind: 'conflict' });
      expect(await store.purge(longAgo)).toEqual({ answers: 0, messages: 0 });
      expect(await isWhole()).toEqual(whole);
    });

    it('takes everything from a message whose data were damaged and name a reason', async () => {
      await store.append(appendOf({ messages: [{ ...messageTo('p2', 'm1'), data: { reason: 'Camille' } }] }));
      await engine.execute(`UPDATE messages SET data = data || '?' WHERE key = 'm1'`);
      await store.append(appendOf({ erased: ['p1'] }));
      expect(await store.message('m1')).toMatchObject({ state: 'waiting', data: { damaged: true } });
      await engine.execute(`UPDATE messages SET last_error = data WHERE key = 'm1'`);
      expect((await store.message('m1'))?.lastError).toBe('{"damaged":true}');
    });
  },
);

describe('the last part of an erasure (RGPD)', () => {
  const table = { start: 0, page: async () => [{ id: 1, at: nine, full: 1 }], empty: async () => 1 };
  const tables = (unmarked: string[]) => ({
    answers: table,
    told: table,
    settled: table,
    mark: async () => 'first',
    unmark: async (mark: string) => {
      unmarked.push(mark);
    },
  });

  it('that takes too long keeps its mark', async () => {
    const unmarked: string[] = [];
    expect(await finishErasure(tables(unmarked), performance.now())).toEqual({ answers: 0, messages: 0 });
    expect(unmarked).toEqual([]);
  });

  it('takes away the mark it began with, not the one of another erasure', async () => {
    const unmarked: string[] = [];
    expect(await finishErasure(tables(unmarked))).toEqual({ answers: 1, messages: 1 });
    expect(unmarked).toEqual(['first']);
  });
});
