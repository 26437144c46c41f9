import { parentPort } from 'node:worker_threads';
import type { FileKind } from '../domain/kernel/file.ts';
import { readFile } from './reading.ts';

/** What the thread of `createThreadedTextReader` is asked. */
export interface GivenFile {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

parentPort?.on('message', async ({ kind, bytes }: GivenFile) => {
  parentPort?.postMessage(await readFile(kind, bytes));
});
