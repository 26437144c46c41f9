import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from '../../src/scheduler/backoff.ts';
import { faultOf } from '../../src/scheduler/fault.ts';

const plain = [{ retryAfterMs: undefined }];

describe('how long a message waits before it is tried again', () => {
  it.each([
    [0, 15_000],
    [1, 30_000],
    [2, 60_000],
    [7, 1_920_000],
    [8, 3_600_000],
    [5000, 3_600_000],
  ])('after %d failures, around %d ms', (attempts, expected) => {
    expect(retryAfterMs(attempts, plain, 0.5)).toBe(expected);
  });

  it('spreads retries by a quarter on each side, in whole milliseconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const middle = retryAfterMs(attempts, plain, 0.5);
          const wait = retryAfterMs(attempts, plain, random);
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(middle * 0.75);
          expect(wait).toBeLessThanOrEqual(middle * 1.25);
        },
      ),
    );
  });

  it.each([
    ['what the platform asks', [{ retryAfterMs: 42_000 }], 42_000],
    ['no less than a second', [{ retryAfterMs: 0 }], 1000],
    ['whole milliseconds', [{ retryAfterMs: 1500.2 }], 1501],
    ['the longest that a channel asks', [{ retryAfterMs: 5000 }, { retryAfterMs: 90_000 }, ...plain], 90_000],
    ['an hour when there was no channel to try', [], 3_600_000],
  ])('waits %s', (_, faults, expected) => {
    expect(retryAfterMs(3, faults, 0.5)).toBe(expected);
  });
});

describe('what the log says of a fault', () => {
  it('is its name and message, or nothing known', () => {
    expect(faultOf(new RangeError('out'))).toBe('RangeError: out');
    expect(faultOf('thrown text')).toBe('unknown');
  });
});
