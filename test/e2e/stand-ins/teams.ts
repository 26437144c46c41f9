import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

type Part = 'send' | 'update' | 'member' | 'open' | 'login' | 'keys';

/** How a call fails: with a status and the Bot Connector's own code, by silence, or by a cut connection. */
type Failure =
  | { readonly status: number; readonly code?: string; readonly retryAfter?: string }
  | 'hang'
  | 'reset';

/** A call that the stand-in received from the bot. */
interface Call {
  readonly part: Part;
  readonly conversationId: string;
  /** The message that an update replaces. */
  readonly messageId: string | null;
  readonly body: unknown;
  readonly authorization: string;
}

export interface TokenOptions {
  readonly audience: string;
  readonly serviceUrl: string;
  readonly issuer?: string;
  /** Seconds from now; negative for a token that has run out. */
  readonly expiresInSeconds?: number;
  /** How far the receiver's clock is from this machine's. */
  readonly skewSeconds?: number;
  /** Signed by a key that the service never published, under the published key's name. */
  readonly forged?: boolean;
}

/** Stands for the Bot Connector, the login service and the keys of the Bot Framework, on loopback. */
export interface TeamsStandIn {
  /** The service URL that activities carry. */
  readonly serviceUrl: string;
  readonly openIdMetadataUrl: string;
  readonly loginUrl: string;
  readonly calls: readonly Call[];
  /** Members of every conversation, by user id. */
  readonly roster: Map<string, Record<string, unknown>>;
  token(options: TokenOptions): Promise<string>;
  /** The next `times` calls of this part fail so. */
  fail(part: Part, how: Failure, times?: number): void;
  /** Resolves when `count` messages or updates were received in all. */
  spoken(count: number): Promise<readonly Call[]>;
  close(): Promise<void>;
}

const ISSUER = 'https://api.botframework.com';
const KEY_ID = 'stand-in-key';

const published = generateKeyPair('RS256');
const unpublished = generateKeyPair('RS256');

export async function startTeamsStandIn(): Promise<TeamsStandIn> {
  const [genuine, other] = await Promise.all([published, unpublished]);
  const jwk: JWK = { ...(await exportJWK(genuine.publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' };
  const calls: Call[] = [];
  const roster = new Map<string, Record<string, unknown>>();
  const failures: { readonly part: Part; readonly how: Failure }[] = [];
  const waiters: { readonly count: number; readonly resolve: (calls: readonly Call[]) => void }[] = [];
  const spokenCalls = () => calls.filter(({ part }) => part === 'send' || part === 'update');
  let messages = 0;
  let origin = '';

  const fails = (part: Part, request: IncomingMessage, response: ServerResponse): boolean => {
    const index = failures.findIndex((failure) => failure.part === part);
    const [failure] = index === -1 ? [] : failures.splice(index, 1);
    if (failure === undefined) return false;
    if (failure.how === 'hang') return true;
    if (failure.how === 'reset') request.socket.destroy();
    else {
      const { status, code = 'Error', retryAfter } = failure.how;
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
      answer(response, status, { error: { code, message: 'scripted' } });
    }
    return true;
  };

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', origin).pathname);
    const body = await readBody(request);
    if (path === '/keys/openid') {
      if (!fails('keys', request, response)) {
        answer(response, 200, { issuer: ISSUER, jwks_uri: `${origin}/keys/jwks` });
      }
      return;
    }
    if (path === '/keys/jwks')
      return answer(response, 200, { keys: [{ ...jwk, endorsements: ['msteams'] }] });
    if (path === '/login/oauth2/v2.0/token') {
      if (!fails('login', request, response)) {
        answer(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 'connector-token' });
      }
      return;
    }
    const match = /^\/teams\/v3\/conversations(?:\/([^/]+)\/(activities|members)(?:\/([^/]+))?)?$/u.exec(
      path,
    );
    if (match === null) return answer(response, 404, { error: { code: 'NotFound', message: path } });
    const [, conversationId = '', collection, id] = match;
    const part = partOf(request.method, collection);
    calls.push({
      part,
      conversationId,
      messageId: part === 'update' ? (id ?? null) : null,
      body: body === '' ? null : JSON.parse(body),
      authorization: request.headers.authorization ?? '',
    });
    if (fails(part, request, response)) {
      calls.pop();
      return;
    }
    if (part === 'member') {
      const member = roster.get(id ?? '');
      if (member === undefined) answer(response, 404, { error: { code: 'MemberNotFoundInConversation' } });
      else answer(response, 200, member);
      return;
    }
    messages += 1;
    answer(response, part === 'open' ? 201 : 200, {
      id: part === 'open' ? openedId(body) : `message-${messages}`,
    });
    const spoken = spokenCalls();
    for (const waiter of waiters.filter(({ count }) => count <= spoken.length)) waiter.resolve(spoken);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    serviceUrl: `${origin}/teams/`,
    openIdMetadataUrl: `${origin}/keys/openid`,
    loginUrl: `${origin}/login`,
    calls,
    roster,
    token: ({
      audience,
      serviceUrl,
      issuer = ISSUER,
      expiresInSeconds = 3600,
      skewSeconds = 0,
      forged = false,
    }) => {
      const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000 + skewSeconds);
      return new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setNotBefore(now - 7200)
        .setExpirationTime(now + expiresInSeconds)
        .sign(forged ? other.privateKey : genuine.privateKey);
    },
    fail: (part, how, times = 1) => {
      for (let index = 0; index < times; index += 1) failures.push({ part, how });
    },
    spoken: (count) => {
      const spoken = spokenCalls();
      if (spoken.length >= count) return Promise.resolve(spoken);
      return new Promise((resolve) => {
        waiters.push({ count, resolve });
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function partOf(method: string | undefined, collection: string | undefined): Part {
  if (collection === 'members') return 'member';
  if (collection === undefined) return 'open';
  return method === 'PUT' ? 'update' : 'send';
}

/** Teams gives the same personal conversation each time it is asked for one with the same person. */
function openedId(body: string): string {
  const parsed: { readonly members?: readonly { readonly id?: string }[] } = JSON.parse(body);
  return `personal-${parsed.members?.[0]?.id ?? 'nobody'}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
