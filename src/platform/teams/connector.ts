import { DeliveryError } from '../../usecases/errors.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { refusedDelivery, unansweredDelivery } from './faults.ts';
import { callHttp, type HttpCall, type HttpReply } from './http-client.ts';
import { textAt } from './json.ts';
import type { Reference } from './reference.ts';
import type { Tokens } from './tokens.ts';

/** What the bot says to the Bot Connector. Everything throws `DeliveryError`. */
export interface Connector {
  /** Answers the new message's id. */
  send(conversationId: string, message: JsonObject): Promise<string>;
  /** Puts `message` in the place of an earlier one. */
  replace(conversationId: string, messageId: string, message: JsonObject): Promise<void>;
  /** The roster's entry for a person: what Teams vouches for. */
  member(conversationId: string, userId: string): Promise<unknown>;
  /** The personal conversation with a person, opened when there is none; answers its id. */
  open(reference: Reference): Promise<string>;
}

export interface ConnectorOptions {
  /** Where Teams is reached; the caller has admitted it. */
  readonly serviceUrl: string;
  readonly token: Tokens;
  /** Bounds each call whole, the token that it may have to ask for included. */
  readonly limitMs: number;
}

/**
 * The four calls of the Bot Connector's REST API that this bot makes, each in one try. Not by the SDK's client, which
 * costs a millisecond more (ADR 0008), and would sleep through a `Retry-After` that the outbox must see.
 */
export function createConnector({ serviceUrl, token, limitMs }: ConnectorOptions): Connector {
  const root = `${serviceUrl.replace(/\/+$/u, '')}/v3/conversations`;
  const call = (method: HttpCall['method'], path: readonly string[], body: JsonObject | null = null) =>
    within(limitMs, async () => {
      const url = new URL([root, ...path.map(encodeURIComponent)].join('/'));
      const headers = headersOf(await token(), body !== null);
      const sent = body === null ? null : JSON.stringify(body);
      const reply = await callHttp(url, { method, headers, body: sent, limitMs }).catch((cause: unknown) => {
        throw unansweredDelivery(cause);
      });
      return saidBy(reply);
    });
  return {
    send: async (conversationId, message) =>
      textAt(await call('POST', [conversationId, 'activities'], message), 'id') ?? '',
    async replace(conversationId, messageId, message) {
      await call('PUT', [conversationId, 'activities', messageId], { ...message, id: messageId });
    },
    member: (conversationId, userId) => call('GET', [conversationId, 'members', userId]),
    async open({ botId, userId, tenantId }) {
      const tenant = tenantId === null ? {} : { tenantId, channelData: { tenant: { id: tenantId } } };
      const opened = await call('POST', [], {
        isGroup: false,
        bot: { id: botId, name: '' },
        members: [{ id: userId, name: '' }],
        ...tenant,
      });
      const id = textAt(opened, 'id');
      if (id === null)
        throw new DeliveryError('The Bot Connector names no conversation', { retryable: true });
      return id;
    },
  };
}

/** A message that carries a card; `summary` is what notifications show. */
export function cardMessage(card: JsonObject, summary: string): JsonObject {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** The request id is what Microsoft's support finds a call by. */
function headersOf(token: string | null, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'Jalon',
    'x-ms-client-request-id': crypto.randomUUID(),
    ...(hasBody ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** The body of a success; whoever needs something of it looks for it there. */
function saidBy({ status, retryAfter, text }: HttpReply): unknown {
  if (status < 200 || status > 299) throw refusedDelivery(status, retryAfter, text);
  return text === '' ? null : JSON.parse(text);
}

async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DeliveryError(`Microsoft did not answer within ${limitMs} ms`, { retryable: true }));
  }, limitMs);
  try {
    return await Promise.race([work(), late]);
  } catch (cause) {
    if (cause instanceof DeliveryError) throw cause;
    throw new DeliveryError('The Bot Connector cannot be asked', { cause, retryable: true });
  } finally {
    clearTimeout(timer);
  }
}
