import type { PaperWriter } from '../usecases/papers.ts';

/** Draws PDF; loaded when first asked for. */
export async function papersOf(): Promise<PaperWriter> {
  const { createPaperWriter } = await import('../pdf/writer.ts');
  return createPaperWriter();
}
