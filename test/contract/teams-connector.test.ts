import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TeamsAdapter } from '../../src/platform/teams/adapter.ts';
import { type Connector, createConnector } from '../../src/platform/teams/connector.ts';

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly peerPort: number | undefined;
}

const later = { name: 'DeliveryError', retryable: true, isAddressLost: false, isPlatformWide: false };
const hello = { type: 'message', text: 'Bonjour « à tous »' };
const limitMs = 1_000;

let seen: Seen[];
let answer: RequestListener;
let server: Server;
let connector: Connector;
let tokens: readonly string[];

beforeEach(async () => {
  seen = [];
  tokens = ['a-token'];
  answer = (_request, response) => response.end('{"id":"m-1"}');
  server = createServer(async (request, response) => {
    const { method, url, headers, socket } = request;
    seen.push({
      line: `${method} ${url}`,
      headers,
      body: await text(request),
      peerPort: socket.remotePort,
    });
    answer(request, response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const token = async () => tokens[0] ?? null;
  connector = createConnector({ serviceUrl: `http://127.0.0.1:${port}/emea/`, token, limitMs });
});

afterEach(async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
});

describe('what the Bot Connector is asked', () => {
  it('to send, with the token and the words as they are', async () => {
    await expect(connector.send('a:1/2;é', hello)).resolves.toBe('m-1');
    const [call] = seen;
    expect(call?.line).toBe('POST /emea/v3/conversations/a%3A1%2F2%3B%C3%A9/activities');
    expect(JSON.parse(call?.body ?? '')).toEqual(hello);
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer a-token',
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(call?.body ?? '')),
      'x-ms-client-request-id': expect.stringMatching(/^[\da-f-]{36}$/u),
    });
  });

  it('to replace a message, which is named in the path and in the body', async () => {
    await connector.replace('a:1', 'm/1', hello);
    expect(seen[0]?.line).toBe('PUT /emea/v3/conversations/a%3A1/activities/m%2F1');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ ...hello, id: 'm/1' });
  });

  it('for a member, without a body', async () => {
    answer = (_request, response) => response.end('{"id":"29:camille","email":"c@choisy.fr"}');
    await expect(connector.member('a:1', '29:camille')).resolves.toMatchObject({ email: 'c@choisy.fr' });
    expect(seen[0]).toMatchObject({
      line: 'GET /emea/v3/conversations/a%3A1/members/29%3Acamille',
      body: '',
    });
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  it('nothing under a name, where nothing is signed', async () => {
    tokens = [];
    await connector.send('a:1', hello);
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('over one connection, kept from a call to the next', async () => {
    for (let call = 0; call < 3; call += 1) await connector.send('a:1', hello);
    expect(new Set(seen.map(({ peerPort }) => peerPort)).size).toBe(1);
  });
});

describe('what comes back instead of an answer', () => {
  it.each<[string, RequestListener]>([
    [
      'a redirection, which is not followed',
      (_request, response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    ],
    ['an answer that never ends', (_request, response) => response.write('{"id":')],
    [
      'an answer that is cut',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"id":', () => response.destroy());
      },
    ],
    ['a success that is not JSON', (_request, response) => response.end('<html>')],
  ])('%s: it may be sent later', async (_what, listener) => {
    answer = listener;
    await expect(connector.send('a:1', hello)).rejects.toMatchObject(later);
    expect(seen).toHaveLength(1);
  });

  it('a conversation without a name: it may be opened later', async () => {
    answer = (_request, response) => response.writeHead(201).end('{}');
    const reference = {
      channelId: 'msteams',
      serviceUrl: '',
      tenantId: null,
      botId: '28:jalon',
      userId: '29:camille',
      conversationId: null,
    };
    await expect(connector.open(reference)).rejects.toMatchObject(later);
  });

  it('silence: the connection is given up at the limit', async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    answer = (request) => request.socket.once('close', () => resolve());
    await expect(connector.send('a:1', hello)).rejects.toMatchObject(later);
    await gone;
  });

  it('a token that does not come: the call is given up at the limit, and nobody is asked', async () => {
    const { port } = server.address() as AddressInfo;
    const serviceUrl = `http://127.0.0.1:${port}/`;
    const unsigned = createConnector({ serviceUrl, token: () => new Promise(() => undefined), limitMs: 20 });
    await expect(unsigned.send('a:1', hello)).rejects.toMatchObject(later);
    expect(seen).toEqual([]);
  });
});

describe("the SDK's own ways out", () => {
  it('are closed: replies leave by the connector alone', async () => {
    const adapter = new TeamsAdapter({
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    });
    for (const say of [
      () => adapter.sendActivities(),
      () => adapter.updateActivity(),
      () => adapter.deleteActivity(),
      () => adapter.continueConversation(),
    ]) {
      await expect(say()).rejects.toThrow('Replies leave by the connector');
    }
  });
});
