import { afterEach, describe, expect, it } from '@jest/globals';
import { createHeartbeat, type Heartbeat } from '../../src/scheduler/heartbeat.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { type Clockwork, clockwork, storeWith } from '../support/clockwork.ts';

interface Watched extends Clockwork {
  readonly heart: Heartbeat;
  /** How many looks began so far. */
  looks(): number;
  /** From now on each look waits until it is let go. */
  hold(): () => void;
  /** What the records answer the next look; null for their own answer. */
  fail(fault: unknown): void;
}

const hearts: Heartbeat[] = [];

afterEach(async () => {
  for (const heart of hearts.splice(0)) await heart.stop();
});

async function watched(): Promise<Watched> {
  const clock = await clockwork('2026-05-22 09:00', []);
  let looks = 0;
  let gate: Promise<void> = Promise.resolve();
  let fault: unknown = null;
  const store = storeWith(clock.store, {
    streamsDue: async (...args) => {
      looks += 1;
      await gate;
      if (fault !== null) throw fault;
      return clock.store.streamsDue(...args);
    },
  });
  const heart = createHeartbeat({ ...clock.parts, store });
  hearts.push(heart);
  return {
    ...clock,
    heart,
    looks: () => looks,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    fail: (next) => {
      fault = next;
    },
  };
}

describe('the heartbeat', () => {
  it('looks once when asked, then says when', async () => {
    const { heart, looks, at, messages } = await watched();
    expect(heart.lastBeatAt()).toBeNull();
    at('2026-05-22 09:01');
    await heart.beat();
    expect(heart.lastBeatAt()?.toString()).toBe('2026-05-22T07:01:00Z');
    expect(looks()).toBe(1);
    expect(await messages()).toEqual([]);
  });

  it('looks one at a time: who asks meanwhile gets one more look, however many they are', async () => {
    const { heart, looks, hold } = await watched();
    const letGo = hold();
    const first = heart.beat();
    const meanwhile = [heart.beat(), heart.beat()];
    heart.poke();
    heart.poke();
    expect(looks()).toBe(1);
    letGo();
    await Promise.all([first, ...meanwhile]);
    expect(looks()).toBe(2);
    await heart.beat();
    expect(looks()).toBe(3);
  });

  it('records that are away are told to whoever asked, and found again by themselves', async () => {
    const { heart, fail, looks } = await watched();
    const away = new StoreError('away');
    fail(away);
    await expect(heart.beat()).rejects.toBe(away);
    expect(heart.lastBeatAt()).toBeNull();
    fail(null);
    await heart.beat();
    expect(looks()).toBe(2);
    expect(heart.lastBeatAt()).not.toBeNull();
  });

  it('a poke that fails is logged', async () => {
    const { heart, fail, log } = await watched();
    fail(new StoreError('away'));
    heart.poke();
    await heart.stop();
    expect(log.lines).toEqual([
      { level: 'error', event: 'beat-failed', fields: { fault: 'StoreError: away' } },
    ]);
  });

  it('stops once the present look is over, and looks no more', async () => {
    const { heart, looks, hold } = await watched();
    const letGo = hold();
    const present = heart.beat();
    heart.poke();
    const order: string[] = [];
    const stopping = heart.stop().then(() => order.push('stopped'));
    letGo();
    await present.then(() => order.push('looked'));
    await stopping;
    heart.poke();
    await heart.beat();
    expect(order).toEqual(['looked', 'stopped']);
    expect(looks()).toBe(1);
  });
});
