import { parentPort } from 'node:worker_threads';
import type { Paper } from '../../cards/paper.ts';
import { createPaperWriter } from './writer.ts';

/** What the thread of `createThreadedPaperWriter` answers. */
export type Drawn =
  | { readonly kind: 'drawn'; readonly bytes: Uint8Array }
  /** What failed, by the name of its kind alone: its words might hold what somebody wrote. */
  | { readonly kind: 'failed'; readonly fault: string };

const writer = createPaperWriter();

parentPort?.on('message', async (paper: Paper) => {
  const drawn = await writer.pdf(paper).then(
    (bytes): Drawn => ({ kind: 'drawn', bytes }),
    (error: unknown): Drawn => ({ kind: 'failed', fault: error instanceof Error ? error.name : 'unknown' }),
  );
  parentPort?.postMessage(drawn);
});
