import { request } from 'node:http';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { NOT_UNDERSTOOD } from '../../cards/teams.ts';
import type { TeamsAnswer, TeamsClient } from '../e2e/clients/teams.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { camille, knowCamille, type Rehearsal, rehearse, tenantId } from './drivers/rehearsal.ts';

const SOON_MS = 2_500;
const evil = 'https://evil.example/';

let standIn: TeamsStandIn;
let rehearsal: Rehearsal;
let client: TeamsClient;

beforeAll(async () => {
  standIn = await startTeamsStandIn();
  knowCamille(standIn);
  rehearsal = await rehearse(standIn);
  client = rehearsal.client;
  await client.say('calendrier');
});

afterAll(async () => {
  await rehearsal.stop();
  await standIn.close();
});

let asked = 0;
let called = 0;
const printed: string[] = [];

beforeAll(() => {
  for (const method of ['error', 'warn', 'log', 'info', 'debug'] as const) {
    jest.spyOn(console, method).mockImplementation((...parts) => void printed.push(parts.join(' ')));
  }
});
afterAll(() => {
  jest.restoreAllMocks();
  // What is refused is told to the log alone, and without a word of what was sent.
  expect(printed).toEqual([]);
  const logged = JSON.stringify(rehearsal.logged);
  expect(logged).toContain('teams.refused');
  expect(logged).not.toMatch(/camille|durand|choisy\.fr|secret|eyJ|BEGIN|evil|mallory|connector-token/iu);
});

beforeEach(() => {
  asked = rehearsal.bot.asked.length;
  called = standIn.calls.length;
});

/** Answered soon, as JSON that holds a word alone; nobody was asked and nobody was written to. */
async function refusedWith(status: number, sending: () => Promise<TeamsAnswer>): Promise<void> {
  const began = performance.now();
  const answered = await sending();
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  expect(answered.status).toBe(status);
  expect(answered.body).toEqual({ error: expect.stringMatching(/^[a-z-]+$/u) });
  expect(rehearsal.bot.asked).toHaveLength(asked);
  expect(standIn.calls).toHaveLength(called);
}

/** Posts bytes as they are, with a genuine token. */
async function bytes(body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<TeamsAnswer> {
  const token = await standIn.token({ audience: APP, serviceUrl: standIn.serviceUrl });
  const { promise, resolve, reject } = Promise.withResolvers<TeamsAnswer>();
  const sent = request(`${rehearsal.botUrl}/api/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
  });
  sent.once('error', reject);
  sent.once('response', async (response) => {
    const text = await Array.fromAsync(response, String);
    resolve({ status: response.statusCode ?? 0, body: text.length === 0 ? null : JSON.parse(text.join('')) });
  });
  sent.end(body);
  return promise;
}

const APP = '11111111-2222-4333-8444-555555555555';
const utf8 = (text: string) => new TextEncoder().encode(text);
const message = () => JSON.stringify(client.activity('message', { extra: { text: 'calendrier' } }));

describe('a body that is no activity', () => {
  it.each<[string, () => string, number]>([
    ['nothing', () => '', 400],
    ['an empty object', () => '{}', 400],
    ['null', () => 'null', 400],
    ['a list', () => '[{"type":"message"}]', 400],
    ['a number as type', () => message().replace('"message"', '1'), 400],
    ['a list as type', () => message().replace('"message"', '["message"]'), 400],
    ['an object as sender', () => message().replace(`"id":"${camille.id}"`, '"id":{"$ne":null}'), 400],
    ['half a JSON', () => message().slice(0, -3), 400],
    ['a prototype in the place of a sender', () => '{"__proto__":{"type":"message"},"type":"message"}', 400],
    ['an id of 2,000 characters', () => message().replace('"id":"', `"id":"${'x'.repeat(2_000)}`), 400],
    ['100,000 levels', () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 400],
    ['more than a megabyte', () => JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413],
  ])('%s', async (_what, body, status) => {
    await refusedWith(status, () => bytes(utf8(body())));
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['text', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no type at all', { 'content-type': '' }, 415],
    ['an unknown charset', { 'content-type': 'application/json; charset=klingon' }, 415],
    ['an unknown encoding', { 'content-encoding': 'rot13' }, 415],
    ['gzip that is none', { 'content-encoding': 'gzip' }, 400],
  ])('declared as %s', async (_what, headers, status) => {
    await refusedWith(status, () => bytes(utf8(message()), headers));
  });

  it('gzip that grows over a megabyte, however small it came', async () => {
    const bomb = gzipSync(utf8(JSON.stringify({ text: 'x'.repeat(5_000_000) })));
    expect(bomb.length).toBeLessThan(10_000);
    await refusedWith(413, () => bytes(bomb, { 'content-encoding': 'gzip' }));
  });

  it('an activity that comes compressed is heard', async () => {
    const answered = await bytes(gzipSync(utf8(message())), { 'content-encoding': 'gzip' });
    expect(answered.status).toBe(200);
    const deflated = await bytes(deflateRawSync(utf8(message())), { 'content-encoding': 'deflate' });
    expect(deflated.status).toBeLessThan(500);
  });
});

describe('a token that is not good', () => {
  const usual = { audience: APP };
  it.each<[string, Parameters<TeamsClient['say']>[1]]>([
    ['none', { token: null }],
    ['for another bot', { token: { audience: '00000000-0000-4000-8000-000000000000' } }],
    ['of another issuer', { token: { ...usual, issuer: 'https://sts.windows.net/d6d49420/' } }],
    ['signed by another key', { token: { forged: true } }],
    ['signed by a key that nobody knows', { token: { keyId: 'unheard-of' } }],
    ['not signed (alg none)', { token: { algorithm: 'none' } }],
    ['signed by the public key as a secret (HS256)', { token: { algorithm: 'HS256' } }],
    ['that ran out six minutes ago', { token: { expiresInSeconds: -360 } }],
    ['that is good in six minutes', { token: { goodInSeconds: 360 } }],
  ])('%s', async (_what, options) => {
    await refusedWith(401, () => client.say('calendrier', options));
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a.b.c',
    'Bearer a.b.c d',
    'Basic Y2FtaWxsZTpzZWNyZXQ=',
    `Bearer ${'a'.repeat(8_000)}`,
    'Bearer eyJhbGciOiJSUzI1NiJ9..',
    'Bearer ey.ey.ey.ey.ey',
  ])('written as « %s »', async (authorization) => {
    await refusedWith(401, () =>
      client.raw(message(), { 'content-type': 'application/json', authorization }),
    );
  });

  it.each<[string, object]>([
    ['ran out', { expiresInSeconds: -240 }],
    ['is good from', { goodInSeconds: 240 }],
  ])('is borne when it %s four minutes away: clocks differ', async (_what, token) => {
    expect((await client.say('calendrier', { token })).status).toBe(200);
  });

  it.each<[string, Parameters<TeamsClient['say']>[1]]>([
    ['a token for another service URL', { token: { serviceUrl: evil } }],
    ['a service URL that is not one of Teams', { extra: { serviceUrl: evil }, token: { serviceUrl: evil } }],
    [
      'a service URL with somebody in front of the host',
      {
        extra: { serviceUrl: 'https://smba.trafficmanager.net@evil.example/' },
        token: { serviceUrl: 'https://smba.trafficmanager.net@evil.example/' },
      },
    ],
    ['another tenant', { conversation: { tenantId: 'another-tenant' } }],
    ['no tenant', { conversation: { tenantId: null }, extra: { channelData: {} } }],
    ['another channel of the same registration', { extra: { channelId: 'directline' } }],
  ])('good, but with %s', async (_what, options) => {
    await refusedWith(403, () => client.say('calendrier', options));
  });

  it('does not make the bot fetch its keys anew', async () => {
    const before = standIn.keyRequests();
    for (let index = 0; index < 20; index += 1) {
      await client.say('calendrier', { token: { keyId: `unheard-of-${index}` } });
    }
    expect(standIn.keyRequests()).toBe(before);
  });
});

describe('keys that cannot be had', () => {
  it('are asked for once by a crowd, and not again before the pause is over', async () => {
    const fresh = await rehearse(standIn, { limits: { keysPauseMs: 60_000 } });
    standIn.fail('keys', { status: 500 });
    const before = standIn.keyRequests();
    const crowd = await Promise.all(Array.from({ length: 20 }, () => fresh.client.say('calendrier')));
    expect(crowd.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
    expect((await fresh.client.say('calendrier')).status).toBe(503);
    expect(standIn.keyRequests() - before).toBe(1);
    await fresh.stop();
  });

  it('do not keep anybody waiting when their service hangs', async () => {
    const fresh = await rehearse(standIn, { limits: { keysMs: 200 } });
    standIn.fail('keys', 'hang');
    const began = performance.now();
    expect((await fresh.client.say('calendrier')).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    expect((await fresh.client.say('calendrier')).status).toBe(200);
    await fresh.stop();
  });
});

describe('what the bot does not know', () => {
  it.each<[string, () => Promise<TeamsAnswer>]>([
    ['an invoke of another making', () => client.invoke('composeExtension/query', { a: [{}] })],
    ['an invoke without a name', () => client.invoke('', {})],
    ['an invoke with a name of 900 characters', () => client.invoke('x'.repeat(900), {})],
    ['a button without data', () => client.invoke('adaptiveCard/action', null)],
    ['an unknown verb', () => press({ verb: 'delete', data: { command: 'note' } })],
    ['a command that is no text', () => press({ verb: 'run', data: { command: ['note'] } })],
    ['values that are no texts', () => press({ verb: 'run', data: { command: 'note', values: { a: [] } } })],
    ['data that nest', () => nested()],
    ['names of prototypes', () => press({ verb: 'run', data: JSON.parse(PROTOTYPES) })],
    ['a dialog of another making', () => client.invoke('task/fetch', { data: 5 })],
  ])('is answered with help, soon: %s', async (_what, sending) => {
    const began = performance.now();
    const answered = await sending();
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    expect(answered.status).toBe(200);
    expect(JSON.stringify(answered.body)).not.toMatch(/node_modules|Error|\bat /u);
  });

  it('says how to go on', async () => {
    const answered = await press({ verb: 'delete', data: {} });
    expect(JSON.stringify(answered.body)).toContain(JSON.stringify(NOT_UNDERSTOOD).slice(1, -1));
  });

  const PROTOTYPES = '{"command":"note","values":{"__proto__":"x","constructor":"y"},"toString":"z"}';
  const press = (action: object) => client.invoke('adaptiveCard/action', { action });
  const nested = () => {
    const value = { action: { verb: 'run', data: { command: 'note', msteams: 'deep' } } };
    const body = JSON.stringify(client.activity('invoke', { extra: { name: 'adaptiveCard/action', value } }));
    return bytes(utf8(body.replace('"deep"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)));
  };
});

describe('a forged sender', () => {
  it('is nobody: the roster says who somebody is, not the activity', async () => {
    standIn.roster.set('29:mallory', { id: '29:mallory', aadObjectId: 'mallory', email: 'm@ailleurs.fr' });
    const from = { id: '29:mallory', aadObjectId: camille.objectId, name: camille.name };
    await client.say('calendrier', { extra: { from } });
    expect(rehearsal.bot.asked).toHaveLength(asked);
    const own = { id: '29:mallory', aadObjectId: 'mallory', name: 'Camille Durand' };
    await client.say('calendrier', { extra: { from: own } });
    expect(rehearsal.bot.asked.at(-1)?.visitor).toMatchObject({
      accountId: `${tenantId}/mallory`,
      email: 'm@ailleurs.fr',
    });
  });
});

describe('anything at all', () => {
  it('gets an answer that is no 5xx', async () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const names = fc.constantFrom(
      'type',
      'id',
      'text',
      'value',
      'name',
      'from',
      'recipient',
      'conversation',
      'channelData',
      'entities',
      'membersAdded',
      'membersRemoved',
      'replyToId',
      'attachments',
      'locale',
      'timestamp',
      'deliveryMode',
      '__proto__',
    );
    const type = fc.constantFrom(
      'message',
      'invoke',
      'installationUpdate',
      'conversationUpdate',
      'typing',
      '',
    );
    await fc.assert(
      fc.asyncProperty(type, fc.dictionary(names, json), async (kind, changes) => {
        const body = JSON.stringify({ ...client.activity(kind), ...changes });
        const { status } = await client.raw(body, { 'content-type': 'application/json' });
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  }, 20_000);
});
