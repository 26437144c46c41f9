import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { schedule } from 'node-cron';
import { createHeartbeat, type Heartbeat } from '../../src/scheduler/heartbeat.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import {
  type Clockwork,
  clockwork,
  person,
  scriptedMessenger,
  storeWith,
  TRACK,
} from '../support/clockwork.ts';
import { CHOISY, designated } from '../support/track.ts';
import { virtualTimer } from '../support/virtual-timer.ts';

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
  jest.useRealTimers();
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

  it('answers the first poke at once and a crowd of them half a second apart, the last one included', async () => {
    const { parts } = await clockwork('2026-05-22 09:00', []);
    const timer = virtualTimer();
    const looksAt: number[] = [];
    const store = storeWith(parts.store, {
      streamsDue: async (...args) => {
        looksAt.push(timer.now());
        return parts.store.streamsDue(...args);
      },
    });
    const heart = createHeartbeat({ ...parts, store }, { timer });
    hearts.push(heart);
    for (let n = 0; n < 100; n += 1) {
      heart.poke();
      await timer.sleep(7);
    }
    await timer.sleep(5000);
    expect(looksAt).toEqual([0, 500, 1000]);
    heart.poke();
    expect(looksAt).toHaveLength(4);
    heart.poke();
    await heart.stop();
    await timer.sleep(5000);
    expect(looksAt).toHaveLength(4);
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

describe('a send that hangs', () => {
  it('holds up neither the next look nor the age of the beat; the beat that asked waits for it', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2026-05-22 10:00', [slack]);
    await clock.save(person('amina', 'slack'), person('bruno', 'slack'));
    await clock.record([designated('zoe', '2026-01-05', { number: 'REF-2026-0001' })]);
    slack.meanwhile = ({ id }) => (id === 'slack/amina' ? clock.timer.sleep(10_000) : undefined);
    const heart = createHeartbeat(clock.parts, { timer: clock.timer });
    hearts.push(heart);
    const notify = (to: string) =>
      clock.record(
        [],
        [
          {
            key: `1@${to}`,
            to,
            topic: 'referent-changed',
            data: { track: TRACK, commune: CHOISY, number: 'REF-2026-0001', reason: null },
            group: null,
            notBeforeAt: '2026-01-01T00:00:00Z',
          },
        ],
      );
    expect(heart.silentForMs()).toBeNull();
    await notify('amina');
    const first = heart.beat();
    await clock.timer.sleep(4000);
    expect(heart.silentForMs()).toBe(4000);
    await notify('bruno');
    heart.poke();
    await clock.timer.sleep(10);
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@bruno']);
    expect(heart.silentForMs()).toBeLessThan(20);
    await first;
    expect(clock.timer.now()).toBe(10_000);
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@bruno', '1@amina']);
  });

  it('what a beat looks at besides is looked at after it', async () => {
    const clock = await clockwork('2026-05-22 10:00', []);
    let looks = 0;
    const watch = {
      look: async () => {
        looks += 1;
        expect(heart.silentForMs()).not.toBeNull();
      },
    };
    const heart = createHeartbeat(clock.parts, { timer: clock.timer, watch });
    hearts.push(heart);
    await heart.beat();
    await heart.beat();
    expect(looks).toBe(2);
  });
});

describe('the machine’s hour set back by one', () => {
  const START = Temporal.Instant.from('2026-05-22T08:00:03Z').epochMilliseconds;

  it('node-cron alone sleeps for that hour: hence the watchdog', async () => {
    jest.useFakeTimers({ now: START });
    let wakes = 0;
    const task = schedule('*/10 * * * * *', () => {
      wakes += 1;
    });
    await jest.advanceTimersByTimeAsync(30_000);
    expect(wakes).toBe(3);
    jest.setSystemTime(START - 3_600_000);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(wakes).toBe(3);
    await task.destroy();
  });

  it.each([
    ['back', -3_600_000],
    ['forward', 3_600_000],
  ])('%s: the heart goes on beating, and its age is told by a clock that nobody sets', async (_, shiftMs) => {
    jest.useFakeTimers({ now: START });
    const { heart, looks } = await watched();
    await jest.advanceTimersByTimeAsync(30_000);
    expect(looks()).toBe(3);
    jest.setSystemTime(START + 30_000 + shiftMs);
    let oldest = 0;
    for (let second = 0; second < 120; second += 1) {
      await jest.advanceTimersByTimeAsync(1000);
      oldest = Math.max(oldest, heart.silentForMs() ?? Number.POSITIVE_INFINITY);
    }
    expect(looks()).toBeGreaterThanOrEqual(3 + 3);
    expect(oldest).toBeLessThan(45_000);
  });
});
