import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, createDoors } from '../../src/http/doors.ts';
import { mountLimits } from '../../src/http/limits.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { closeApp, createApp, type Listening, listen } from '../../src/http/server.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Log } from '../../src/usecases/log.ts';
import { sendRaw } from '../support/raw-http.ts';

const PATH = '/slack/events';
const SOON_MS = 2_000;
const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(100);
});

async function site(answer: Answer, trustedProxies = 0) {
  const events: string[] = [];
  const keep = (event: string) => {
    events.push(event);
  };
  const log: Log = { info: keep, warn: keep, error: keep };
  const metrics = createMetrics();
  const manner = { isPublicHttps: true, countAnswers: metrics.countAnswers };
  const app = createApp({ ...manner, trustedProxies });
  const stops = mountLimits(app, { log, trustedProxies, tooManyPage: '', monotonicMs: () => 0 });
  const doors = createDoors(app, { ...manner, log, stops });
  doors.open(PATH, answer);
  closeApp(app, log);
  const listening = await listen(doors.hear, '127.0.0.1', 0);
  open.push(listening);
  const url = `http://127.0.0.1:${listening.port}`;
  const post = (path: string, body = '', headers: Readonly<Record<string, string>> = {}) =>
    fetch(url + path, { method: 'POST', body, headers });
  const counted = async () => {
    const readiness = {
      ok: true,
      stopping: false,
      store: true,
      clock: true,
      lastBeatAt: null,
      silentSeconds: 0,
      backlog: null,
    };
    const lines = (await metrics.text(readiness)).split('\n');
    return lines.filter((line) => line.startsWith('jalon_http_responses_total{'));
  };
  return { url, listening, events, post, counted };
}

const echo: Answer = async (visit) => visit.json(200, { said: await visit.text(1_000) });
const refusal: Answer = async (visit) => visit.json(401, { error: 'unauthorized' });
const all = (status: number, times: number) => Array.from({ length: times }, () => status);

describe('a door', () => {
  it('answers what Express would: the same careful headers, counted alike, to the letter or not', async () => {
    const { post, counted } = await site(echo);
    const [near, far] = [await post(PATH, 'été'), await post(`${PATH}/?a=b`, 'été')];
    expect([await near.json(), await far.json()]).toEqual([{ said: 'été' }, { said: 'été' }]);
    const careful = (answer: Response) =>
      Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date'));
    expect(careful(near)).toEqual(careful(far));
    expect(careful(near)).toMatchObject({
      'content-security-policy': "default-src 'none';base-uri 'none';frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(await counted()).toEqual(['jalon_http_responses_total{endpoint="/slack/events",class="2xx"} 2']);
  });

  it('takes POST only, and says so', async () => {
    const { url } = await site(echo);
    const answer = await fetch(url + PATH);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('refuses more than a megabyte before it is read, and closes', async () => {
    const { listening } = await site(echo);
    const socket = connect(listening.port, '127.0.0.1');
    socket.write(`POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 1048577\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
    expect(answer).toContain('{"error":"too-long"}');
  });

  it('stops reading a body without an end at what its keeper takes', async () => {
    const { url } = await site(async (visit) => {
      const body = await visit.text(1_000);
      visit.json(body === null ? 413 : 200, { isWhole: body !== null }, { Connection: 'close' });
    });
    const headers = { 'Transfer-Encoding': 'chunked' };
    const long = await sendRaw(url + PATH, { method: 'POST', headers, body: 'x'.repeat(1_001) }, SOON_MS);
    expect(long).toEqual({ status: 413, body: '{"isWhole":false}' });
    const whole = await sendRaw(url + PATH, { method: 'POST', headers, body: 'x'.repeat(1_000) }, SOON_MS);
    expect(whole).toEqual({ status: 200, body: '{"isWhole":true}' });
  });

  it('tells a fault of ours as 500 without its inside, and logs it', async () => {
    const { post, events } = await site(async () => {
      throw new StoreError('secret-path /var/jalon');
    });
    for (const path of [PATH, `${PATH}/`]) {
      const answer = await post(path);
      expect([answer.status, await answer.json()]).toEqual([500, { error: 'internal' }]);
    }
    expect(events).toEqual(['http-failed', 'http-failed']);
  });

  it('keeps the first answer', async () => {
    const { post } = await site(async (visit) => {
      visit.answer(200, {}, 'first');
      visit.answer(500, {}, 'second');
    });
    expect(await (await post(PATH)).text()).toBe('first');
  });
});

describe('the limit on whoever is refused', () => {
  it('counts at the door and on the way through the app together, and says so once', async () => {
    const { post, events } = await site(refusal);
    const statuses: number[] = [];
    for (let one = 0; one < 305; one += 1)
      statuses.push((await post(one % 2 === 0 ? PATH : `${PATH}/`)).status);
    expect(statuses).toEqual([...all(401, 300), ...all(429, 5)]);
    expect(events).toEqual(['http-limited']);
  }, 15_000);

  it('counts who goes before the answer', async () => {
    const gone = Promise.withResolvers<void>();
    const { post, listening } = await site((visit) =>
      visit.headers['x-stay'] === undefined ? gone.promise : echo(visit),
    );
    for (let one = 0; one < 300; one += 1) {
      const socket = connect(listening.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.end(`POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nx`);
      socket.resume();
      await once(socket, 'close');
    }
    expect((await post(PATH, '', { 'x-stay': 'yes' })).status).toBe(429);
    gone.resolve();
  }, 15_000);

  it('counts each address apart behind proxies that are believed, and networks of IPv6 as one', async () => {
    const { post } = await site(refusal, 1);
    const from = (address: string) => ({ 'x-forwarded-for': `192.0.2.66, ${address}` });
    for (let one = 0; one < 300; one += 1) await post(PATH, '', from('2001:db8:0:1::1'));
    expect((await post(PATH, '', from('2001:db8:0:2::2'))).status).toBe(429);
    expect((await post(PATH, '', from('192.0.2.1'))).status).toBe(401);
  }, 15_000);
});
