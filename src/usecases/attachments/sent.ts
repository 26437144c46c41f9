import type { UploadHolder } from '../links.ts';
import { fileName, type Intake } from './intake.ts';

/** A file that somebody sent, which its platform hands over when it is asked for. */
export interface SentFile {
  /** As its owner calls it. */
  readonly name: string;
  /** Null where it is not handed over. Reads no further than `mostBytes`. */
  fetch(mostBytes: number): Promise<Uint8Array | 'too-large' | null>;
}

/** One more than any field takes: too many are told as such by the field. */
const MOST_FILES = 11;

/**
 * Takes in what was sent, one file after the other, since each may fill much of the memory. The value of a field; what
 * was not taken is named in it too, with why. Throws `StoreError`.
 */
export async function takeSent(
  intake: Intake,
  holder: UploadHolder,
  files: readonly SentFile[],
): Promise<string> {
  const tokens: string[] = [];
  for (const file of files.slice(0, MOST_FILES)) tokens.push(await takeOne(intake, holder, file));
  return tokens.join(' ');
}

async function takeOne(intake: Intake, holder: UploadHolder, file: SentFile): Promise<string> {
  const { mostBytes } = intake;
  const bytes = await file.fetch(mostBytes);
  const name = fileName(file.name);
  if (bytes === 'too-large') return intake.refuse(holder, { code: 'file-too-large', name, mostBytes });
  if (bytes === null) return intake.refuse(holder, { code: 'file-not-fetched', name });
  return intake.take(holder, { name: file.name, bytes });
}

/** What comes in parts, as one; reads no further than `mostBytes`. Rejects where it breaks off. */
export async function bytesWithin(
  parts: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array | 'too-large'> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.byteLength;
    if (length > mostBytes) return 'too-large';
    kept.push(part);
  }
  return joined(kept, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
