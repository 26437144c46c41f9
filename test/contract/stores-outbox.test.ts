import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Append, MessageDraft, Settlement, Store } from '../../src/usecases/ports.ts';
import type { OutboxChange } from '../../src/usecases/records.ts';
import { appendOf, type Engine, eventsAppend, messageTo, personOf } from '../support/store-engines.ts';
import { enginesFor } from '../support/store-suites.ts';

const eight = '2026-03-02T08:00:00Z';
const nine = '2026-03-02T09:00:00Z';
const tenPast = '2026-03-02T09:10:00Z';
const noon = '2026-03-02T12:00:00Z';
const sentAt = (at: string, platformId: string): Settlement => ({
  kind: 'sent',
  at,
  channel: 'mail',
  platformId,
});
const retryAt = (notBeforeAt: string): Settlement => ({
  kind: 'retry',
  notBeforeAt,
  error: 'HTTP 503',
  countAttempt: true,
});
const failed: Settlement = { kind: 'failed', error: 'gone' };
const dropped: Settlement = { kind: 'dropped', why: 'moved' };

describe.each(enginesFor('outbox'))('outbox and retention on %s', (_name, makeEngine) => {
  let engine: Engine;
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

  async function record(changes: Partial<Append>): Promise<void> {
    expect(await store.append(appendOf(changes))).toEqual({ kind: 'recorded' });
  }
  const queue = (...messages: readonly MessageDraft[]) => record({ messages });
  const claimAll = (now: string, leaseUntilAt: string) => store.claim({ now, leaseUntilAt, recipients: 100 });

  /** Queues one message to `to` and settles it. */
  async function settled(
    key: string,
    settlement: Settlement,
    to = 'p1',
    group: string | null = null,
  ): Promise<void> {
    await queue(messageTo(to, key, nine, group));
    const claimed = await claimAll(nine, tenPast);
    for (const message of claimed) {
      expect(message.key).toBe(key);
      expect(await store.settle(key, message.fence, settlement)).toBe(true);
    }
  }

  describe('what waits and what is in trouble', () => {
    it('is nothing at first', async () => {
      expect(await store.outbox(nine, 10)).toEqual({
        waiting: 0,
        due: 0,
        oldestDueAt: null,
        failed: 0,
        troubledCount: 0,
        troubled: [],
      });
    });

    it('counts what waits, and as due what should have left, a lease under way or run out included', async () => {
      await queue(messageTo('p1', 'm1', eight), messageTo('p2', 'm2', nine), messageTo('p3', 'm3', noon));
      expect(await store.outbox('2026-03-02T07:59:59Z', 10)).toMatchObject({
        waiting: 3,
        due: 0,
        oldestDueAt: null,
      });
      expect(await store.outbox(nine, 10)).toMatchObject({ waiting: 3, due: 2, oldestDueAt: eight });
      await store.claim({ now: nine, leaseUntilAt: tenPast, recipients: 1 });
      expect(await store.outbox(nine, 10)).toMatchObject({ waiting: 3, due: 2, oldestDueAt: eight });
      expect(await store.outbox(noon, 10)).toMatchObject({ waiting: 3, due: 3, oldestDueAt: eight });
      expect(await store.outbox(eight, 10)).toMatchObject({ waiting: 3, due: 1, oldestDueAt: eight });
    });

    it('names the troubled ones, oldest first, and no more than asked for', async () => {
      await settled('m1', failed);
      await settled('m2', dropped);
      await settled('m3', retryAt(noon));
      await settled('m4', sentAt(nine, 'x'));
      await settled('m5', failed);
      await settled('m6', { kind: 'held', notBeforeAt: noon });
      const report = await store.outbox(nine, 2);
      expect(report).toMatchObject({ waiting: 2, due: 0, oldestDueAt: null, failed: 2, troubledCount: 3 });
      expect(report.troubled).toEqual([await store.message('m1'), await store.message('m3')]);
      expect((await store.outbox(nine, 0)).troubled).toEqual([]);
      expect((await store.outbox(nine, 10)).troubled.map(({ key }) => key)).toEqual(['m1', 'm3', 'm5']);
    });

    it('put off without fault is no trouble and counts no attempt', async () => {
      await settled('m1', { kind: 'held', notBeforeAt: noon });
      expect(await store.message('m1')).toMatchObject({
        state: 'waiting',
        attempts: 0,
        notBeforeAt: noon,
        lastError: null,
        leaseUntilAt: null,
      });
      expect(await store.nextWakeAt()).toBe(noon);
    });
  });

  describe('what somebody was sent since', () => {
    it('counts sendings: what left together once, what is legal (no group) not at all', async () => {
      const grouped = (key: string, to = 'p1') => messageTo(to, key, nine, 'reminders');
      await queue(grouped('m1'), grouped('m2'), grouped('m3'), grouped('other', 'p2'), messageTo('p1', 'l1'));
      const settlements = new Map([
        ['m1', sentAt(nine, 'C1/1')],
        ['m2', sentAt(nine, 'C1/1')],
        ['m3', sentAt(nine, 'C1/2')],
        ['other', sentAt(nine, 'C2/1')],
        ['l1', sentAt(nine, 'C1/3')],
      ]);
      for (const { key, fence } of await claimAll(nine, tenPast)) {
        await store.settle(key, fence, settlements.get(key) ?? dropped);
      }
      expect(await store.sentSince('p1', eight)).toBe(2);
      expect(await store.sentSince('p2', eight)).toBe(1);
      expect(await store.sentSince('p3', eight)).toBe(0);
    });

    it('counts from that instant on, whatever the precision of the instants, and only what was sent', async () => {
      await settled('m1', sentAt('2026-03-02T09:00:00.500Z', 'x'), 'p1', 'reminders');
      await settled('m2', sentAt('2026-03-02T09:00:01Z', 'x'), 'p1', 'reminders');
      await settled('m3', failed, 'p1', 'reminders');
      await settled('m4', dropped, 'p1', 'reminders');
      expect(await store.sentSince('p1', '2026-03-02T10:00:00+01:00')).toBe(2);
      expect(await store.sentSince('p1', '2026-03-02T09:00:00.5Z')).toBe(2);
      expect(await store.sentSince('p1', '2026-03-02T09:00:00.501Z')).toBe(1);
      expect(await store.sentSince('p1', '2026-03-02T09:00:01.001Z')).toBe(0);
    });
  });

  describe('changing what waits', () => {
    const change = (key: string, kind: OutboxChange['change']): OutboxChange => ({
      key,
      change: kind,
      why: 'asked\u0000',
    });

    it('lets a failed message leave again at once, its attempts forgotten', async () => {
      await settled('m1', retryAt(tenPast));
      const [claimed] = await claimAll(tenPast, noon);
      await store.settle('m1', claimed?.fence ?? 0, failed);
      await record({ recordedAt: noon, outbox: [change('m1', 'retry')] });
      expect(await store.message('m1')).toMatchObject({
        state: 'waiting',
        attempts: 0,
        notBeforeAt: noon,
        lastError: null,
        leaseUntilAt: null,
        fence: 3,
      });
      expect(await store.nextWakeAt()).toBe(noon);
      expect(await store.outbox(noon, 10)).toMatchObject({ waiting: 1, due: 1, failed: 0, troubledCount: 0 });
      expect(await claimAll(noon, '2026-03-02T12:10:00Z')).toHaveLength(1);
    });

    it('lets a message that waits leave at once', async () => {
      await queue(messageTo('p1', 'm1', noon));
      await record({ outbox: [change('m1', 'retry')] });
      expect(await store.nextWakeAt()).toBe(nine);
    });

    it('stops what waits or failed, for ever', async () => {
      await queue(messageTo('p1', 'm1', noon));
      await settled('m2', failed);
      await record({ outbox: [change('m1', 'stop'), change('m2', 'stop')] });
      expect(await store.message('m1')).toMatchObject({ state: 'dropped', lastError: 'asked\uFFFD' });
      expect(await store.message('m2')).toMatchObject({ state: 'dropped', lastError: 'asked\uFFFD' });
      expect(await claimAll(noon, '2026-03-02T13:00:00Z')).toEqual([]);
      expect(await store.nextWakeAt()).toBeNull();
      expect(await store.outbox(noon, 10)).toMatchObject({ waiting: 0, failed: 0, troubledCount: 0 });
    });

    it('leaves a message that is being sent in the hands of its holder: another try only forgets the attempts', async () => {
      await settled('m1', retryAt(tenPast));
      const [claimed] = await claimAll(tenPast, noon);
      await record({ outbox: [change('m1', 'retry')], recordedAt: tenPast });
      expect(await store.message('m1')).toEqual({ ...claimed, attempts: 0, lastError: null });
      expect(await store.nextWakeAt()).toBe(noon);
      expect(await claimAll(tenPast, noon)).toEqual([]);
      expect(await store.settle('m1', claimed?.fence ?? 0, sentAt(tenPast, 'x'))).toBe(true);
    });

    it('is a conflict when what is to be stopped is being sent, and its holder marks it', async () => {
      await queue(messageTo('p1', 'm1'), messageTo('p2', 'm2', noon));
      const [claimed] = await claimAll(nine, tenPast);
      const append = appendOf({ outbox: [change('m2', 'stop'), change('m1', 'stop')], recordedAt: nine });
      expect(await store.append(append)).toEqual({ kind: 'conflict' });
      expect(await store.message('m1')).toEqual(claimed);
      expect(await store.message('m2')).toMatchObject({ state: 'waiting' });
      expect(await store.settle('m1', claimed?.fence ?? 0, sentAt(nine, 'x'))).toBe(true);
    });

    it.each(['retry', 'stop'] as const)(
      'takes a message from a holder whose lease has run out (%s), who can no longer settle',
      async (kind) => {
        await queue(messageTo('p1', 'm1'));
        const [claimed] = await claimAll(nine, tenPast);
        await record({ outbox: [change('m1', kind)], recordedAt: tenPast });
        const before = await store.message('m1');
        expect(before).toMatchObject({ leaseUntilAt: null, fence: 2 });
        expect(await store.settle('m1', claimed?.fence ?? 0, sentAt(nine, 'x'))).toBe(false);
        expect(await store.message('m1')).toEqual(before);
      },
    );

    it('is a conflict once one of them has left, was stopped or never was, and nothing is stored', async () => {
      await settled('sent', sentAt(nine, 'x'));
      await settled('dropped', dropped);
      await queue(messageTo('p1', 'm1', noon));
      for (const key of ['sent', 'dropped', 'unknown']) {
        for (const kind of ['retry', 'stop'] as const) {
          const append = {
            ...eventsAppend('a', 0),
            key: 'k',
            people: [{ person: personOf('p1', null), expectedRevision: 0 }],
            messages: [messageTo('p1', 'm2')],
            outbox: [change('m1', 'stop'), change(key, kind)],
          };
          expect(await store.append(append)).toEqual({ kind: 'conflict' });
        }
      }
      expect(await store.heads()).toEqual({ streams: new Map(), peopleRevision: 0 });
      expect(await store.answerTo('k')).toBeUndefined();
      expect(await store.message('m1')).toMatchObject({ state: 'waiting', fence: 0, notBeforeAt: noon });
      expect(await store.message('m2')).toBeNull();
    });

    it('changes nothing when the stream has moved', async () => {
      await store.append(eventsAppend('a', 0));
      await queue(messageTo('p1', 'm1', noon));
      const append = { ...eventsAppend('a', 0), outbox: [change('m1', 'stop')] };
      expect(await store.append(append)).toEqual({ kind: 'conflict' });
      expect(await store.message('m1')).toMatchObject({ state: 'waiting' });
    });

    it('refuses two changes of one message', async () => {
      await queue(messageTo('p1', 'm1', noon));
      const twice = appendOf({ outbox: [change('m1', 'retry'), change('m1', 'stop')] });
      await expect(store.append(twice)).rejects.toThrow(StoreError);
    });

    it('done twice at once by two people is done once', async () => {
      await queue(messageTo('p1', 'm1', noon));
      const results = await Promise.all(
        [1, 2, 3].map(() => store.append(appendOf({ outbox: [change('m1', 'stop')] }))),
      );
      expect(results.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'recorded']);
      expect(await store.message('m1')).toMatchObject({ fence: 1 });
    });
  });

  describe('somebody who can be written to (again)', () => {
    const retry = { kind: 'retry', notBeforeAt: noon, error: 'no-channel', countAttempt: true } as const;

    it('may be asked at once what is held or failed for them, and nothing else moves', async () => {
      await queue(messageTo('p1', 'm1'), messageTo('p2', 'm2'), messageTo('p1', 'later', noon));
      for (const { key, fence } of await claimAll(nine, noon)) await store.settle(key, fence, retry);
      await queue(messageTo('p1', 'held', noon, 'reminder'), messageTo('p2', 'held-too', noon, 'reminder'));
      await settled('gone', failed, 'p1', 'reminder');
      await record({ reached: ['p1'], recordedAt: tenPast });
      for (const key of ['m1', 'held']) {
        expect(await store.message(key)).toMatchObject({
          notBeforeAt: tenPast,
          attempts: 0,
          lastError: null,
          fence: key === 'm1' ? 1 : 0,
        });
      }
      expect(await store.message('m2')).toMatchObject({ notBeforeAt: noon, lastError: 'no-channel' });
      expect(await store.message('later')).toMatchObject({ notBeforeAt: noon });
      expect(await store.message('held-too')).toMatchObject({ notBeforeAt: noon });
      expect(await store.message('gone')).toMatchObject({ state: 'failed', lastError: 'gone' });
      expect((await claimAll(tenPast, noon)).map(({ key }) => key)).toEqual(['m1', 'held']);
    });

    it.each([null, 'reminder'])('takes back no lease that is under way (group %s)', async (group) => {
      await queue(messageTo('p1', 'm1', nine, group));
      const [claimed] = await claimAll(nine, noon);
      await record({ reached: ['p1'], recordedAt: tenPast });
      expect(await store.message('m1')).toEqual(claimed);
    });

    it('keeps what is being sent to them in the hands of its holder', async () => {
      await queue(messageTo('p1', 'm1'));
      const [claimed] = await claimAll(nine, noon);
      await store.settle('m1', claimed?.fence ?? 0, { ...retry, notBeforeAt: nine });
      const [again] = await claimAll(nine, noon);
      await record({ reached: ['p1'], recordedAt: nine });
      expect(await store.settle('m1', again?.fence ?? 0, sentAt(nine, 'x'))).toBe(true);
    });
  });

  describe('erasure (RGPD)', () => {
    it('leaves nothing of a person outside the journal and their row, in the same transaction', async () => {
      await record({ ...eventsAppend('a', 0), key: 'k1', answer: { text: 'Camille Durand' } });
      await record({ key: 'k2', answer: null });
      await settled('sent', sentAt(nine, 'x'), 'p2');
      await settled('failed', failed, 'p1');
      await settled('failed-to-another', failed, 'p2');
      await queue(messageTo('p1', 'm1', noon), messageTo('p2', 'm2', noon), messageTo('p3', 'm3', noon));
      const erasing = {
        ...eventsAppend('a', 1),
        key: 'k3',
        answer: { text: 'Camille' },
        erased: ['p1', 'p3'],
      };
      expect(await store.append(erasing)).toEqual({ kind: 'recorded' });

      for (const key of ['k1', 'k2', 'k3']) expect(await store.answerTo(key)).toBeNull();
      expect(await store.append({ ...eventsAppend('a', 2), key: 'k1' })).toEqual({
        kind: 'repeated',
        answer: null,
      });
      for (const key of ['m1', 'm3']) {
        expect(await store.message(key)).toMatchObject({
          state: 'dropped',
          lastError: 'person-erased',
          data: {},
        });
      }
      expect(await store.message('sent')).toMatchObject({ state: 'sent', data: {} });
      expect(await store.message('failed')).toMatchObject({ state: 'dropped', data: {} });
      // It may hold a legal notice that is yet to be tried again.
      expect(await store.message('failed-to-another')).toMatchObject({
        state: 'failed',
        data: { day: 'J-7' },
      });
      expect(await store.message('m2')).toMatchObject({ state: 'waiting', data: { day: 'J-7' } });
      expect((await store.heads()).streams.get('a')).toBe(2);
    });

    it('leaves reminders, which belong to whoever holds the role, to be asked again at once', async () => {
      await settled('failed', failed, 'p1', 'reminder');
      await settled('tried', retryAt(noon), 'p1', 'reminder');
      await queue(messageTo('p1', 'held', noon, 'reminder'), messageTo('p2', 'other', noon, 'reminder'));
      await record({ erased: ['p1'], recordedAt: tenPast });
      for (const key of ['failed', 'tried', 'held']) {
        expect(await store.message(key)).toMatchObject({
          state: 'waiting',
          to: 'p1',
          data: { day: 'J-7' },
          notBeforeAt: tenPast,
          attempts: 0,
          lastError: null,
        });
      }
      expect(await store.message('other')).toMatchObject({ notBeforeAt: noon });
      const claimed = await claimAll(tenPast, noon);
      expect(claimed.map(({ key }) => key).sort()).toEqual(['failed', 'held', 'tried']);
      for (const { key, fence } of claimed)
        expect(await store.settle(key, fence, { kind: 'redirected', to: 'p2' })).toBe(true);
    });

    it('leaves a reminder that is being sent in the hands of its holder, who asks again by themselves', async () => {
      await queue(messageTo('p1', 'm1', nine, 'reminder'));
      const [claimed] = await claimAll(nine, noon);
      await record({ erased: ['p1'], recordedAt: nine });
      expect(await store.message('m1')).toEqual(claimed);
    });

    it('takes the reason of a change, which may name anybody, from all that waits or failed', async () => {
      const because = (key: string, to: string, group: string | null = null): MessageDraft => ({
        ...messageTo(to, key, nine, group),
        data: { number: 'REF-2026-0001', reason: 'Camille "part" \u0000 « ici »: é', track: 't', until: 1 },
      });
      await queue(because('failed', 'p2'), because('tried', 'p3'), because('theirs', 'p1', 'reminder'));
      const fates = new Map([['failed', failed]]);
      for (const { key, fence } of await claimAll(nine, tenPast))
        await store.settle(key, fence, fates.get(key) ?? retryAt(noon));
      await queue(because('waiting', 'p2'), { ...messageTo('p2', 'word', noon), data: { why: '"reason":' } });
      const [leased] = await claimAll(nine, noon);
      expect(leased?.key).toBe('waiting');
      await record({ erased: ['p1'] });
      for (const key of ['failed', 'tried', 'theirs', 'waiting']) {
        expect((await store.message(key))?.data).toEqual({ number: 'REF-2026-0001', track: 't', until: 1 });
      }
      expect((await store.message('word'))?.data).toEqual({ why: '"reason":' });
      expect(await store.message('failed')).toMatchObject({ state: 'failed', lastError: 'gone' });
      expect(await store.settle('waiting', leased?.fence ?? 0, sentAt(nine, 'x'))).toBe(true);
    });

    it('twice in a row erases twice', async () => {
      for (const key of ['k1', 'k2']) {
        await record({ key, answer: 'Camille', erased: ['p1'] });
        expect(await store.answerTo(key)).toBeNull();
      }
      const before = { answersAt: eight, messagesAt: eight };
      expect(await store.purge(before)).toEqual({ answers: 0, messages: 0 });
    });

    it('takes a message that is being sent from its holder', async () => {
      await queue(messageTo('p1', 'm1'));
      const [claimed] = await claimAll(nine, noon);
      await record({ erased: ['p1'] });
      expect(await store.settle('m1', claimed?.fence ?? 0, sentAt(nine, 'x'))).toBe(false);
      expect(await store.message('m1')).toMatchObject({ state: 'dropped' });
      expect(await store.nextWakeAt()).toBeNull();
    });

    it('refused as a conflict erases nothing', async () => {
      await record({ ...eventsAppend('a', 0), key: 'k1', answer: 'kept' });
      await queue(messageTo('p1', 'm1'));
      expect(await store.append({ ...eventsAppend('a', 0), erased: ['p1'] })).toEqual({ kind: 'conflict' });
      expect(await store.answerTo('k1')).toBe('kept');
      expect(await store.message('m1')).toMatchObject({ state: 'waiting' });
    });
  });

  describe('retention', () => {
    it('empties what is older than its date, says how many, and keeps what recognises a redelivery', async () => {
      await record({ key: 'old', answer: 'a', recordedAt: '2026-03-01T23:59:59.999Z' });
      await record({ key: 'empty', answer: null, recordedAt: '2026-01-01T00:00:00Z' });
      await record({ key: 'new', answer: 'b', recordedAt: '2026-03-02T01:00:00+01:00' });
      const before = { answersAt: '2026-03-02T00:00:00Z', messagesAt: '2026-01-01T00:00:00Z' };
      expect(await store.purge(before)).toEqual({ answers: 1, messages: 0 });
      expect(await store.answerTo('old')).toBeNull();
      expect(await store.answerTo('new')).toBe('b');
      expect(await store.purge(before)).toEqual({ answers: 0, messages: 0 });
      expect(await store.append(appendOf({ key: 'old', answer: 'c' }))).toEqual({
        kind: 'repeated',
        answer: null,
      });
    });

    it('empties settled messages by when they were sent, else made; never those that wait', async () => {
      await settled('sent late', sentAt(noon, 'x'));
      await settled('sent early', sentAt(nine, 'x'));
      await settled('failed', failed);
      await settled('dropped', dropped);
      await queue(messageTo('p1', 'waits', noon));
      const before = { answersAt: eight, messagesAt: tenPast };
      expect(await store.purge(before)).toEqual({ answers: 0, messages: 3 });
      for (const key of ['sent early', 'failed', 'dropped']) {
        expect((await store.message(key))?.data).toEqual({});
      }
      for (const key of ['sent late', 'waits']) {
        expect((await store.message(key))?.data).toEqual({ day: 'J-7' });
      }
      expect(await store.purge(before)).toEqual({ answers: 0, messages: 0 });
    });

    it('goes through more than one page', async () => {
      await queue(...Array.from({ length: 2500 }, (_, index) => messageTo('p1', `m${index}`)));
      await record({ erased: [] });
      await record({ outbox: [{ key: 'm2400', change: 'stop', why: 'asked' }] });
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => record({ key: `k${index}`, answer: index })),
      );
      expect(await store.purge({ answersAt: noon, messagesAt: noon })).toEqual({ answers: 60, messages: 1 });
    });

    it('refuses a date that is none', async () => {
      await expect(store.purge({ answersAt: 'yesterday', messagesAt: noon })).rejects.toThrow(StoreError);
    });
  });

  describe('vault', () => {
    it('keeps, replaces and removes small secrets by name', async () => {
      expect(await store.vault.get('slack:T1')).toBeNull();
      await store.vault.put('slack:T1', 'sealed-1');
      await store.vault.put('slack:T2', 'sealed-2');
      await store.vault.put('slack:T1', 'sealed-3');
      expect(await engine.open().vault.get('slack:T1')).toBe('sealed-3');
      await store.vault.remove('slack:T1');
      await store.vault.remove('unknown');
      expect(await store.vault.get('slack:T1')).toBeNull();
      expect(await store.vault.get('slack:T2')).toBe('sealed-2');
    });
  });
});
