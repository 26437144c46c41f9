import type { ConnectorClientOptions } from 'botframework-connector';
import { DeliveryError } from '../../usecases/errors.ts';
import { textAt } from './json.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;

/** Statuses after which Microsoft asks to try again, beside every 5xx; 401 is a token that will be asked for anew. */
const RETRYABLE = new Set([401, 408, 412, 425, 429]);

/**
 * How the Bot Framework's client reaches the network: one try, within a time limit, without redirections. A refusal
 * is thrown as `DeliveryError`, which also keeps the client from its own retries: it would sleep through a
 * `Retry-After` that the outbox must see.
 */
export function createHttpClient(limitMs: number): HttpClient {
  return {
    async sendRequest(request) {
      const headers = request.headers.toJson();
      let response: Response;
      let body: string;
      try {
        response = await fetch(request.url, {
          method: request.method,
          headers,
          redirect: 'error',
          signal: AbortSignal.timeout(limitMs),
          ...(typeof request.body === 'string' ? { body: request.body } : {}),
        });
        body = await response.text();
      } catch (cause) {
        throw new DeliveryError('The Bot Connector cannot be reached', { cause, retryable: true });
      }
      if (!response.ok) throw refusedDelivery(response.status, response.headers.get('retry-after'), body);
      const answered = request.headers.clone();
      for (const name of answered.headerNames()) answered.remove(name);
      for (const [name, value] of response.headers) answered.set(name, value);
      return { request, status: response.status, headers: answered, bodyAsText: body };
    },
  };
}

/** What an answer of the Bot Connector means for the message: `code` is its own word, e.g. BotNotInConversationRoster. */
function refusedDelivery(status: number, retryAfter: string | null, body: string): DeliveryError {
  const code = errorCode(body);
  const message = `The Bot Connector answered ${status}${code === null ? '' : ` ${code}`}`;
  const retryable = RETRYABLE.has(status) || status >= 500;
  const seconds = retryAfter === null || !/^\d{1,6}$/u.test(retryAfter) ? null : Number(retryAfter);
  return new DeliveryError(message, {
    retryable,
    ...(seconds === null ? {} : { retryAfterMs: seconds * 1000 }),
  });
}

/** A code is a word: anything else may be a sentence with somebody's name in it. */
function errorCode(body: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const code = textAt(parsed, 'error', 'code');
  return code !== null && /^\w{1,60}$/u.test(code) ? code : null;
}
