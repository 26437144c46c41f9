import type { FileReason } from '../../domain/kernel/file-reasons.ts';
import type { UploadHolder } from '../links.ts';
import { fileName, type Intake } from './intake.ts';
import type { Room } from './room.ts';

/** What a file held, or why that is not known. */
export type Fetched = Uint8Array | NoBytes | NotHandedOver;

/** `no-room`: others come at the same time. */
export type NoBytes = 'too-large' | 'no-room';

export interface NotHandedOver {
  /** A word for the log. */
  readonly why: string;
}

/** A file that somebody sent, which its platform hands over when it is asked for. */
export interface SentFile {
  /** As its owner calls it. */
  readonly name: string;
  /** Reads no further than there is room. */
  fetch(room: Room): Promise<Fetched>;
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
  const takeOne = async ({ name: given, fetch }: SentFile, room: Room): Promise<string> => {
    const fetched = await fetch(room);
    if (fetched instanceof Uint8Array) return intake.take(holder, { name: given, bytes: fetched });
    const name = fileName(given);
    if (typeof fetched === 'string') return intake.refuse(holder, reasonOf(fetched, name, room));
    onLost(fetched);
    return intake.refuse(holder, { code: 'file-not-fetched', name });
  };
  const tokens: string[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const room = intake.enter();
    try {
      tokens.push(await takeOne(file, room));
    } finally {
      room.leave();
    }
  }
  return tokens.join(' ');
}

function reasonOf(why: NoBytes, name: string, { mostBytes }: Room): FileReason {
  return why === 'no-room' ? { code: 'file-no-room', name } : { code: 'file-too-large', name, mostBytes };
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

/** What comes in parts, as one; reads no further than there is room. Rejects where it breaks off. */
export async function bytesWithin(
  parts: AsyncIterable<Uint8Array>,
  room: Room,
): Promise<Uint8Array | NoBytes> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts) {
    length += part.byteLength;
    if (length > room.mostBytes) return 'too-large';
    if (!room.take(part.byteLength)) return 'no-room';
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
