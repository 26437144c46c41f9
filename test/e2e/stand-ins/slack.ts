import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createFileHost, type FileHost } from './file-host.ts';

/** One call that the stand-in received, its JSON arguments read. */
export interface SlackCall {
  /** A method of the Web API, or `response_url`. */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string | null;
}

/** How the next call of a method goes wrong. */
type SlackFailure =
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  /** The call is carried out, its answer lost. */
  | { readonly kind: 'accepted-then-reset' }
  /** The call is carried out, its answer comes once this resolves. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  /** An error page of whatever stands before the API, as if all were well. */
  | { readonly kind: 'html' };

interface SlackPerson {
  readonly email: string | null;
  readonly name: string;
  /** Other properties of Slack's user object: `deleted`, `is_bot`, `is_stranger`, `team_id`… */
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface SlackStandIn {
  readonly apiUrl: string;
  readonly calls: readonly SlackCall[];
  readonly people: Map<string, SlackPerson>;
  /** Messages that stand in a conversation before the test, by channel. */
  readonly history: Map<string, readonly unknown[]>;
  readonly fileHost: FileHost;
  /** Keeps a file; answers it as payloads tell of it. */
  give(name: string, bytes: Uint8Array): Readonly<Record<string, unknown>>;
  /** Calls to a conversation that came before the wait asked of it (`Retry-After`) was over. */
  readonly tooEarly: readonly SlackCall[];
  /** Makes the next `times` calls of a method fail, in one conversation or in any. */
  fail(method: string, failure: SlackFailure, times?: number, channel?: string): void;
  /** Nothing goes wrong any more. */
  recover(): void;
  /** A new address for answers. */
  responseUrl(): string;
  callsOf(method: string): readonly SlackCall[];
  /** The first call that fits, also one that has already come; the test's own time limit is the limit. */
  until(fits: (call: SlackCall) => boolean): Promise<SlackCall>;
  /** The `rank`-th call of a method, from 1. */
  nth(method: string, rank: number): Promise<SlackCall>;
  close(): Promise<void>;
}

/** A loopback stand-in for Slack's Web API and for the addresses that Slack gives for answers. */
export async function startSlackStandIn(options: { readonly team: string }): Promise<SlackStandIn> {
  const calls: SlackCall[] = [];
  const people = new Map<string, SlackPerson>();
  const history = new Map<string, readonly unknown[]>();
  const fileHost = createFileHost();
  const given = new Map<string, Readonly<Record<string, unknown>>>();
  const failures: { readonly method: string; readonly failure: SlackFailure; readonly channel?: string }[] =
    [];
  const tooEarly: SlackCall[] = [];
  /** By method and conversation, on `performance.now`. */
  const waits = new Map<string, number>();
  const waiting: { readonly fits: () => boolean; readonly resolve: () => void }[] = [];
  const origin = { url: '' };
  let answers = 0;

  function record(call: SlackCall): void {
    calls.push(call);
    for (const waiter of waiting.filter(({ fits }) => fits())) waiter.resolve();
  }

  /** The workspace that a token was given to: tokens of several begin with their team. */
  function teamOf({ token }: SlackCall): string {
    return /^xoxb-(T\w+)-/.exec(token ?? '')?.[1] ?? options.team;
  }

  function installationOf({ args }: SlackCall): object {
    const code = String(args['code']);
    if (!/^T\w+$/.test(code)) return { ok: false, error: 'invalid_code' };
    return {
      ok: true,
      access_token: `xoxb-${code}-token`,
      token_type: 'bot',
      scope: 'chat:write,commands',
      bot_user_id: 'UBOT',
      app_id: 'A1',
      team: { id: code, name: `Ville <${code}>` },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: 'U9' },
    };
  }

  function userObject(id: string, person: SlackPerson, team: string): object {
    const profile = { real_name: person.name, ...(person.email === null ? {} : { email: person.email }) };
    return {
      id,
      team_id: team,
      deleted: false,
      is_bot: false,
      real_name: person.name,
      ...person.more,
      profile,
    };
  }

  function answerOf(call: SlackCall): object {
    const { method, args } = call;
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: teamOf(call), user_id: 'UBOT', bot_id: 'BBOT' };
      case 'users.info': {
        const id = String(args['user']);
        const person = people.get(id);
        return person === undefined
          ? { ok: false, error: 'user_not_found' }
          : { ok: true, user: userObject(id, person, teamOf(call)) };
      }
      case 'users.lookupByEmail': {
        const found = [...people].find(
          ([, person]) => person.email?.toLowerCase() === String(args['email']).toLowerCase(),
        );
        return found === undefined
          ? { ok: false, error: 'users_not_found' }
          : { ok: true, user: userObject(...found, teamOf(call)) };
      }
      case 'files.info': {
        const file = given.get(String(args['file']));
        return file === undefined ? { ok: false, error: 'file_not_found' } : { ok: true, file };
      }
      case 'oauth.v2.access':
        return installationOf(call);
      case 'apps.uninstall':
      case 'auth.revoke':
        return { ok: true };
      case 'views.publish':
        return { ok: true, view: { id: `VHOME${String(args['user_id'])}`, type: 'home' } };
      case 'conversations.history':
        return { ok: true, messages: history.get(String(args['channel'])) ?? [] };
      case 'views.open':
      case 'views.update':
        return { ok: true, view: { id: `V${calls.length}` } };
      case 'chat.postMessage': {
        const channel = String(args['channel']);
        return {
          ok: true,
          channel: channel.startsWith('U') ? `D${channel.slice(1)}` : channel,
          ts: `1700.${calls.length}`,
        };
      }
      case 'chat.getPermalink': {
        const { channel, message_ts: ts } = args;
        const p = `p${String(ts).replace('.', '')}`;
        return { ok: true, channel, permalink: `https://ville.slack.com/archives/${String(channel)}/${p}` };
      }
      case 'chat.postEphemeral':
        return { ok: true, message_ts: `1700.${calls.length}` };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  function takeFailure({ method, args }: SlackCall): SlackFailure | null {
    const index = failures.findIndex(
      (planned) =>
        planned.method === method && (planned.channel === undefined || planned.channel === args['channel']),
    );
    return index < 0 ? null : (failures.splice(index, 1)[0]?.failure ?? null);
  }

  function noteWait(call: SlackCall, failure: SlackFailure | null): void {
    const place = `${call.method} ${String(call.args['channel'])}`;
    const now = performance.now();
    if (now < (waits.get(place) ?? 0)) tooEarly.push(call);
    if (failure?.kind === 'rate-limit') waits.set(place, now + failure.retryAfterSeconds * 1000);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    const failure = takeFailure(call);
    noteWait(call, failure);
    record(call);
    if (failure?.kind === 'held') await failure.until;
    switch (failure?.kind) {
      case 'hang':
        return;
      case 'reset':
      case 'accepted-then-reset':
        request.socket.destroy();
        return;
      case 'rate-limit':
        response.writeHead(429, { 'Retry-After': String(failure.retryAfterSeconds) }).end();
        return;
      case 'status':
        response.writeHead(failure.status).end('<html>upstream</html>');
        return;
      case 'html':
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Anne, upstream</html>');
        return;
      case 'error':
        return sendJson(response, { ok: false, error: failure.code });
      case 'held':
      case undefined:
        return sendJson(response, call.method === 'response_url' ? { ok: true } : answerOf(call));
    }
  }

  const server = createServer((request, response) => {
    if (fileHost.serve(request, response)) return;
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const standIn: SlackStandIn = {
    apiUrl: `${origin.url}/api/`,
    calls,
    people,
    history,
    fileHost,
    give: (name, bytes) => {
      const id = `F${given.size + 1}`;
      const url = `${origin.url}${fileHost.keep(name, bytes)}`;
      const told = { id, name, size: bytes.byteLength, mode: 'hosted', url_private_download: url };
      given.set(id, told);
      return told;
    },
    tooEarly,
    fail: (method, failure, times = 1, channel) => {
      const planned = { method, failure, ...(channel === undefined ? {} : { channel }) };
      for (let n = 0; n < times; n += 1) failures.push(planned);
    },
    recover: () => {
      failures.length = 0;
    },
    responseUrl: () => {
      answers += 1;
      return `${origin.url}/response/${answers}`;
    },
    callsOf: (method) => calls.filter((call) => call.method === method),
    until: async (fits) => {
      const found = () => calls.find(fits);
      if (found() === undefined) {
        await new Promise<void>((resolve) => waiting.push({ fits: () => found() !== undefined, resolve }));
      }
      return found() as SlackCall;
    },
    nth: async (method, rank) => {
      const isThere = () => calls.filter((call) => call.method === method).length >= rank;
      await standIn.until((call) => call.method === method && isThere());
      return calls.filter((call) => call.method === method)[rank - 1] as SlackCall;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}

async function readCall(request: IncomingMessage): Promise<SlackCall> {
  const body = await text(request);
  const token = request.headers.authorization?.replace('Bearer ', '') ?? null;
  const path = request.url ?? '';
  if (path.startsWith('/response/')) {
    return { method: 'response_url', args: { url: path, ...(JSON.parse(body) as object) }, token };
  }
  const pairs = [...new URLSearchParams(body)].map(([name, value]) => [name, readArgument(value)]);
  return {
    method: path.replace('/api/', ''),
    args: Object.fromEntries(pairs) as Record<string, unknown>,
    token,
  };
}

function readArgument(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
