import { type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawRequest {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends bytes and headers as they are, also those that `fetch` would put right, on a connection of its own. Throws
 * `RangeError` after `withinMs`. Whoever sends a body that is refused unread may find the connection cut: status 0.
 */
export async function sendRaw(
  url: string,
  { method, headers, body }: RawRequest,
  withinMs: number,
): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const sent = request(url, { method, headers, agent: false }, (response) => {
    text(response).then((said) => resolve({ status: response.statusCode ?? 0, body: said }), reject);
  });
  const late = setTimeout(() => {
    reject(new RangeError(`no answer within ${withinMs} ms`));
    sent.destroy();
  }, withinMs);
  sent.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve({ status: 0, body: '' });
    else reject(error);
  });
  sent.end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
  }
}
