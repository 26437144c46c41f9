import { oneAtATime } from '../threads/one-at-a-time.ts';
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
/** Of JavaScript; and with what streams inflate to. */
const MOST_HEAP_MIB = 192;
const MOST_MEMORY_MIB = 320;

const READ_IN_THREAD: ReadonlySet<string> = new Set(['pdf', 'docx', 'pptx', 'odt', 'odp']);

/**
 * Reads in a thread of its own, one file after the other: see `oneAtATime`. The thread begins with the first file that needs
 * it; texts are decoded at once. Over its time or its memory a file is `too-much`.
 */
export function createThreadedTextReader(options: ThreadOptions = {}): TextReader {
  const { withinMs = WITHIN_MS, idleMs = IDLE_MS } = options;
  const limits = { withinMs, idleMs, mostHeapMib: MOST_HEAP_MIB, mostMemoryMib: MOST_MEMORY_MIB };
  const readNext = oneAtATime<GivenFile, ReadText>(new URL('./thread.ts', import.meta.url), limits);
  return {
    async read(kind, bytes) {
      if (kind === 'txt' || kind === 'csv') return readPlain(bytes);
      if (!READ_IN_THREAD.has(kind)) return unread('not-read');
      return readNext({ kind, bytes }).catch(() => unread('too-much'));
    },
  };
}
