import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyChain } from '../../src/store/hash.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Claim, Store } from '../../src/usecases/ports.ts';
import {
  appendOf,
  appendPatiently,
  type Engine,
  event,
  eventsAppend,
  listOf,
  messageTo,
  personOf,
  versionsOf,
} from '../support/store-engines.ts';
import { enginesFor } from '../support/store-suites.ts';

const nine = '2026-03-02T09:00:00Z';
const tenPast = '2026-03-02T09:10:00Z';
const noon = '2026-03-02T12:00:00Z';

function claimAt(now: string, recipients = 10, leaseUntilAt = tenPast): Claim {
  return { now, leaseUntilAt, recipients };
}

describe.each(enginesFor('stores'))('store on %s', (_name, makeEngine) => {
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

  describe('journal', () => {
    it('is empty at first', async () => {
      expect(await store.heads()).toEqual({ streams: new Map(), peopleRevision: 0 });
      expect(await store.read('track:a', 0)).toEqual([]);
      expect(await listOf(store.journal())).toEqual([]);
      expect(await store.nextWakeAt()).toBeNull();
      await store.ping();
    });

    it('gives back what was recorded, numbered from 1 and chained', async () => {
      await store.append(eventsAppend('track:a', 0, 2));
      await store.append(eventsAppend('track:a', 2));
      const entries = await store.read('track:a', 0);
      expect(versionsOf(entries)).toEqual([1, 2, 3]);
      expect(entries[0]).toMatchObject({
        stream: 'track:a',
        recordedAt: nine,
        actor: 'person-1',
        type: 'phase-ended',
        data: event('2026-03-1').data,
        previousHash: '0'.repeat(64),
      });
      expect(entries[2]?.previousHash).toBe(entries[1]?.hash);
      expect(entries[2]?.hash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('reads only what comes after a version', async () => {
      await store.append(eventsAppend('track:a', 0, 3));
      await store.append(eventsAppend('track:b', 0, 1));
      expect(versionsOf(await store.read('track:a', 1))).toEqual([2, 3]);
      expect(await store.read('track:a', 3)).toEqual([]);
    });

    it('tells the version of every stream', async () => {
      await store.append(eventsAppend('track:a', 0, 3));
      await store.append(eventsAppend('directory', 0));
      expect((await store.heads()).streams).toEqual(
        new Map([
          ['track:a', 3],
          ['directory', 1],
        ]),
      );
    });

    it('reads more than a page, of one stream and of all of them, in order', async () => {
      await store.append(eventsAppend('track:b', 0, 1100));
      await store.append(eventsAppend('track:a', 0, 3));
      await store.append(eventsAppend('track:a', 3, 600));
      expect(versionsOf(await store.read('track:b', 50))).toEqual(
        Array.from({ length: 1050 }, (_, index) => index + 51),
      );
      const all = await listOf(store.journal());
      expect(all.map((entry) => `${entry.stream} ${entry.version}`)).toEqual([
        ...Array.from({ length: 603 }, (_, index) => `track:a ${index + 1}`),
        ...Array.from({ length: 1100 }, (_, index) => `track:b ${index + 1}`),
      ]);
      const { streams } = await store.heads();
      expect(await verifyChain(store.journal(), streams)).toEqual({ entries: 1703, faults: [] });
    });

    it('keeps a copy: what the caller changes afterwards is not what was recorded', async () => {
      const data = { day: '2026-03-01', list: [1] };
      await store.append(
        appendOf({
          writes: [{ stream: 'a', expectedVersion: 0, events: [{ type: 't', data }], nextDueAt: null }],
        }),
      );
      data.list.push(2);
      expect((await store.read('a', 0))[0]?.data).toEqual({ day: '2026-03-01', list: [1] });
    });
  });

  describe('append', () => {
    it('refuses a stream that has moved and stores nothing', async () => {
      await store.append(eventsAppend('track:a', 0));
      expect(await store.append(eventsAppend('track:a', 0))).toEqual({ kind: 'conflict' });
      expect(await store.append(eventsAppend('track:a', 2))).toEqual({ kind: 'conflict' });
      expect(await store.append(eventsAppend('track:new', 1))).toEqual({ kind: 'conflict' });
      expect((await store.heads()).streams).toEqual(new Map([['track:a', 1]]));
    });

    it('is all or nothing: a conflict in the second stream stores nothing of the first', async () => {
      await store.append(eventsAppend('track:b', 0));
      const refused = appendOf({
        key: 'delivery-1',
        writes: [
          { stream: 'track:a', expectedVersion: 0, events: [event('2026-03-01')], nextDueAt: noon },
          { stream: 'track:b', expectedVersion: 0, events: [event('2026-03-01')], nextDueAt: noon },
        ],
        people: [{ person: personOf('p1', 'a@example.org'), expectedRevision: 0 }],
        messages: [messageTo('p1', 'm1')],
      });
      expect(await store.append(refused)).toEqual({ kind: 'conflict' });
      expect(await store.heads()).toEqual({ streams: new Map([['track:b', 1]]), peopleRevision: 0 });
      expect(await store.peopleSince(0)).toEqual([]);
      expect(await store.message('m1')).toBeNull();
      expect(await store.answerTo('delivery-1')).toBeUndefined();
      expect(await store.nextWakeAt()).toBeNull();
    });

    it('writes several streams, people and messages at once', async () => {
      const result = await store.append(
        appendOf({
          writes: [
            { stream: 'track:a', expectedVersion: 0, events: [event('2026-03-01')], nextDueAt: null },
            { stream: 'directory', expectedVersion: 0, events: [event('2026-03-01')], nextDueAt: null },
          ],
          people: [{ person: personOf('p1', 'a@example.org'), expectedRevision: 0 }],
          messages: [messageTo('p1', 'm1')],
        }),
      );
      expect(result).toEqual({ kind: 'recorded' });
      expect((await store.heads()).streams.size).toBe(2);
      expect(await store.message('m1')).toMatchObject({ to: 'p1', state: 'waiting' });
    });

    it('gives the first answer again to a repeated delivery key and stores nothing', async () => {
      const first = { ...eventsAppend('track:a', 0), key: 'T1/trigger', answer: { card: 'first' } };
      expect(await store.append(first)).toEqual({ kind: 'recorded' });
      const again = {
        ...eventsAppend('track:a', 1),
        key: 'T1/trigger',
        answer: { card: 'second' },
        messages: [messageTo('p1', 'm1')],
      };
      expect(await store.append(again)).toEqual({ kind: 'repeated', answer: { card: 'first' } });
      expect(await store.answerTo('T1/trigger')).toEqual({ card: 'first' });
      expect((await store.heads()).streams.get('track:a')).toBe(1);
      expect(await store.message('m1')).toBeNull();
    });

    it('says « repeated » rather than « conflict » when the stream has moved since the first delivery', async () => {
      const first = { ...eventsAppend('track:a', 0), key: 'k', answer: null };
      await store.append(first);
      expect(await store.append(first)).toEqual({ kind: 'repeated', answer: null });
      expect(await store.answerTo('k')).toBeNull();
    });

    it('records one of many deliveries of the same key that arrive together', async () => {
      await store.ping();
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          store.append({ ...eventsAppend(`track:${index}`, 0), key: 'k', answer: index }),
        ),
      );
      expect(results.filter((result) => result.kind === 'recorded')).toHaveLength(1);
      const answer = await store.answerTo('k');
      expect(results.filter((result) => result.kind === 'repeated' && result.answer === answer)).toHaveLength(
        7,
      );
      expect((await store.heads()).streams.size).toBe(1);
    });

    it('numbers without gaps when many write at once and decide again after a conflict', async () => {
      await store.ping();
      await Promise.all(Array.from({ length: 50 }, () => appendPatiently(store, 'track:a')));
      const entries = await store.read('track:a', 0);
      expect(versionsOf(entries)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      expect((await verifyChain(store.journal())).faults).toEqual([]);
    }, 20_000);

    it('does not block two appends that write the same streams in opposite order', async () => {
      await store.ping();
      const write = (stream: string) => ({
        stream,
        expectedVersion: 0,
        events: [event('x')],
        nextDueAt: null,
      });
      const results = await Promise.all([
        store.append(appendOf({ writes: [write('a'), write('b')] })),
        store.append(appendOf({ writes: [write('b'), write('a')] })),
      ]);
      expect(results.map((result) => result.kind).sort()).toEqual(['conflict', 'recorded']);
    });

    it('refuses what it could not give back unchanged, and stores nothing', async () => {
      const write = { stream: 'a', expectedVersion: 0, events: [event('x')], nextDueAt: null };
      const faulty = [
        appendOf({ writes: [write, write] }),
        appendOf({ writes: [{ ...write, stream: 'a\u0000' }] }),
        appendOf({ writes: [{ ...write, stream: 'a\uD800' }] }),
        appendOf({ writes: [{ ...write, events: [{ type: 't', data: { n: Number.NaN } }] }] }),
        appendOf({ writes: [{ ...write, nextDueAt: 'tomorrow' }] }),
        appendOf({ writes: [write], messages: [messageTo('p1', 'm1', 'tomorrow')] }),
        appendOf({
          people: [
            { person: personOf('p1', null), expectedRevision: 0 },
            { person: personOf('p1', null), expectedRevision: 0 },
          ],
        }),
      ];
      for (const append of faulty) await expect(store.append(append)).rejects.toThrow(StoreError);
      expect(await store.heads()).toEqual({ streams: new Map(), peopleRevision: 0 });
      expect((await store.append(eventsAppend('a', 0))).kind).toBe('recorded');
    });
  });

  describe('people', () => {
    const write = (id: string, email: string | null, expectedRevision: number, name = id) => ({
      person: personOf(id, email, name),
      expectedRevision,
    });

    it('are given back with the revision of their last writing, oldest first', async () => {
      await store.append(appendOf({ people: [write('p1', 'a@example.org', 0)] }));
      await store.append(appendOf({ people: [write('p2', null, 0), write('p3', null, 0)] }));
      const first = await store.peopleSince(0);
      expect(first.map((row) => row.person.id)).toEqual(['p1', 'p2', 'p3']);
      expect(first[0]?.person).toEqual(personOf('p1', 'a@example.org'));
      const { peopleRevision } = await store.heads();
      expect(Math.max(...first.map((row) => row.revision))).toBe(peopleRevision);
      expect(await store.peopleSince(peopleRevision)).toEqual([]);

      await store.append(appendOf({ people: [write('p1', 'b@example.org', first[0]?.revision ?? 0)] }));
      const since = await store.peopleSince(peopleRevision);
      expect(since.map((row) => row.person.email)).toEqual(['b@example.org']);
      expect((await store.heads()).peopleRevision).toBeGreaterThan(peopleRevision);
    });

    it('are a conflict when the row has moved, and nothing is stored', async () => {
      await store.append(appendOf({ people: [write('p1', null, 0)] }));
      const moved = { ...eventsAppend('a', 0), people: [write('p1', null, 0, 'Another')] };
      expect(await store.append(moved)).toEqual({ kind: 'conflict' });
      expect(await store.append(appendOf({ people: [write('p2', null, 1)] }))).toEqual({ kind: 'conflict' });
      expect((await store.heads()).streams.size).toBe(0);
      expect((await store.peopleSince(0)).map((row) => row.person.name)).toEqual(['p1']);
    });

    it('are a conflict when the e-mail belongs to somebody else, before or within the append', async () => {
      await store.append(appendOf({ people: [write('p1', 'a@example.org', 0)] }));
      const taken = appendOf({ people: [write('p2', 'a@example.org', 0)] });
      expect(await store.append(taken)).toEqual({ kind: 'conflict' });
      const twice = appendOf({ people: [write('p2', 'b@example.org', 0), write('p3', 'b@example.org', 0)] });
      expect(await store.append(twice)).toEqual({ kind: 'conflict' });
      expect(await store.peopleSince(0)).toHaveLength(1);
    });

    it('may exchange their e-mails in one append', async () => {
      await store.append(appendOf({ people: [write('p1', 'a@x.fr', 0), write('p2', 'b@x.fr', 0)] }));
      const revisions = new Map((await store.peopleSince(0)).map((row) => [row.person.id, row.revision]));
      const exchange = appendOf({
        people: [
          write('p1', 'b@x.fr', revisions.get('p1') ?? -1),
          write('p2', 'a@x.fr', revisions.get('p2') ?? -1),
        ],
      });
      expect(await store.append(exchange)).toEqual({ kind: 'recorded' });
      const after = (await store.peopleSince(0)).map((row) => `${row.person.id} ${row.person.email}`);
      expect(after).toEqual(['p1 b@x.fr', 'p2 a@x.fr']);
    });

    it('written at once by two deciders leave one winner per row', async () => {
      await store.ping();
      const results = await Promise.all(
        ['a', 'b', 'c'].map((name) => store.append(appendOf({ people: [write('p1', null, 0, name)] }))),
      );
      expect(results.map((result) => result.kind).sort()).toEqual(['conflict', 'conflict', 'recorded']);
    });
  });

  describe('what is due', () => {
    async function dueAt(stream: string, nextDueAt: string | null): Promise<void> {
      await store.append(
        appendOf({ writes: [{ stream, expectedVersion: 0, events: [event('x')], nextDueAt }] }),
      );
    }

    it('lists the streams at or before now, earliest first, whatever the precision of the instants', async () => {
      await dueAt('b', '2026-03-02T09:00:00Z');
      await dueAt('a', '2026-03-02T09:00:00.5Z');
      await dueAt('c', '2026-03-02T10:00:00+02:00');
      await dueAt('never', null);
      expect(await store.streamsDue('2026-03-02T07:59:59Z', 10)).toEqual([]);
      expect(await store.streamsDue('2026-03-02T08:00:00Z', 10)).toEqual(['c']);
      expect(await store.streamsDue('2026-03-02T09:00:00Z', 10)).toEqual(['c', 'b']);
      expect(await store.streamsDue('2026-03-02T09:00:01Z', 10)).toEqual(['c', 'b', 'a']);
      expect(await store.streamsDue('2026-03-02T09:00:01Z', 2)).toEqual(['c', 'b']);
    });

    it('moves the wake-up of a stream that has not moved, and of no other', async () => {
      await dueAt('a', nine);
      expect(await store.setNextDue('a', 1, noon)).toBe(true);
      expect(await store.streamsDue(tenPast, 10)).toEqual([]);
      expect(await store.setNextDue('a', 2, nine)).toBe(false);
      expect(await store.setNextDue('unknown', 0, nine)).toBe(false);
      expect(await store.nextWakeAt()).toBe(noon);
      expect(await store.setNextDue('a', 1, null)).toBe(true);
      expect(await store.nextWakeAt()).toBeNull();
      expect((await store.heads()).streams.get('a')).toBe(1);
    });

    it('changes the wake-up without an event when a write has none', async () => {
      await dueAt('a', nine);
      const write = { stream: 'a', expectedVersion: 1, events: [], nextDueAt: noon };
      expect(await store.append(appendOf({ writes: [write] }))).toEqual({ kind: 'recorded' });
      expect(await store.nextWakeAt()).toBe(noon);
      expect((await store.append(eventsAppend('a', 1))).kind).toBe('recorded');
      expect((await verifyChain(store.journal())).faults).toEqual([]);
    });

    it('wakes at the earliest of streams and waiting messages, leases included', async () => {
      await dueAt('a', noon);
      expect(await store.nextWakeAt()).toBe(noon);
      await store.append(appendOf({ messages: [messageTo('p1', 'm1', nine)] }));
      expect(await store.nextWakeAt()).toBe(nine);
      const [claimed] = await store.claim(claimAt(nine));
      expect(await store.nextWakeAt()).toBe(tenPast);
      const retry = {
        kind: 'retry',
        notBeforeAt: '2026-03-02T09:05:00Z',
        error: '',
        countAttempt: true,
      } as const;
      await store.settle('m1', claimed?.fence ?? 0, retry);
      expect(await store.nextWakeAt()).toBe('2026-03-02T09:05:00Z');
      const [again] = await store.claim(claimAt('2026-03-02T09:05:00Z'));
      await store.settle('m1', again?.fence ?? 0, { kind: 'dropped', why: 'done' });
      expect(await store.nextWakeAt()).toBe(noon);
    });
  });

  describe('messages', () => {
    async function queue(...messages: readonly ReturnType<typeof messageTo>[]): Promise<void> {
      expect(await store.append(appendOf({ messages }))).toEqual({ kind: 'recorded' });
    }
    const keysOf = (messages: readonly { readonly key: string }[]) => messages.map((message) => message.key);

    it('are queued as they were given', async () => {
      await queue(messageTo('p1', 'm1', '2026-03-02T10:00:00+01:00', 'digest'));
      expect(await store.message('m1')).toEqual({
        key: 'm1',
        to: 'p1',
        topic: 'milestone',
        data: { day: 'J-7' },
        group: 'digest',
        notBeforeAt: '2026-03-02T10:00:00+01:00',
        createdAt: nine,
        correlationId: 'correlation-1',
        state: 'waiting',
        attempts: 0,
        fence: 0,
        leaseUntilAt: null,
        channel: null,
        platformId: null,
        lastError: null,
        sentAt: null,
      });
    });

    it('are queued once per key, for ever; the rest of the append is stored', async () => {
      await queue(messageTo('p1', 'm1'));
      const [claimed] = await store.claim(claimAt(nine));
      await store.settle('m1', claimed?.fence ?? 0, { kind: 'dropped', why: 'no longer owed' });
      const again = { ...eventsAppend('a', 0), messages: [messageTo('p2', 'm1'), messageTo('p2', 'm2')] };
      expect(await store.append(again)).toEqual({ kind: 'recorded' });
      await queue(messageTo('p3', 'm3'), messageTo('p4', 'm3'));
      expect(await store.message('m1')).toMatchObject({ to: 'p1', state: 'dropped' });
      expect(await store.message('m3')).toMatchObject({ to: 'p3' });
      expect(keysOf(await listOf(store.messages()))).toEqual(['m1', 'm2', 'm3']);
    });

    it('are listed by creation, over more than a page', async () => {
      const keys = Array.from({ length: 1203 }, (_, index) => `m${(index * 7) % 1203}`);
      await queue(...keys.slice(0, 900).map((key) => messageTo('p1', key)));
      await queue(...keys.slice(900).map((key) => messageTo('p1', key)));
      expect(keysOf(await listOf(store.messages()))).toEqual(keys);
    });

    it('are claimed when due, all of a recipient together, earliest recipient first', async () => {
      await queue(
        messageTo('late', 'l1', '2026-03-02T08:30:00Z'),
        messageTo('early', 'e2', '2026-03-02T08:45:00Z'),
        messageTo('early', 'e1', '2026-03-02T08:00:00Z'),
        messageTo('early', 'e3', noon),
        messageTo('third', 't1', '2026-03-02T08:50:00Z'),
      );
      const first = await store.claim(claimAt(nine, 2));
      expect(keysOf(first)).toEqual(['e1', 'e2', 'l1']);
      expect(first[0]).toMatchObject({ fence: 1, leaseUntilAt: tenPast, state: 'waiting', attempts: 0 });
      expect(keysOf(await store.claim(claimAt(nine, 2)))).toEqual(['t1']);
      expect(await store.claim(claimAt(nine, 2))).toEqual([]);
      expect(await store.claim(claimAt(noon, 0))).toEqual([]);
    });

    it('can be claimed again when the lease has run out, and the first holder can no longer settle', async () => {
      await queue(messageTo('p1', 'm1'));
      const [first] = await store.claim(claimAt(nine));
      expect(await store.claim(claimAt('2026-03-02T09:09:59Z'))).toEqual([]);
      const [second] = await store.claim(claimAt(tenPast, 10, noon));
      expect(second).toMatchObject({ key: 'm1', fence: 2 });
      const sent = { kind: 'sent', at: tenPast, channel: 'mail', platformId: 'x' } as const;
      expect(await store.settle('m1', first?.fence ?? 0, sent)).toBe(false);
      expect(await store.message('m1')).toEqual(second);
      expect(await store.settle('m1', second?.fence ?? 0, sent)).toBe(true);
    });

    it('can be settled by a late holder whom nobody has replaced', async () => {
      await queue(messageTo('p1', 'm1'));
      const [claimed] = await store.claim(claimAt(nine));
      const sent = { kind: 'sent', at: noon, channel: 'slack', platformId: 'C1/123.45' } as const;
      expect(await store.settle('m1', claimed?.fence ?? 0, sent)).toBe(true);
      expect(await store.message('m1')).toMatchObject({
        state: 'sent',
        attempts: 1,
        channel: 'slack',
        platformId: 'C1/123.45',
        sentAt: noon,
        leaseUntilAt: null,
      });
    });

    it('are settled once, by their holder only', async () => {
      await queue(messageTo('p1', 'm1'));
      const dropped = { kind: 'dropped', why: 'moved' } as const;
      expect(await store.settle('m1', 0, dropped)).toBe(false);
      expect(await store.settle('unknown', 1, dropped)).toBe(false);
      await store.claim(claimAt(nine));
      expect(await store.settle('m1', 1, dropped)).toBe(true);
      expect(await store.settle('m1', 1, { kind: 'failed', error: 'x' })).toBe(false);
      expect(await store.message('m1')).toMatchObject({ state: 'dropped', lastError: 'moved', attempts: 0 });
      expect(await store.claim(claimAt(noon))).toEqual([]);
    });

    it('are final when failed, with the reason', async () => {
      await queue(messageTo('p1', 'm1'));
      await store.claim(claimAt(nine));
      expect(await store.settle('m1', 1, { kind: 'failed', error: 'user\u0000 gone' })).toBe(true);
      expect(await store.message('m1')).toMatchObject({ state: 'failed', lastError: 'user\uFFFD gone' });
      expect(await store.claim(claimAt(noon))).toEqual([]);
      expect(await store.nextWakeAt()).toBeNull();
    });

    it('redirected go to the new recipient at once, without counting an attempt', async () => {
      await queue(messageTo('p1', 'm1', '2026-03-02T08:00:00Z'));
      await store.claim(claimAt(nine));
      expect(await store.settle('m1', 1, { kind: 'redirected', to: 'p2' })).toBe(true);
      expect(await store.nextWakeAt()).toBe('2026-03-02T08:00:00Z');
      const [again] = await store.claim(claimAt(nine));
      expect(again).toMatchObject({ key: 'm1', to: 'p2', fence: 2, attempts: 0 });
    });

    it('put back wait until their new date; an attempt counts when it is said to', async () => {
      await queue(messageTo('p1', 'm1'));
      await store.claim(claimAt(nine));
      const retry = { kind: 'retry', notBeforeAt: noon, error: 'HTTP 503' } as const;
      expect(await store.settle('m1', 1, { ...retry, countAttempt: true })).toBe(true);
      expect(await store.message('m1')).toMatchObject({
        state: 'waiting',
        attempts: 1,
        notBeforeAt: noon,
        lastError: 'HTTP 503',
        leaseUntilAt: null,
      });
      expect(await store.settle('m1', 1, { ...retry, countAttempt: true })).toBe(false);
      expect(await store.claim(claimAt(tenPast))).toEqual([]);
      const [again] = await store.claim(claimAt(noon, 10, '2026-03-02T12:10:00Z'));
      await store.settle('m1', again?.fence ?? 0, { ...retry, countAttempt: false });
      expect(await store.message('m1')).toMatchObject({ attempts: 1, fence: 2 });
    });

    it('are each claimed by one of many claimers at once, a recipient never shared between two', async () => {
      const messages = Array.from({ length: 60 }, (_, index) => messageTo(`p${index % 20}`, `m${index}`));
      await queue(...messages);
      const batches = await Promise.all(Array.from({ length: 6 }, () => store.claim(claimAt(nine, 4))));
      expect(keysOf(batches.flat()).sort()).toEqual(keysOf(messages).sort());
      const holders = batches.flatMap((batch) => [...new Set(batch.map((message) => message.to))]);
      expect(new Set(holders).size).toBe(holders.length);
    });
  });
});
