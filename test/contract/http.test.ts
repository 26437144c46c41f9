import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NextFunction, Request, Response } from 'express';
import { mountHealth } from '../../src/http/health.ts';
import { PATIENCE, type Patience } from '../../src/http/patience.ts';
import { createReadiness } from '../../src/http/readiness.ts';
import {
  type AppOptions,
  closeApp,
  createApp,
  formBody,
  jsonBody,
  type Listening,
  listen,
} from '../../src/http/server.ts';
import { openMemory } from '../../src/store/memory.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Log } from '../../src/usecases/log.ts';
import type { Store } from '../../src/usecases/ports.ts';

const NOW = Temporal.Instant.from('2026-05-22T07:00:00Z');
const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(100);
});

function keptLog(): Log & { readonly events: string[] } {
  const events: string[] = [];
  const keep = (event: string) => {
    events.push(event);
  };
  return { events, info: keep, warn: keep, error: keep };
}

interface Circumstances {
  readonly store?: Store;
  /** How long the clock has been silent, in milliseconds. */
  readonly silentMs?: number | null;
  readonly isStopping?: boolean;
  readonly app?: AppOptions;
  readonly patience?: Patience;
}

async function site(circumstances: Circumstances = {}) {
  const { store = openMemory(), silentMs = 0, isStopping = false, app: options, patience } = circumstances;
  const log = keptLog();
  const app = createApp(options);
  const lastBeatAt = silentMs === null ? null : NOW.subtract({ milliseconds: silentMs });
  mountHealth(
    app,
    createReadiness({
      store,
      now: () => NOW,
      silentForMs: () => silentMs,
      lastBeatAt: () => lastBeatAt,
      isStopping: () => isStopping,
    }),
  );
  app.post('/echo', jsonBody('1kb'), (request, response) => {
    response.json(request.body);
  });
  app.use('/suite', formBody('1mb'));
  app.use('/suite', (error: object, _request: Request, response: Response, _next: NextFunction) => {
    response.status(Number(Reflect.get(error, 'status'))).send('<p>trop long');
  });
  app.get('/broken', () => {
    throw new StoreError('secret-path /var/jalon');
  });
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  app.get('/slow', async (_request, response) => {
    entered.resolve();
    await released.promise;
    response.json({ ok: true });
  });
  app.get('/half', (_request, response) => {
    response.write('{');
    throw new StoreError('too late');
  });
  closeApp(app, log);
  const listening = await listen(app, '127.0.0.1', 0, patience);
  open.push(listening);
  const url = `http://127.0.0.1:${listening.port}`;
  return { url, listening, log, entered: entered.promise, release: released.resolve };
}

function post(url: string, body: string, type = 'application/json') {
  return fetch(`${url}/echo`, { method: 'POST', body, headers: { 'content-type': type } });
}

describe('the HTTP server', () => {
  it('answers that it lives, with careful headers and no word about itself', async () => {
    const { url } = await site();
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none';base-uri 'none';frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    for (const unsaid of ['x-powered-by', 'server', 'set-cookie', 'etag', 'strict-transport-security'])
      expect(answer.headers.get(unsaid)).toBeNull();
  });

  it('tells browsers to keep to https where people come by https', async () => {
    const { url } = await site({ app: { isPublicHttps: true } });
    const answer = await fetch(`${url}/healthz`);
    // For a year, and not for the domains below it, which are not Jalon's.
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('answers what it does not know, what is malformed and what is too long as JSON, without its inside', async () => {
    const { url } = await site();
    const unknown = await fetch(`${url}/nowhere`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { error: 'not-found' }]);
    expect((await post(url, '{')).status).toBe(400);
    expect((await post(url, JSON.stringify('x'.repeat(2_000)))).status).toBe(413);
    expect(await (await post(url, '{"a":1}')).json()).toEqual({ a: 1 });
  });

  it('says which methods an address knows', async () => {
    const { url } = await site();
    const answer = await fetch(`${url}/echo`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await answer.json()).toEqual({ error: 'method-not-allowed' });
    expect((await fetch(`${url}/healthz`, { method: 'DELETE' })).status).toBe(405);
  });

  it.each(['/echo', '/healthz', '/nowhere'])(
    'refuses more than a megabyte at %s before reading it, and closes',
    async (path) => {
      const { listening } = await site();
      const socket = connect(listening.port, '127.0.0.1');
      socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1048577\r\n\r\n`);
      const answer = await text(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
      expect(answer).toContain('{"error":"too-long"}');
    },
  );

  it('leaves it to the pages to say that a form is too long, and waits for nobody else’s body there', async () => {
    const { url, listening } = await site();
    const body = new URLSearchParams({ cause: 'x'.repeat(1_048_577) });
    const answer = await fetch(`${url}/suite/a-token`, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([413, '<p>trop long']);
    const socket = connect(listening.port, '127.0.0.1');
    socket.write('GET /fichier/a-token HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 /u);
  });

  const patience = { headersMs: 60, requestMs: 120, bytesPerSecond: 500, checkEveryMs: 20 };

  it('lets go of who trickles a request in', async () => {
    const { listening } = await site({ patience });
    const socket = connect(listening.port, '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /u);
    const slow = connect(listening.port, '127.0.0.1');
    slow.write(
      'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    );
    expect(await text(slow)).toMatch(/^HTTP\/1\.1 408 /u);
  });

  /** A JSON text of 900 letters, nine at a time; what was answered, and after how long. */
  async function sentAtPace(pauseMs: number): Promise<readonly [string, number]> {
    const { listening } = await site({ patience });
    const began = performance.now();
    const socket = connect(listening.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 904\r\n\r\n["');
    let left = 100;
    const sending = setInterval(() => {
      left -= 1;
      socket.write(left > 0 ? 'x'.repeat(9) : `${'x'.repeat(9)}"]`);
      if (left === 0) clearInterval(sending);
    }, pauseMs);
    const answer = await text(socket);
    clearInterval(sending);
    return [answer, performance.now() - began];
  }

  it('waits for a long body as long as it comes at a fair pace, beyond the time that any request has', async () => {
    const [answer, tookMs] = await sentAtPace(4);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /u);
    expect(tookMs).toBeGreaterThan(patience.requestMs * 2);
  });

  it('lets go of a body that comes slower than that, long before its end', async () => {
    const [answer, tookMs] = await sentAtPace(60);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /u);
    expect(tookMs).toBeLessThan(2_000);
  });

  it('gives 25 MiB from a small town hall their time, and a trickle half a minute', () => {
    const { requestMs, bytesPerSecond, headersMs } = PATIENCE;
    const megabitsPerSecond = (bytesPerSecond * 8) / 1_000_000;
    expect(megabitsPerSecond).toBeLessThan(0.6);
    expect([headersMs, requestMs]).toEqual([10_000, 30_000]);
  });

  it('tells a fault of its own as JSON and logs it, without its inside', async () => {
    const { url, log } = await site();
    const answer = await fetch(`${url}/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: 'internal' });
    expect(log.events).toEqual(['http-failed']);
  });

  it('cuts off an answer that fails half-way: nobody takes it for whole', async () => {
    const { url } = await site();
    await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow();
  });

  it('refuses to start on a port that is taken', async () => {
    const { listening } = await site();
    const twin = listen(createApp(), '127.0.0.1', listening.port);
    await expect(twin).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('lets what is under way end, and waits no longer than asked for who says nothing', async () => {
    const { url, listening, entered, release } = await site();
    const slow = fetch(`${url}/slow`);
    const silent = connect(listening.port, '127.0.0.1');
    silent.on('error', () => undefined);
    await Promise.all([entered, once(silent, 'connect')]);
    const closing = open.splice(0)[0]?.close(400);
    release();
    expect((await slow).status).toBe(200);
    await closing;
    silent.destroy();
  });
});

describe('/readyz', () => {
  const asked = async (circumstances: Circumstances) => {
    const { url } = await site(circumstances);
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, body: await answer.json() };
  };

  it('is 200 when the records can be written and the clock beats', async () => {
    expect(await asked({ silentMs: 20_000 })).toEqual({
      status: 200,
      body: {
        ok: true,
        stopping: false,
        store: true,
        clock: true,
        lastBeatAt: '2026-05-22T06:59:40Z',
        silentSeconds: 20,
        backlog: { waiting: 0, due: 0, oldestDueSeconds: null, failed: 0 },
      },
    });
  });

  it.each([
    ['the clock has never beaten', null],
    ['the clock has been silent for a minute', 60_000],
  ])('is 503 when %s', async (_, silentMs) => {
    expect(await asked({ silentMs })).toMatchObject({
      status: 503,
      body: { ok: false, store: true, clock: false },
    });
  });

  it('is 503 from the moment the process is asked to stop', async () => {
    expect(await asked({ isStopping: true })).toMatchObject({
      status: 503,
      body: { ok: false, stopping: true, store: true, clock: true },
    });
  });

  it('is 503 when the records cannot be reached, and does not pretend to know what waits', async () => {
    const store = Object.assign(openMemory(), { ping: () => Promise.reject(new StoreError('away')) });
    expect(await asked({ store })).toMatchObject({
      status: 503,
      body: { ok: false, store: false, clock: true, backlog: null },
    });
  });

  it('tells what waits and what has failed, and stays 200: another process would fail alike', async () => {
    const outbox = async () => ({
      waiting: 7,
      due: 3,
      oldestDueAt: NOW.subtract({ minutes: 5 }).toString(),
      failed: 2,
      troubledCount: 4,
      troubled: [],
    });
    expect(await asked({ store: Object.assign(openMemory(), { outbox }) })).toMatchObject({
      status: 200,
      body: { ok: true, backlog: { waiting: 7, due: 3, oldestDueSeconds: 300, failed: 2 } },
    });
  });

  it('is 503 within two seconds and a half when the records hang, and asks them once for all who wait', async () => {
    let pings = 0;
    const ping = () => {
      pings += 1;
      return new Promise<void>(() => undefined);
    };
    const { url } = await site({ store: Object.assign(openMemory(), { ping }) });
    const startedMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/readyz`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(performance.now() - startedMs).toBeLessThan(3500);
    expect(pings).toBe(1);
  });
});
