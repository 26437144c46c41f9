import type { UploadHolder } from '../links.ts';
import { fileName, type Intake } from './intake.ts';

/** What a file held, or why that is not known. */
export type Fetched = Uint8Array | 'too-large' | NotHandedOver;

export interface NotHandedOver {
  /** A word for the log. */
  readonly why: string;
}

/** A file that somebody sent, which its platform hands over when it is asked for. */
export interface SentFile {
  /** As its owner calls it. */
  readonly name: string;
  /** Reads no further than `mostBytes`. */
  fetch(mostBytes: number): Promise<Fetched>;
}

/** One more than any field takes: too many are told as such by the field. */
const MOST_FILES = 11;

/**
 * Takes in what was sent, one file after the other, since each may fill much of the memory. The value of a field; what
 * was not taken is named in it too, with why. Throws `StoreError`.
 * @param onLost told of each file that was not handed over
 */
export async function takeSent(
  intake: Intake,
  holder: UploadHolder,
  files: readonly SentFile[],
  onLost: (fault: NotHandedOver) => void = () => undefined,
): Promise<string> {
  const { mostBytes } = intake;
  const takeOne = async ({ name: given, fetch }: SentFile): Promise<string> => {
    const fetched = await fetch(mostBytes);
    if (fetched instanceof Uint8Array) return intake.take(holder, { name: given, bytes: fetched });
    const name = fileName(given);
    if (fetched === 'too-large') return intake.refuse(holder, { code: 'file-too-large', name, mostBytes });
    onLost(fetched);
    return intake.refuse(holder, { code: 'file-not-fetched', name });
  };
  const tokens: string[] = [];
  for (const file of files.slice(0, MOST_FILES)) tokens.push(await takeOne(file));
  return tokens.join(' ');
}

/** What is known of an answer before its body is read. */
export interface FileAnswer {
  readonly status: number | undefined;
  readonly type: string | null | undefined;
  /** As its header says. */
  readonly length: string | null | undefined;
}

/** Why an answer holds no file to be read; null for one that may. A page is what people are shown, to sign in for instance. */
export function faultOfAnswer(
  { status, type, length }: FileAnswer,
  mostBytes: number,
): Exclude<Fetched, Uint8Array> | null {
  if (status !== 200) return { why: `HTTP ${status}` };
  if (/^text\/html\b/iu.test(type ?? '')) return { why: 'page' };
  return Number(length) > mostBytes ? 'too-large' : null;
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
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of kept) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
