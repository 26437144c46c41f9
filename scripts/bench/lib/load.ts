import autocannon from 'autocannon';

export const CONCURRENCY = 16;

/** One HTTP request, ready to be sent. */
export interface Sendable {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Load {
  /** From the first request to the last answer. */
  readonly tookMs: number;
  readonly latenciesMs: readonly number[];
}

export class BenchError extends Error {}

/**
 * Posts `count` requests, each made when it leaves, `CONCURRENCY` of them under way at any time. Fails when one is
 * not answered 200: a refusal is no throughput.
 */
export async function load(url: string, count: number, next: () => Sendable): Promise<Load> {
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const options: autocannon.Options = {
    url,
    method: 'POST',
    connections: CONCURRENCY,
    amount: count,
    requests: [
      {
        setupRequest: (request) => ({ ...request, ...next() }),
      },
    ],
  };
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const run = autocannon(options, (error: unknown, result) =>
    error == null ? resolve(result) : reject(error),
  );
  let endedAt = startedAt;
  run.on('response', (_client, _status, _bytes, latencyMs) => {
    latenciesMs.push(latencyMs);
    endedAt = performance.now();
  });
  const { non2xx, errors } = await promise;
  if (non2xx > 0 || errors > 0 || latenciesMs.length !== count) {
    throw new BenchError(
      `${url}: ${non2xx} refused, ${errors} failed, ${latenciesMs.length} of ${count} answered`,
    );
  }
  return { tookMs: endedAt - startedAt, latenciesMs };
}
