import { createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reply } from '../../src/usecases/bot.ts';
import { startSlackStandIn } from '../e2e/stand-ins/slack.ts';
import { card, done, type SlackFixture, secret, startSlack } from '../support/slack.ts';

/** Soon, on a machine that has other work too; the bare SDKs leave such things for 3 and 10 s. */
const SOON_MS = 2_500;

const form = 'application/x-www-form-urlencoded';

let fixture: SlackFixture;

beforeEach(async () => {
  fixture = await startSlack();
});

afterEach(() => fixture.close());

function commandBody(trigger = randomUUID(), more: Readonly<Record<string, string>> = {}): string {
  const fields = { command: '/jalon', text: 'aide', team_id: 'T1', user_id: 'U1', channel_id: 'C1' };
  return new URLSearchParams({ ...fields, trigger_id: trigger, ...more }).toString();
}

function nowSeconds(): number {
  return Math.floor(Temporal.Now.instant().epochMilliseconds / 1_000);
}

function hmac(signed: string | Buffer): string {
  return createHmac('sha256', secret).update(signed).digest('hex');
}

interface Raw {
  readonly status: number | undefined;
  readonly body: string;
  readonly ms: number;
}

/** Sends headers that `fetch` would not: twice the same, odd ones, none. */
async function raw(body: string | Buffer, headers: OutgoingHttpHeaders): Promise<Raw> {
  const startedMs = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Raw>();
  const request = httpRequest(`${fixture.url}/slack/events`, { method: 'POST', headers }, (response) => {
    text(response).then(
      (said) => resolve({ status: response.statusCode, body: said, ms: performance.now() - startedMs }),
      reject,
    );
  });
  request.on('error', reject);
  request.end(body);
  return promise;
}

function signedHeaders(body: string | Buffer, timestamp = nowSeconds()): OutgoingHttpHeaders {
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), Buffer.from(body)]);
  return {
    'Content-Type': form,
    'Content-Length': Buffer.byteLength(body),
    'X-Slack-Request-Timestamp': String(timestamp),
    'X-Slack-Signature': `v0=${hmac(signed)}`,
  };
}

describe('a signature', () => {
  it('missing, doubled, of another shape or of another hour is refused as JSON, whatever it signs', async () => {
    const body = commandBody();
    const right = signedHeaders(body);
    const { 'X-Slack-Signature': signature, 'X-Slack-Request-Timestamp': timestamp } = right;
    const without = (name: string) =>
      Object.fromEntries(Object.entries(right).filter(([header]) => header !== name));
    const cases: readonly OutgoingHttpHeaders[] = [
      without('X-Slack-Signature'),
      without('X-Slack-Request-Timestamp'),
      { ...right, 'X-Slack-Signature': [String(signature), String(signature)] },
      { ...right, 'X-Slack-Request-Timestamp': [String(timestamp), String(timestamp)] },
      { ...right, 'X-Slack-Signature': String(signature).toUpperCase() },
      { ...right, 'X-Slack-Signature': `v0=${'0'.repeat(64)}` },
      { ...right, 'X-Slack-Request-Timestamp': `${timestamp}.0` },
      { ...right, 'X-Slack-Request-Timestamp': '' },
      { ...right, 'X-Slack-Request-Timestamp': '1e9' },
      signedHeaders(body, nowSeconds() - 310),
      signedHeaders(body, nowSeconds() + 310),
    ];
    for (const headers of cases) {
      const { status, body: said, ms } = await raw(body, headers);
      expect({ status, said }).toEqual({ status: 401, said: '{"error":"unauthorized"}' });
      expect(ms).toBeLessThan(SOON_MS);
    }
    expect((await raw(body, right)).status).toBe(200);
    expect(fixture.requests).toHaveLength(1);
  });

  it('of an old request cannot be cut elsewhere to sign a part of it now', async () => {
    const inner = commandBody();
    const [old, now] = [nowSeconds() - 3_600, nowSeconds()];
    const hash = hmac(`v0:${old}:a:${now}:${inner}`);
    const cut = { ...signedHeaders(inner, now), 'X-Slack-Signature': `v0:${old}:a=${hash}` };
    expect((await raw(inner, cut)).status).toBe(401);
    expect(fixture.requests).toEqual([]);
  });

  it('is asked of the check of the address too', async () => {
    const check = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const answer = await fixture.client.send(check, { secret: 'another', contentType: 'application/json' });
    expect(answer).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
    expect(answer.body).not.toContain('abc');
  });
});

describe('a request sent again as it was', () => {
  it('gets its first answer and is not processed again', async () => {
    const { requests, log } = fixture;
    const body = commandBody();
    const headers = signedHeaders(body);
    const slow = Promise.withResolvers<Reply>();
    fixture.answer = () => slow.promise;
    const answers = [raw(body, headers), raw(body, headers)];
    slow.resolve(card(done));
    const [first, second] = await Promise.all(answers);
    const third = await raw(body, headers);
    expect(first?.body).toContain('Le changement est enregistré.');
    expect([second?.body, third.body]).toEqual([first?.body, first?.body]);
    expect(requests).toHaveLength(1);
    expect(log.filter((line) => line.includes('slack.replayed'))).toHaveLength(2);
  });

  it('that was refused is refused again', async () => {
    const body = 'command=%2Fjalon';
    const headers = signedHeaders(body);
    expect([(await raw(body, headers)).status, (await raw(body, headers)).status]).toEqual([400, 400]);
  });
});

describe('a body', () => {
  it('compressed is refused: no small body grows', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const { status, body } = await raw(bomb, { ...signedHeaders(bomb), 'Content-Encoding': 'gzip' });
    expect({ status, body }).toEqual({ status: 415, body: '{"error":"unsupported_media_type"}' });
  });

  it('is read as UTF-8, said or not; of another charset or type it is refused', async () => {
    const types = {
      [`${form}; charset=UTF-8`]: 200,
      [`${form};charset=utf-16`]: 415,
      'text/plain': 415,
      '': 415,
    };
    for (const [contentType, status] of Object.entries(types)) {
      const body = commandBody();
      expect((await raw(body, { ...signedHeaders(body), 'Content-Type': contentType })).status).toBe(status);
    }
  });

  it('longer than it says, or without an end in sight, is refused at the limit', async () => {
    const long = `payload=${'a'.repeat(1_200_000)}`;
    const headers = { ...signedHeaders(long), 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' };
    const { 'Content-Length': _, ...chunked } = headers;
    const { status, body } = await raw(long, chunked);
    expect({ status, body }).toEqual({ status: 413, body: '{"error":"payload_too_large"}' });
  });

  it('with an interaction and a command is the interaction; with two interactions it is none', async () => {
    const { client, requests } = fixture;
    const payload = JSON.stringify({ type: 'view_closed', team: { id: 'T1' }, user: { id: 'U1' } });
    const both = `${commandBody()}&${new URLSearchParams({ payload })}`;
    expect((await client.send(both)).status).toBe(200);
    const twice = `${new URLSearchParams({ payload })}&${new URLSearchParams({ payload })}`;
    expect((await client.send(twice)).status).toBe(400);
    expect(requests).toEqual([]);
  });

  it('nested beyond measure is answered at once', async () => {
    const { client } = fixture;
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const view = `{"id":"V1","callback_id":"form:x","private_metadata":"{\\"hidden\\":{}}","blocks":[{"a":${deep}}]}`;
    const bodies = [
      `payload={"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":${view}}`,
      `payload={"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":${deep}}`,
      `payload=${deep}`,
    ];
    fixture.answer = () => ({ kind: 'refused', card: done, form: null });
    for (const body of bodies) {
      const startedMs = performance.now();
      const { status } = await client.send(body);
      expect(status).toBeLessThan(500);
      expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
    }
  });

  it('of any JSON is answered in time, never with a fault of ours (fuzz)', async () => {
    const { client, log } = fixture;
    const id = fc.constantFrom('T1', 'U1', '__proto__', '', 'é');
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), id);
    const type = fc.constantFrom('block_actions', 'view_submission', 'event_callback', 'shortcut', 'x', 1);
    const interaction = fc.record(
      {
        type,
        team: fc.oneof(fc.record({ id }), anything),
        user: fc.oneof(fc.record({ id, team_id: id }), anything),
        actions: fc.array(fc.oneof(fc.record({ action_id: id, value: id }), anything), { maxLength: 2 }),
        container: fc.oneof(fc.record({ message_ts: id }), anything),
        view: fc.oneof(fc.record({ id, callback_id: id, private_metadata: id, state: anything }), anything),
        event: fc.oneof(fc.record({ type: id, user: id, channel: id, item: anything }), anything),
        team_id: id,
        event_id: id,
        trigger_id: id,
        response_url: anything,
        command: anything,
        is_enterprise_install: anything,
        authorizations: fc.array(anything, { maxLength: 2 }),
      },
      { requiredKeys: ['type'] },
    );
    await fc.assert(
      fc.asyncProperty(interaction, fc.boolean(), async (body, isJson) => {
        const startedMs = performance.now();
        const { status } = isJson
          ? await client.send(JSON.stringify(body), { contentType: 'application/json' })
          : await client.interaction(body);
        expect(status).toBeLessThan(500);
        expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
      }),
      { numRuns: 150 },
    );
    expect(log.join('\n')).not.toContain('slack.request-failed');
  });
});

describe('what the bot does not know', () => {
  it('a command, a button, a form and a shortcut are answered in under a second, with help', async () => {
    const { client, standIn, requests } = fixture;
    const who = { team: { id: 'T1' }, user: { id: 'U1' } };
    const acts = [
      () => client.send(commandBody(randomUUID(), { command: '/autre' })),
      () => client.press('U1', { actionId: 'ancien', responseUrl: standIn.responseUrl() }),
      () => client.submit('U1', { viewId: 'V1', view: { callback_id: 'ancien', blocks: [] }, values: {} }),
      () => client.interaction({ type: 'shortcut', callback_id: 'x', trigger_id: '1', ...who }),
      () => client.interaction({ type: 'message_action', callback_id: 'x', trigger_id: '2', ...who }),
    ];
    for (const [rank, act] of acts.entries()) {
      const startedMs = performance.now();
      expect((await act()).status).toBe(200);
      expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
      expect(requests[rank]?.ask).toEqual({ kind: 'text', text: 'aide' });
    }
    await standIn.nth('chat.postMessage', 3);
  });

  it('an event and choices asked for are acknowledged at once', async () => {
    const { client, requests } = fixture;
    expect((await client.event({ type: 'nouveau', user: 'U1' })).status).toBe(200);
    const choices = { type: 'block_suggestion', team: { id: 'T1' }, user: { id: 'U1' } };
    expect((await client.interaction(choices)).json).toEqual({ options: [] });
    expect(requests).toEqual([]);
  });
});

describe('an address to answer at', () => {
  it('that is not Slack’s is never asked, whatever carries it', async () => {
    const { client, standIn, log } = fixture;
    const elsewhere = await startSlackStandIn({ team: 'T9' });
    const responseUrl = elsewhere.responseUrl();
    const metadata = JSON.stringify({ hidden: {}, responseUrl });
    const view = { callback_id: 'form:x', private_metadata: metadata, blocks: [] };
    await client.press('U1', { actionId: 'run:x:0', value: '{}', responseUrl });
    await client.submit('U1', { viewId: 'V1', view, values: {} });
    await standIn.nth('chat.postMessage', 2);
    expect(elsewhere.calls).toEqual([]);
    expect(log.filter((line) => line.includes('slack.response-url-refused'))).toHaveLength(2);
    await elsewhere.close();
  });
});
