import { describe, expect, it } from '@jest/globals';
import { card } from '../../cards/blocks.ts';
import { limitBot } from '../../src/main/limited-bot.ts';
import type { Bot, Request } from '../../src/usecases/bot.ts';
import type { Log } from '../../src/usecases/log.ts';

function site() {
  const asked: string[] = [];
  const told: string[] = [];
  const done = card('done', 'Fait', []);
  const inner: Bot = {
    answer: async ({ key }) => {
      asked.push(key);
      return { kind: 'card', card: done };
    },
    welcome: async () => done,
  };
  const keep = (event: string) => {
    told.push(event);
  };
  const log: Log = { info: keep, warn: keep, error: keep };
  const bot = limitBot(inner, log);
  const visitor = (accountId: string) =>
    ({ platform: 'slack', accountId, email: null, name: null, reference: null }) as const;
  const request = (accountId: string, key: string): Request => ({
    visitor: visitor(accountId),
    key,
    correlationId: key,
    ask: { kind: 'text', text: 'aide' },
  });
  return { asked, told, bot, request, visitor };
}

describe('requests of one person', () => {
  it('beyond thirty in ten seconds are refused with a word to wait, and do not reach the records', async () => {
    const { bot, request, asked, told } = site();
    for (let one = 0; one < 30; one += 1)
      expect((await bot.answer(request('T1/U1', `key-${one}`))).kind).toBe('card');
    for (let one = 30; one < 40; one += 1)
      expect(await bot.answer(request('T1/U1', `key-${one}`))).toMatchObject({
        kind: 'refused',
        card: { title: 'Trop de demandes' },
        form: null,
      });
    expect(asked).toHaveLength(30);
    expect(told).toEqual(['asks-limited']);
  });

  it('leave other people alone', async () => {
    const { bot, request, visitor } = site();
    for (let one = 0; one < 31; one += 1) await bot.answer(request('T1/U1', `key-${one}`));
    expect((await bot.answer(request('T1/U2', 'key-0'))).kind).toBe('card');
    expect((await bot.welcome(visitor('T1/U2'), 'c')).title).toBe('Fait');
    expect((await bot.welcome(visitor('T1/U1'), 'c')).title).toBe('Trop de demandes');
  });

  it('that a platform delivers again count once', async () => {
    const { bot, request, asked } = site();
    for (let one = 0; one < 100; one += 1)
      expect((await bot.answer(request('T1/U1', 'the-same'))).kind).toBe('card');
    expect(asked).toHaveLength(100);
  });
});
