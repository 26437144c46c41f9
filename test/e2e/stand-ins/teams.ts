import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { createFileHost, type FileHost } from './file-host.ts';

type Part = 'send' | 'update' | 'member' | 'open' | 'login' | 'keys';

/**
 * How a call fails: with a status and the Bot Connector's own code, by silence, by a cut connection, or by one that is
 * cut only after the message was taken.
 */
type Failure =
  | { readonly status: number; readonly code?: string; readonly retryAfter?: string }
  | 'hang'
  | 'reset'
  | 'accepted-then-reset';

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
  /** Not signed at all, or by the public key taken for a shared secret. */
  readonly algorithm?: 'none' | 'HS256';
  readonly keyId?: string;
  /** Seconds from now from which the token is good. */
  readonly goodInSeconds?: number;
}

/** Stands for the Bot Connector, the login service and the keys of the Bot Framework, on loopback. */
export interface TeamsStandIn {
  /** The service URL that activities carry. */
  readonly serviceUrl: string;
  readonly openIdMetadataUrl: string;
  readonly loginUrl: string;
  readonly calls: readonly Call[];
  /** How often the keys were asked for. */
  readonly keyRequests: () => number;
  /** Members of every conversation, by user id. */
  readonly roster: Map<string, Record<string, unknown>>;
  readonly fileHost: FileHost;
  /** Keeps a file; answers it as a message carries it, beside the message's own text as HTML. */
  attach(name: string, bytes: Uint8Array): readonly object[];
  /** The same for an image that is pasted into the text. */
  paste(bytes: Uint8Array): readonly object[];
  token(options: TokenOptions): Promise<string>;
  /** Calls to a conversation that came before the wait asked of it (`Retry-After`, in seconds) was over. */
  readonly tooEarly: readonly Call[];
  /** The next `times` calls of this part fail so, in one conversation or in any. */
  fail(part: Part, how: Failure, times?: number, conversationId?: string): void;
  /** Resolves when `count` messages or updates were received in all. */
  spoken(count: number): Promise<readonly Call[]>;
  close(): Promise<void>;
}

const ISSUER = 'https://api.botframework.com';
const KEY_ID = 'stand-in-key';

/** Goes with every message. */
const html = { contentType: 'text/html', content: '<p>Voici</p>' };

const published = generateKeyPair('RS256');
const unpublished = generateKeyPair('RS256');

export async function startTeamsStandIn(): Promise<TeamsStandIn> {
  const [genuine, other] = await Promise.all([published, unpublished]);
  const jwk: JWK = { ...(await exportJWK(genuine.publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' };
  const calls: Call[] = [];
  const roster = new Map<string, Record<string, unknown>>();
  const fileHost = createFileHost();
  const failures: { readonly part: Part; readonly how: Failure; readonly conversationId?: string }[] = [];
  const tooEarly: Call[] = [];
  /** By part and conversation, on `performance.now`. */
  const waits = new Map<string, number>();
  const waiters: { readonly count: number; readonly resolve: (calls: readonly Call[]) => void }[] = [];
  const spokenCalls = () => calls.filter(({ part }) => part === 'send' || part === 'update');
  let messages = 0;
  let keyRequests = 0;
  let origin = '';

  const indexOfFailure = (part: Part, conversationId: string): number =>
    failures.findIndex(
      (failure) => failure.part === part && (failure.conversationId ?? conversationId) === conversationId,
    );
  const fails = (
    part: Part,
    request: IncomingMessage,
    response: ServerResponse,
    conversationId = '',
  ): boolean => {
    const index = indexOfFailure(part, conversationId);
    const [failure] = index === -1 ? [] : failures.splice(index, 1);
    if (failure === undefined) return false;
    if (failure.how === 'hang') return true;
    if (failure.how === 'reset' || failure.how === 'accepted-then-reset') request.socket.destroy();
    else {
      const { status, code = 'Error', retryAfter } = failure.how;
      if (retryAfter !== undefined) {
        response.setHeader('retry-after', retryAfter);
        waits.set(`${part} ${conversationId}`, performance.now() + Number(retryAfter) * 1000);
      }
      answer(response, status, { error: { code, message: 'scripted' } });
    }
    return true;
  };

  const server = createServer(async (request, response) => {
    if (fileHost.serve(request, response)) return;
    const path = new URL(request.url ?? '/', origin).pathname;
    const body = await readBody(request);
    if (path === '/keys/openid') {
      keyRequests += 1;
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
    // What an id is made of must not be taken for a part of the path.
    const [, conversationId = '', collection, id] = match.map((part) => part && decodeURIComponent(part));
    const part = partOf(request.method, collection);
    const call: Call = {
      part,
      conversationId,
      messageId: part === 'update' ? (id ?? null) : null,
      body: body === '' ? null : JSON.parse(body),
      authorization: request.headers.authorization ?? '',
    };
    calls.push(call);
    if (performance.now() < (waits.get(`${part} ${conversationId}`) ?? 0)) tooEarly.push(call);
    const isAccepted = failures[indexOfFailure(part, conversationId)]?.how === 'accepted-then-reset';
    if (fails(part, request, response, conversationId)) {
      if (!isAccepted) calls.pop();
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
    keyRequests: () => keyRequests,
    roster,
    fileHost,
    attach: (name, bytes) => {
      const contentUrl = `${origin}${fileHost.keep(name, bytes)}`;
      const contentType = 'application/vnd.microsoft.teams.file.download.info';
      const content = { downloadUrl: contentUrl, uniqueId: name, fileType: name.split('.').at(-1) };
      return [{ contentType, contentUrl, name, content }, html];
    },
    paste: (bytes) => [
      { contentType: 'image/*', contentUrl: `${origin}${fileHost.keep('views/original', bytes)}` },
      html,
    ],
    token: async ({
      audience,
      serviceUrl,
      issuer = ISSUER,
      expiresInSeconds = 3600,
      skewSeconds = 0,
      forged = false,
      algorithm = 'RS256',
      keyId = KEY_ID,
      goodInSeconds = -7200,
    }) => {
      const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000 + skewSeconds);
      const claims = {
        serviceurl: serviceUrl,
        iss: issuer,
        aud: audience,
        nbf: now + goodInSeconds,
        exp: now + expiresInSeconds,
      };
      if (algorithm === 'none') return new UnsecuredJWT(claims).encode();
      const signed = new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' });
      if (algorithm === 'HS256')
        return signed.sign(new TextEncoder().encode(await exportSPKI(genuine.publicKey)));
      return signed.sign(forged ? other.privateKey : genuine.privateKey);
    },
    tooEarly,
    fail: (part, how, times = 1, conversationId) => {
      const planned = { part, how, ...(conversationId === undefined ? {} : { conversationId }) };
      for (let index = 0; index < times; index += 1) failures.push(planned);
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
