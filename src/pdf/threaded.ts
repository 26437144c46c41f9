import { Worker } from 'node:worker_threads';
import type { Paper } from '../../cards/paper.ts';
import { JalonError } from '../usecases/errors.ts';
import type { PaperWriter } from '../usecases/papers.ts';
import type { Drawn } from './thread.ts';

/** A document could not be drawn: too long, or too much for its thread. */
export class PaperError extends JalonError {}

export interface ThreadOptions {
  /** For one document, in milliseconds; two hundred reports take one to three seconds. */
  readonly withinMs?: number;
  /** After so many milliseconds without work the thread ends, and its memory is free again. */
  readonly idleMs?: number;
}

const WITHIN_MS = 10_000;
const IDLE_MS = 60_000;
const MOST_MEMORY_MIB = 256;

/**
 * Draws in a thread of its own, one document after the other: pdfmake works without a break, and answers to chats (Slack
 * waits 3 s) are not held up by it. The thread begins with the first document. Throws `PaperError` for a document that takes
 * longer than it may: its thread is ended, the next document gets a new one.
 */
export function createThreadedPaperWriter(options: ThreadOptions = {}): PaperWriter {
  const { withinMs = WITHIN_MS, idleMs = IDLE_MS } = options;
  const state: { worker: Worker | null; idle: NodeJS.Timeout | null; last: Promise<unknown> } = {
    worker: null,
    idle: null,
    last: Promise.resolve(),
  };
  const end = (): void => {
    state.worker?.terminate();
    state.worker = null;
  };
  const draw = async (paper: Paper): Promise<Uint8Array> => {
    clearTimeout(state.idle ?? undefined);
    state.worker ??= begin((ended) => {
      if (state.worker === ended) state.worker = null;
    });
    state.worker.ref();
    try {
      return await drawnBy(state.worker, paper, withinMs);
    } catch (error) {
      end();
      throw error;
    } finally {
      state.worker?.unref();
      state.idle = setTimeout(end, idleMs).unref();
    }
  };
  return {
    pdf: (paper) => {
      const drawn = state.last.then(() => draw(paper));
      state.last = drawn.catch(() => undefined);
      return drawn;
    },
  };
}

function begin(onEnd: (ended: Worker) => void): Worker {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MIB },
  });
  // A thread that fails while nobody waits for it is no fault of the process.
  return worker.on('error', () => onEnd(worker)).once('exit', () => onEnd(worker));
}

async function drawnBy(worker: Worker, paper: Paper, withinMs: number): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const late = setTimeout(() => reject(new PaperError(`no document within ${withinMs} ms`)), withinMs);
  const onDrawn = (drawn: Drawn): void => {
    if (drawn.kind === 'drawn') resolve(drawn.bytes);
    else reject(new PaperError(`a document could not be drawn: ${drawn.fault}`));
  };
  const onError = (cause: unknown): void => reject(new PaperError('the thread failed', { cause }));
  const onExit = (code: number): void => reject(new PaperError(`the thread ended with ${code}`));
  worker.once('message', onDrawn).once('error', onError).once('exit', onExit);
  worker.postMessage(paper);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    worker.off('message', onDrawn).off('error', onError).off('exit', onExit);
  }
}
