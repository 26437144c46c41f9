import { describe, expect, it } from '@jest/globals';
import { createVerified } from '../../src/platform/teams/verified.ts';

const MINUTE_MS = 60_000;

function scene(expiresAtSeconds = 3600) {
  let ms = 0;
  let asked = 0;
  let answer: string | null = 'mgp';
  const { claimsOf } = createVerified(
    async () => {
      asked += 1;
      if (answer === null) return null;
      return [
        { type: 'aud', value: answer },
        { type: 'exp', value: String(expiresAtSeconds) },
      ];
    },
    { nowMs: () => ms, epochSeconds: () => ms / 1000 },
  );
  return {
    asked: () => asked,
    at: (minutes: number) => {
      ms = minutes * MINUTE_MS;
    },
    answer: (next: string | null) => {
      answer = next;
    },
    of: async (header: string) => (await claimsOf(header))?.[0]?.value ?? null,
  };
}

describe('tokens of Teams that were verified', () => {
  it('are believed for five minutes, then verified again', async () => {
    const { of, at, asked, answer } = scene();
    expect(await of('Bearer a')).toBe('mgp');
    at(4.9);
    expect(await of('Bearer a')).toBe('mgp');
    expect(asked()).toBe(1);
    answer(null);
    at(5);
    expect(await of('Bearer a')).toBeNull();
    expect(asked()).toBe(2);
  });

  it('are not believed past their own expiry', async () => {
    const { of, at, asked } = scene(120);
    await of('Bearer a');
    at(2);
    await of('Bearer a');
    await of('Bearer a');
    expect(asked()).toBe(3);
  });

  it('vouch for nobody else: another header is verified by itself', async () => {
    const { of, answer } = scene();
    await of('Bearer a');
    answer(null);
    expect(await of('Bearer b')).toBeNull();
    expect(await of('bearer a')).toBeNull();
    expect(await of('Bearer a')).toBe('mgp');
  });

  it('are verified each time when refused: what is refused now may be right later', async () => {
    const { of, answer, asked } = scene();
    answer(null);
    expect(await of('Bearer a')).toBeNull();
    answer('mgp');
    expect(await of('Bearer a')).toBe('mgp');
    expect(asked()).toBe(2);
  });

  it('are kept in a bounded number: the oldest makes room', async () => {
    const { of, asked } = scene();
    for (let n = 0; n <= 200; n += 1) await of(`Bearer ${n}`);
    await of('Bearer 200');
    expect(asked()).toBe(201);
    await of('Bearer 0');
    expect(asked()).toBe(202);
  });
});
