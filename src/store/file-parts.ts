import { createHash } from 'node:crypto';
import { StoreError } from '../usecases/errors.ts';

/** Small enough that writing one holds nobody up for more than some milliseconds. */
const PART_BYTES = 1024 * 1024;

/** Name of what these bytes are: SHA-256, hex. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes in parts, in order. */
export function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; at += PART_BYTES) parts.push(bytes.subarray(at, at + PART_BYTES));
  return parts;
}

/** The parts as one again. Throws `StoreError` when they are not what was given: a proof that changed proves nothing. */
export function wholeOf(hash: string, parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  if (hashOfBytes(whole) !== hash) throw new StoreError(`the file ${hash} is no longer what was given`);
  return whole;
}
