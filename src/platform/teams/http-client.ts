import type { ConnectorClientOptions } from 'botframework-connector';
import { refusedDelivery, unansweredDelivery } from './faults.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;

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
        throw unansweredDelivery(cause);
      }
      if (!response.ok) throw refusedDelivery(response, body);
      const answered = request.headers.clone();
      for (const name of answered.headerNames()) answered.remove(name);
      for (const [name, value] of response.headers) answered.set(name, value);
      return { request, status: response.status, headers: answered, bodyAsText: body };
    },
  };
}
