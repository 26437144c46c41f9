import type { TextReader } from '../usecases/text-reader.ts';

/** The one that reads files in this process. */
export async function textsOf(): Promise<TextReader> {
  return { read: async () => ({ kind: 'unread', why: 'not-read' }) };
}
