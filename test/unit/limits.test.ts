import { afterEach, describe, expect, it } from '@jest/globals';
import { mountLimits } from '../../src/http/limits.ts';
import { closeApp, createApp, type Listening, listen } from '../../src/http/server.ts';
import type { Log, LogFields } from '../../src/usecases/log.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(100);
});

const PAGE = '<!doctype html><p>Trop de demandes';

async function site(trustedProxies = 0) {
  const lines: { readonly event: string; readonly fields: LogFields }[] = [];
  const keep = (event: string, fields: LogFields) => {
    lines.push({ event, fields });
  };
  const log: Log = { info: keep, warn: keep, error: keep };
  const app = createApp({ trustedProxies });
  const clock = { ms: 59_000 };
  mountLimits(app, { log, trustedProxies, tooManyPage: PAGE, monotonicMs: () => clock.ms });
  app.post(['/slack/events', '/api/messages'], (request, response) => {
    response.status(request.headers.authorization === 'right' ? 200 : 401).json({});
  });
  app.post('/acces', (_request, response) => {
    response.send('ok');
  });
  app.get('/slack/install', (_request, response) => {
    response.send('ok');
  });
  app.get('/slack/oauth_redirect', (_request, response) => {
    response.status(400).send('refused');
  });
  app.get(
    ['/suite/:token', '/fichier/:token', '/verification/:number/:token', '/acces'],
    (request, response) => {
      response.status(request.params['token'] === 'guess' ? 404 : 200).send('ok');
    },
  );
  closeApp(app, log);
  const listening = await listen(app, '127.0.0.1', 0);
  open.push(listening);
  const ask = async (path: string, init: RequestInit = {}, times = 1) => {
    const statuses: number[] = [];
    for (let one = 0; one < times; one += 1)
      statuses.push((await fetch(`http://127.0.0.1:${listening.port}${path}`, init)).status);
    return statuses;
  };
  const last = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${listening.port}${path}`, init);
  return { lines, ask, last, clock };
}

const wrong = { method: 'POST' };
const right = { method: 'POST', headers: { authorization: 'right' } };
const from = (address: string): RequestInit => ({ headers: { 'x-forwarded-for': address } });
const all = (status: number, times: number) => Array.from({ length: times }, () => status);

describe('limits by address', () => {
  it('let the traffic of a platform through, however much comes from one address', async () => {
    const { ask, lines } = await site();
    expect(await ask('/slack/events', right, 350)).toEqual(all(200, 350));
    expect(lines).toEqual([]);
  }, 15_000);

  it('stop who is refused again and again at the doors of the platforms, say until when, and say so once', async () => {
    const { ask, last, lines, clock } = await site();
    expect(await ask('/slack/events', wrong, 150)).toEqual(all(401, 150));
    expect(await ask('/api/messages', wrong, 150)).toEqual(all(401, 150));
    const stopped = await last('/api/messages', wrong);
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('retry-after')).toBe('1');
    expect(await stopped.json()).toEqual({ error: 'too-many-requests' });
    expect(await ask('/slack/events', wrong, 20)).toEqual(all(429, 20));
    expect(lines).toEqual([{ event: 'http-limited', fields: { endpoint: '/api/messages', limit: 300 } }]);
    clock.ms += 1_000;
    expect(await ask('/slack/events', right)).toEqual([200]);
  }, 15_000);

  it('stop guessing links after ten, with a page in French, and leave the rest open', async () => {
    const { ask, last } = await site();
    expect(await ask('/suite/guess', {}, 10)).toEqual(all(404, 10));
    const stopped = await last('/fichier/guess');
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await stopped.text()).toBe(PAGE);
    expect(await ask('/slack/events', right)).toEqual([200]);
  });

  it('stop guessing hashes of receipts after ten, and whoever asks without end after sixty (art. 3)', async () => {
    const { ask } = await site();
    expect(await ask('/verification/INC-2026-0001/guess', {}, 12)).toEqual([...all(404, 10), 429, 429]);
    const other = await site();
    expect(await other.ask('/verification/INC-2026-0001/hash', {}, 61)).toEqual([...all(200, 60), 429]);
  });

  it('leave people room on their pages: sixty a minute', async () => {
    const { ask, clock } = await site();
    expect(await ask('/suite/mine', {}, 60)).toEqual(all(200, 60));
    expect(await ask('/acces')).toEqual([429]);
    clock.ms += 1_000;
    expect(await ask('/acces')).toEqual([200]);
  });

  it('stop guessing codes of an installation in Slack after ten, and installing without end after sixty', async () => {
    const { ask, last, lines } = await site();
    expect(await ask('/slack/oauth_redirect?code=x&state=y', {}, 10)).toEqual(all(400, 10));
    const stopped = await last('/slack/oauth_redirect?code=x&state=y');
    expect([stopped.status, await stopped.text()]).toEqual([429, PAGE]);
    expect(lines.map(({ fields }) => fields['endpoint'])).toEqual(['/slack/oauth_redirect']);
    expect(await ask('/slack/events', right)).toEqual([200]);
    const other = await site();
    expect(await other.ask('/slack/install', {}, 61)).toEqual([...all(200, 60), 429]);
  });

  it('let nobody have mails sent again and again: five links asked for a minute', async () => {
    const { ask } = await site();
    expect(await ask('/acces', { method: 'POST' }, 6)).toEqual([...all(200, 5), 429]);
    expect(await ask('/acces')).toEqual([200]);
  });

  it('count each address apart behind proxies that are believed, and networks of IPv6 as one', async () => {
    const { ask } = await site(1);
    expect(await ask('/suite/guess', from('192.0.2.1'), 11)).toEqual([...all(404, 10), 429]);
    expect(await ask('/suite/mine', from('192.0.2.2'))).toEqual([200]);
    expect(await ask('/suite/guess', from('2001:db8:0:1::1'), 10)).toEqual(all(404, 10));
    expect(await ask('/suite/mine', from('2001:db8:0:2::2'))).toEqual([429]);
  });

  it('are not escaped by pretending to come from elsewhere; a proxy that is not believed is told of once', async () => {
    const { ask, lines } = await site();
    for (let one = 0; one < 10; one += 1)
      expect(await ask('/suite/guess', from(`192.0.2.${one}`))).toEqual([404]);
    expect(await ask('/suite/guess', from('192.0.2.99'))).toEqual([429]);
    expect(lines.map(({ event }) => event)).toEqual(['http-proxy-unknown', 'http-limited']);
  });
});
