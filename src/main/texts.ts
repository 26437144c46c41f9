import { createThreadedTextReader } from '../text/threaded.ts';
import type { TextReader } from '../usecases/text-reader.ts';

const reader = createThreadedTextReader();

/** The one that reads files in this process; its thread begins with the first one. */
export async function textsOf(): Promise<TextReader> {
  return reader;
}
