import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mountHealth } from '../../src/http/health.ts';
import { closeApp, createApp, jsonBody, type Listening, listen } from '../../src/http/server.ts';
import { openMemory } from '../../src/store/memory.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Log, Store } from '../../src/usecases/ports.ts';

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

async function site(store: Store, lastBeatAt: Temporal.Instant | null, log = keptLog()) {
  const app = createApp();
  mountHealth(app, { store, now: () => NOW, lastBeatAt: () => lastBeatAt });
  app.post('/echo', jsonBody('1kb'), (request, response) => {
    response.json(request.body);
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
  const listening = await listen(app, '127.0.0.1', 0);
  open.push(listening);
  const url = `http://127.0.0.1:${listening.port}`;
  return { url, listening, log, entered: entered.promise, release: released.resolve };
}

function post(url: string, body: string, type = 'application/json') {
  return fetch(`${url}/echo`, { method: 'POST', body, headers: { 'content-type': type } });
}

describe('the HTTP server', () => {
  it('answers that it lives, with careful headers and no word about itself', async () => {
    const { url } = await site(openMemory(), NOW);
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.json()).toEqual({ ok: true });
  });

  it('is ready when the records can be written and the clock beats', async () => {
    const { url } = await site(openMemory(), NOW.subtract({ seconds: 20 }));
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: true, store: true, clock: true });
  });

  it.each([
    ['the clock has never beaten', null],
    ['the clock has stopped', NOW.subtract({ minutes: 5 })],
  ])('is not ready when %s', async (_, lastBeatAt) => {
    const { url } = await site(openMemory(), lastBeatAt);
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, store: true, clock: false });
  });

  it('is not ready when the records cannot be reached', async () => {
    const away = { ...openMemory(), ping: () => Promise.reject(new StoreError('away')) };
    const { url } = await site(away, NOW);
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, store: false, clock: true });
  });

  it('answers what it does not know, what is malformed and what is too long as JSON, without its inside', async () => {
    const { url } = await site(openMemory(), NOW);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await post(url, '{')).status).toBe(400);
    expect((await post(url, JSON.stringify('x'.repeat(2_000)))).status).toBe(413);
    expect(await (await post(url, '{"a":1}')).json()).toEqual({ a: 1 });
  });

  it('tells a fault of its own as JSON and logs it, without its inside', async () => {
    const { url, log } = await site(openMemory(), NOW);
    const answer = await fetch(`${url}/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: 'internal' });
    expect(log.events).toEqual(['http-failed']);
  });

  it('cuts off an answer that fails half-way: nobody takes it for whole', async () => {
    const { url } = await site(openMemory(), NOW);
    await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow();
  });

  it('refuses to start on a port that is taken', async () => {
    const { listening } = await site(openMemory(), NOW);
    const twin = listen(createApp(), '127.0.0.1', listening.port);
    await expect(twin).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('lets what is under way end, and waits no longer than asked for who says nothing', async () => {
    const { url, listening, entered, release } = await site(openMemory(), NOW);
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
