import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/**
 * One request and its answer, as a door hands them to whoever stands behind it: nothing of Node's or Express' own shape,
 * and no way to answer without the careful headers.
 */
export class Visit {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #careful: readonly string[];

  /** @param careful headers of every answer, names and values in turn */
  constructor(request: IncomingMessage, response: ServerResponse, careful: readonly string[]) {
    this.#request = request;
    this.#response = response;
    this.#careful = careful;
  }

  /** As Node gives them: names in lower case. */
  get headers(): IncomingHttpHeaders {
    return this.#request.headers;
  }

  /** Address of the other end of the connection: a proxy's, where one stands in front. */
  get peer(): string {
    return this.#request.socket.remoteAddress ?? '';
  }

  get isAnswered(): boolean {
    return this.#response.headersSent;
  }

  /** The body, read once; null when it is longer than `mostBytes`, what is left being unread. Rejects when it breaks off. */
  text(mostBytes: number): Promise<string | null> {
    const request = this.#request;
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= mostBytes) return;
      request.off('data', take).pause();
      resolve(null);
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks, length).toString()));
    request.once('error', reject);
    return promise;
  }

  /** Answers, once: what was answered stays as it is. */
  answer(status: number, headers: Readonly<Record<string, string>>, body: string): void {
    if (this.isAnswered) return;
    const own = Object.entries(headers).flat();
    const length = ['Content-Length', String(Buffer.byteLength(body))];
    this.#response.writeHead(status, [...this.#careful, ...own, ...length]).end(body);
  }

  /** Answers a JSON value; no body for `undefined`. */
  json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    if (value === undefined) this.answer(status, headers, '');
    else this.answer(status, { ...headers, ...type }, JSON.stringify(value));
  }

  /** Calls back once with the status, when the answer has left; with null when whoever asked has gone before. */
  onEnd(told: (status: number | null) => void): void {
    const response = this.#response;
    response.once('close', () => told(response.writableFinished ? response.statusCode : null));
  }
}
