import { describe, expect, it } from '@jest/globals';
import { createClockMover } from '../../src/platform/web/clock.ts';
import { isLoopbackAddress, isLoopbackHost, refuseIncoming } from '../../src/platform/web/guard.ts';
import type { TrialClock } from '../../src/platform/web/trial-types.ts';
import type { Log } from '../../src/usecases/log.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface StandIn extends TrialClock {
  readonly stops: readonly string[];
}

/** @param wakes instants that want attention, in order; the last stays for ever when `stuck` */
function clockAt(start: string, wakes: readonly string[], stuck = false): StandIn {
  let now = Temporal.Instant.from(start);
  const stops: string[] = [];
  const left = wakes.map((wake) => Temporal.Instant.from(wake));
  return {
    stops,
    now: () => now,
    async advance(to) {
      while (!stuck && left[0] !== undefined && Temporal.Instant.compare(left[0], to) <= 0) left.shift();
      now = to;
      stops.push(to.toString());
    },
    nextWakeAt: async () => left[0] ?? null,
  };
}

describe('moves of the trial clock', () => {
  it('keeps the Paris hour when a day or a week passes over the night of 29/03/2026', async () => {
    const clock = clockAt('2026-03-28T08:00:00Z', []);
    const mover = createClockMover(clock, () => 0, silent);
    await mover.move('day');
    expect(clock.now().toString()).toBe('2026-03-29T07:00:00Z');
    await mover.move('week');
    expect(clock.now().toString()).toBe('2026-04-05T07:00:00Z');
  });

  it('passes the wake-ups that send nothing on its way to the next message', async () => {
    const clock = clockAt('2026-05-01T07:00:00Z', ['2026-05-02T07:00:00Z', '2026-05-03T07:00:00Z']);
    const mover = createClockMover(clock, () => (clock.stops.length >= 2 ? 1 : 0), silent);
    expect(await mover.move('next-message')).toEqual({ quiet: false });
    expect(clock.stops).toEqual(['2026-05-02T07:00:00Z', '2026-05-03T07:00:00Z']);
  });

  it('gives up on a wake-up that never goes away, and on one years ahead', async () => {
    const stuck = clockAt('2026-05-01T07:00:00Z', ['2026-04-01T07:00:00Z'], true);
    expect(await createClockMover(stuck, () => 0, silent).move('next-message')).toEqual({ quiet: true });
    expect(stuck.stops).toHaveLength(500);
    const far = clockAt('2026-05-01T07:00:00Z', ['2030-01-01T07:00:00Z']);
    expect(await createClockMover(far, () => 0, silent).move('next-message')).toEqual({ quiet: true });
    expect(far.stops).toEqual([]);
  });

  it('makes one move after the other, also when one fails', async () => {
    const clock = clockAt('2026-05-01T07:00:00Z', []);
    let failing = true;
    const flaky: TrialClock = {
      ...clock,
      async advance(to) {
        if (failing) {
          failing = false;
          throw new RangeError('The first move fails');
        }
        await clock.advance(to);
      },
    };
    const mover = createClockMover(flaky, () => 0, silent);
    const moves = await Promise.allSettled([mover.move('day'), mover.move('day'), mover.move('week')]);
    expect(moves.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(clock.stops).toEqual(['2026-05-02T07:00:00Z', '2026-05-09T07:00:00Z']);
  });
});

describe('who may reach the trial', () => {
  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('this machine: %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each([undefined, '10.0.0.1', '::ffff:10.0.0.1', '127.0.0.1.example', '128.0.0.1'])(
    'nobody else: %s',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
      const asked = { method: 'GET', peer: address, takes: 'json', headers: { host: 'localhost' } } as const;
      expect(refuseIncoming(asked)).toEqual({ status: 403, why: 'peer' });
    },
  );

  it.each([
    ['localhost:3978', true],
    ['127.0.0.1:3978', true],
    ['[::1]:3978', true],
    ['localhost.example:3978', false],
    ['127.0.0.1.example', false],
    ['', false],
    [undefined, false],
  ])('Host %s: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });

  it.each([
    ['json', 'application/json; charset=utf-8', 65_536],
    ['file', 'application/octet-stream', 67_108_864],
  ] as const)('a POST of %s is %s, and says its length within bounds', (takes, type, most) => {
    const post = (length: number, contentType: string = type) => {
      const headers = { host: 'localhost', 'content-type': contentType, 'content-length': String(length) };
      return refuseIncoming({ method: 'POST', peer: '::1', takes, headers });
    };
    expect(post(most)).toBeNull();
    expect(post(most + 1)?.status).toBe(413);
    // What a form of another site can send.
    for (const foreign of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      '',
    ])
      expect(post(1, foreign)?.status).toBe(415);
  });
});
