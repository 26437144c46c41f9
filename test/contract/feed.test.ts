import { afterEach, describe, expect, it } from '@jest/globals';
import { mountFeed, type ServedFeed } from '../../src/http/feed.ts';
import { mountLimits } from '../../src/http/limits.ts';
import { closeApp, createApp, type Listening, listen } from '../../src/http/server.ts';
import { StoreError } from '../../src/usecases/errors.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(100);
});

const TEXT = 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:échéances\r\nEND:VCALENDAR\r\n';
const feed = (tag: string): ServedFeed => ({ tag, body: new TextEncoder().encode(TEXT) });

async function site() {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const feeds = new Map<string, ServedFeed>([['good', feed('one')]]);
  const asked: string[] = [];
  const app = createApp();
  const clock = { ms: 0 };
  const monotonicMs = () => clock.ms;
  mountLimits(app, { log, trustedProxies: 0, tooManyPage: '<p>Trop de demandes', monotonicMs });
  mountFeed(app, async (token) => {
    asked.push(token);
    if (token === 'down') throw new StoreError('the records do not answer');
    return feeds.get(token) ?? null;
  });
  closeApp(app, log);
  const listening = await listen(app, '127.0.0.1', 0);
  open.push(listening);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${listening.port}${path}`, init);
  return { ask, feeds, asked, clock };
}

const GOOD = '/calendrier/good.ics';
const unless = (tag: string): RequestInit => ({ headers: { 'if-none-match': tag } });

describe('/calendrier/<token>.ics', () => {
  it('is a calendar that programs may keep for themselves, and must ask for again', async () => {
    const { ask } = await site();
    const answer = await ask(GOOD);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(TEXT);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-length': String(Buffer.byteLength(TEXT)),
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      etag: '"one"',
    });
  });

  it.each(['"one"', 'W/"one"', '"zero", "one"', '*'])(
    'is not sent again to who has it (If-None-Match: %s)',
    async (known) => {
      const { ask } = await site();
      const answer = await ask(GOOD, unless(known));
      expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', '"one"']);
    },
  );

  it('is sent again once it has changed', async () => {
    const { ask, feeds } = await site();
    feeds.set('good', feed('two'));
    const answer = await ask(GOOD, unless('"one"'));
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([200, TEXT, '"two"']);
  });

  it('tells its head alone to who asks for that', async () => {
    const { ask } = await site();
    const answer = await ask(GOOD, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('etag')).toBe('"one"');
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(TEXT)));
  });

  it('answers a link that opens nothing as any address that does not exist, to the byte', async () => {
    const { ask } = await site();
    const told = async (path: string) => {
      const answer = await ask(path);
      const { date: _now, ...headers } = Object.fromEntries(answer.headers);
      return [answer.status, await answer.text(), headers];
    };
    const nowhere = await told('/nowhere');
    expect(nowhere[0]).toBe(404);
    for (const path of [
      '/calendrier/revoked.ics',
      '/calendrier/good',
      '/calendrier/good.ics/more',
      '/calendrier',
    ])
      expect(await told(path)).toEqual(nowhere);
  });

  it('asks what a link opens whatever it looks like: no answer comes sooner than another', async () => {
    const { ask, asked } = await site();
    for (const path of ['/calendrier/revoked.ics', '/calendrier/x', '/calendrier/.ics']) await ask(path);
    expect(asked).toEqual(['revoked', '', '']);
  });

  it('says that it cannot answer rather than that there is nothing, and nothing of why', async () => {
    const { ask } = await site();
    const answer = await ask('/calendrier/down.ics');
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'internal' }]);
  });

  it('is only read', async () => {
    const { ask } = await site();
    const answer = await ask(GOOD, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('is limited by address: what opens nothing stops after a hundred in a minute, what is served does not count', async () => {
    const { ask, clock } = await site();
    for (let served = 0; served < 70; served += 1) expect((await ask(GOOD)).status).toBe(200);
    for (let guess = 0; guess < 100; guess += 1)
      expect((await ask(`/calendrier/guess-${guess}.ics`)).status).toBe(404);
    const stopped = await ask(GOOD);
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('retry-after')).toBe('60');
    clock.ms = 60_000;
    expect((await ask(GOOD)).status).toBe(200);
  });
});
