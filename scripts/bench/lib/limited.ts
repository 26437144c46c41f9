import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a platform bears: messages of one conversation this far apart, and so many in any second. */
export interface Limits {
  readonly perConversationMs: number;
  readonly perSecond: number;
}

/** Slack's and the Bot Connector's places for messages, on loopback, with their limits. */
export interface LimitedPlatform {
  readonly url: string;
  /** Milliseconds on `performance.now()` at which each message was taken. */
  readonly taken: readonly number[];
  /** The conversation of each of them, as the platform names it. */
  readonly conversations: readonly string[];
  /** How many were refused with 429. */
  refused(): number;
  /** Resolves when so many messages were taken. */
  until(count: number): Promise<void>;
  /** What is taken from the message of this rank on is not answered; resolves when that one has come. */
  silentFrom(count: number): Promise<void>;
  /** Everything that comes is answered again. */
  answerAgain(): void;
  close(): Promise<void>;
}

const RETRY_AFTER_SECONDS = 1;

export async function startLimitedPlatform(limits: Limits): Promise<LimitedPlatform> {
  const taken: number[] = [];
  const conversations: string[] = [];
  const lastOf = new Map<string, number>();
  let refused = 0;
  let lastAnswered = Number.POSITIVE_INFINITY;
  const waiters: { readonly count: number; readonly resolve: () => void }[] = [];

  const take = (conversation: string): boolean => {
    const now = performance.now();
    const last = lastOf.get(conversation) ?? Number.NEGATIVE_INFINITY;
    const inSecond = taken.filter((at) => now - at < 1000).length;
    if (now - last < limits.perConversationMs || inSecond >= limits.perSecond) {
      refused += 1;
      return false;
    }
    lastOf.set(conversation, now);
    taken.push(now);
    conversations.push(conversation);
    for (const { count, resolve } of waiters) if (taken.length >= count) resolve();
    return true;
  };

  const server = createServer(async (request, response) => {
    const conversation = conversationOf(request, await text(request));
    const isTaken = conversation === null || take(conversation);
    if (conversation !== null && isTaken && taken.length > lastAnswered) return;
    if (isTaken) response.writeHead(200, { 'content-type': 'application/json' });
    else response.writeHead(429, { 'retry-after': String(RETRY_AFTER_SECONDS) });
    response.end(isTaken ? JSON.stringify(answerTo(request.url ?? '', taken.length)) : '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const until = (count: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiters.push({ count, resolve });
    if (taken.length >= count) resolve();
    return promise;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    conversations,
    refused: () => refused,
    until,
    silentFrom: (count) => {
      lastAnswered = count - 1;
      return until(count);
    },
    answerAgain: () => {
      lastAnswered = Number.POSITIVE_INFINITY;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Where a message goes; null for a call that sends none. */
function conversationOf({ url = '' }: IncomingMessage, body: string): string | null {
  if (url.endsWith('/chat.postMessage')) return new URLSearchParams(body).get('channel');
  return /\/v3\/conversations\/([^/]+)\/activities/u.exec(url)?.[1] ?? null;
}

function answerTo(url: string, rank: number): object {
  if (url.endsWith('/oauth2/v2.0/token'))
    return { token_type: 'Bearer', expires_in: 3600, access_token: 'a-token' };
  if (url.endsWith('/users.info')) return { ok: true, user: { id: 'U', deleted: false, profile: {} } };
  return { ok: true, channel: `D${rank}`, ts: `1700.${rank}`, id: `message-${rank}` };
}
