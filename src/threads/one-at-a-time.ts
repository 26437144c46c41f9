import { Worker } from 'node:worker_threads';
import { JalonError } from '../usecases/errors.ts';

/** What a thread was asked took more than it may, or the thread fell. */
export class ThreadError extends JalonError {}

export interface ThreadLimits {
  /** For one thing asked, in milliseconds. */
  readonly withinMs: number;
  /** After so many milliseconds without work the thread ends, and its memory is free again. */
  readonly idleMs: number;
  /** Of JavaScript, which the engine itself keeps to. */
  readonly mostHeapMib: number;
  /** With what lies outside of it, as streams that inflate, which is looked at; null for not looked at. */
  readonly mostMemoryMib: number | null;
}

const MIB = 1024 * 1024;
const LOOK_EVERY_MS = 50;

/**
 * A script in a thread of its own that answers each message with one, asked one thing after the other: a library that works
 * without a break holds up no answer (Slack waits 3 s). The thread begins with the first thing asked. Rejects with
 * `ThreadError` what takes longer or more memory than it may: its thread is ended, the next thing gets a new one.
 */
export function oneAtATime<Asked, Done>(script: URL, limits: ThreadLimits): (asked: Asked) => Promise<Done> {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const end = (): void => {
    worker?.terminate();
    worker = null;
  };
  const ask = async (asked: Asked): Promise<Done> => {
    clearTimeout(idle);
    worker ??= begin(script, limits, (ended) => {
      if (worker === ended) worker = null;
    });
    worker.ref();
    try {
      return await answerOf<Asked, Done>(worker, asked, limits);
    } catch (error) {
      end();
      throw error;
    } finally {
      worker?.unref();
      idle = setTimeout(end, limits.idleMs).unref();
    }
  };
  return (asked) => {
    const done = last.then(() => ask(asked));
    last = done.catch(() => undefined);
    return done;
  };
}

function begin(script: URL, { mostHeapMib }: ThreadLimits, onEnd: (ended: Worker) => void): Worker {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: mostHeapMib } });
  // A thread that fails while nobody waits for it is no fault of the process.
  return worker.on('error', () => onEnd(worker)).once('exit', () => onEnd(worker));
}

async function answerOf<Asked, Done>(worker: Worker, asked: Asked, limits: ThreadLimits): Promise<Done> {
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  const late = setTimeout(
    () => reject(new ThreadError(`no answer within ${limits.withinMs} ms`)),
    limits.withinMs,
  );
  const stopLooking = lookAt(worker, limits.mostMemoryMib, () => reject(new ThreadError('too much memory')));
  const onError = (cause: unknown): void => reject(new ThreadError('the thread failed', { cause }));
  const onExit = (code: number): void => reject(new ThreadError(`the thread ended with ${code}`));
  worker.once('message', resolve).once('error', onError).once('exit', onExit);
  worker.postMessage(asked);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    stopLooking();
    worker.off('message', resolve).off('error', onError).off('exit', onExit);
  }
}

function lookAt(worker: Worker, mostMib: number | null, onTooMuch: () => void): () => void {
  if (mostMib === null) return () => undefined;
  const look = setInterval(async () => {
    // Rejected for a thread that has ended.
    const memory = await worker.getHeapStatistics().catch(() => null);
    if (memory !== null && memory.used_heap_size + memory.external_memory > mostMib * MIB) onTooMuch();
  }, LOOK_EVERY_MS);
  return () => clearInterval(look);
}
