import type { Paper } from '../../cards/paper.ts';
import { oneAtATime, type ThreadError } from '../threads/one-at-a-time.ts';
import { JalonError } from '../usecases/errors.ts';
import type { PaperWriter } from '../usecases/papers.ts';
import type { Drawn } from './thread.ts';

/** A document could not be drawn: too long, or too much for its thread. */
export class PaperError extends JalonError {}

export interface ThreadOptions {
  /** For one document, in milliseconds; two hundred reports take one to three seconds. */
  readonly withinMs?: number;
  /** After so many milliseconds without work the thread ends. */
  readonly idleMs?: number;
}

const WITHIN_MS = 10_000;
const IDLE_MS = 60_000;
const MOST_HEAP_MIB = 256;

/**
 * Draws in a thread of its own, one document after the other: see `oneAtATime`. Throws `PaperError` for a document that takes
 * longer than it may, or that pdfmake cannot draw.
 */
export function createThreadedPaperWriter(options: ThreadOptions = {}): PaperWriter {
  const { withinMs = WITHIN_MS, idleMs = IDLE_MS } = options;
  const limits = { withinMs, idleMs, mostHeapMib: MOST_HEAP_MIB, mostMemoryMib: null };
  const draw = oneAtATime<Paper, Drawn>(new URL('./thread.ts', import.meta.url), limits);
  return {
    async pdf(paper) {
      const drawn = await draw(paper).catch((cause: ThreadError) => {
        throw new PaperError('no document came of the thread', { cause });
      });
      if (drawn.kind === 'drawn') return drawn.bytes;
      throw new PaperError(`a document could not be drawn: ${drawn.fault}`);
    },
  };
}
