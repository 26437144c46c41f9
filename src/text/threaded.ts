import { Worker } from 'node:worker_threads';
import type { ReadText, TextReader } from '../usecases/text-reader.ts';
import { readPlain, unread } from './reading.ts';
import type { GivenFile } from './thread.ts';

export interface ThreadOptions {
  /** For one file, in milliseconds; a PDF of a hundred pages takes half a second. */
  readonly withinMs?: number;
  /** After so many milliseconds without work the thread ends, and its memory is free again. */
  readonly idleMs?: number;
}

const WITHIN_MS = 8_000;
const IDLE_MS = 60_000;
const MIB = 1024 * 1024;
/** Of JavaScript, which the engine itself keeps to; and with what streams inflate to, which is looked at. */
const MOST_HEAP_MIB = 192;
const MOST_MEMORY_MIB = 320;
const LOOK_EVERY_MS = 50;

const READ_IN_THREAD: ReadonlySet<string> = new Set(['pdf', 'docx', 'pptx', 'odt', 'odp']);

/**
 * Reads in a thread of its own, one file after the other: a library that works without a break, or on a file made to keep
 * it busy, holds up no answer (Slack waits 3 s). The thread begins with the first file that needs it; texts are decoded at
 * once. Over its time or its memory a file is `too-much`: the thread is ended, the next file gets a new one.
 */
export function createThreadedTextReader(options: ThreadOptions = {}): TextReader {
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
  const readNext = async (file: GivenFile): Promise<ReadText> => {
    clearTimeout(state.idle ?? undefined);
    state.worker ??= begin((ended) => {
      if (state.worker === ended) state.worker = null;
    });
    state.worker.ref();
    const read = await readBy(state.worker, file, withinMs);
    if (read === null) end();
    state.worker?.unref();
    state.idle = setTimeout(end, idleMs).unref();
    return read ?? unread('too-much');
  };
  return {
    read: (kind, bytes) => {
      if (kind === 'txt' || kind === 'csv') return Promise.resolve(readPlain(bytes));
      if (!READ_IN_THREAD.has(kind)) return Promise.resolve(unread('not-read'));
      const read = state.last.then(() => readNext({ kind, bytes }));
      state.last = read;
      return read;
    },
  };
}

function begin(onEnd: (ended: Worker) => void): Worker {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MIB },
  });
  // A thread that fails while nobody waits for it is no fault of the process.
  return worker.on('error', () => onEnd(worker)).once('exit', () => onEnd(worker));
}

/** Null where the thread has to end: over its time or memory, or fallen. */
async function readBy(worker: Worker, file: GivenFile, withinMs: number): Promise<ReadText | null> {
  const { promise, resolve } = Promise.withResolvers<ReadText | null>();
  const giveUp = (): void => resolve(null);
  const late = setTimeout(giveUp, withinMs);
  const look = setInterval(async () => {
    // Rejected for a thread that has ended.
    const memory = await worker.getHeapStatistics().catch(() => null);
    if (memory === null) return;
    if (memory.used_heap_size + memory.external_memory > MOST_MEMORY_MIB * MIB) giveUp();
  }, LOOK_EVERY_MS);
  worker.once('message', resolve).once('error', giveUp).once('exit', giveUp);
  worker.postMessage(file);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    clearInterval(look);
    worker.off('message', resolve).off('error', giveUp).off('exit', giveUp);
  }
}
