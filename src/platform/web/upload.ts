/** What the page sends with a file: a line of JSON that says whose it is, then the file itself. */
export interface Upload {
  readonly said: unknown;
  readonly bytes: Uint8Array | 'too-large';
}

/** Longest line in front of a file, in bytes: as long as the bodies of acts without one. */
const MOST_SAID_BYTES = 64 * 1024;
/** Longest body that is read to its end, so that whoever sends a file that is too long is told so. */
export const LONGEST_UPLOAD_BYTES = 64 * 1024 * 1024;

/** Reads a body as the page sends it; null for any other. Rejects where it breaks off. */
export async function readUpload(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Upload | null> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.byteLength;
    if (length > LONGEST_UPLOAD_BYTES) return null;
    if (length <= MOST_SAID_BYTES + mostBytes) kept.push(part);
  }
  const whole = Buffer.concat(kept);
  const end = whole.indexOf('\n');
  if (end < 0 || end > MOST_SAID_BYTES) return null;
  const said = readJson(whole.toString('utf8', 0, end));
  if (said === undefined) return null;
  return { said, bytes: length - end - 1 > mostBytes ? 'too-large' : whole.subarray(end + 1) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
