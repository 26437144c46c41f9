import { createThreadedPaperWriter } from '../pdf/threaded.ts';
import type { PaperWriter } from '../usecases/papers.ts';

const writer = createThreadedPaperWriter();

/** The one that draws PDF in this process; its thread begins with the first document. */
export async function papersOf(): Promise<PaperWriter> {
  return writer;
}
