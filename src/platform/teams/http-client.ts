import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** What the network brought back, whatever its status. */
export interface HttpReply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the call to the end of the answer, in milliseconds. */
  readonly limitMs: number;
}

/**
 * One try, within a time limit, without redirections, on the connections that Node keeps open: what comes back is the
 * caller's to judge. Node's own client, since `fetch` costs more than twice as much of the processor. Rejects when there is
 * no whole answer.
 */
export function callHttp(url: URL, { method, headers, body, limitMs }: HttpCall): Promise<HttpReply> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
  const open = url.protocol === 'https:' ? overHttps : overHttp;
  const request = open(url, { method, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      text += chunk;
    });
    response.on('end', () => {
      resolve({
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'] ?? null,
        text,
      });
    });
    response.on('error', reject);
  });
  request.on('error', reject);
  const timer = setTimeout(() => {
    request.destroy(new DOMException(`No answer within ${limitMs} ms`, 'TimeoutError'));
  }, limitMs);
  request.on('close', () => clearTimeout(timer));
  request.end(body ?? undefined);
  return promise;
}
