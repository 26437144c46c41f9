import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../usecases/errors.ts';
import { decodeText, hasUtf16Mark } from '../usecases/text-bytes.ts';

const LARGEST_BYTES = 1_000_000;

/** Bytes of a file of reasonable size; a fault says which file and why. */
export function readBytes(path: string): Uint8Array {
  const { size } = orFault(path, () => statSync(path));
  if (size > LARGEST_BYTES) throw tooLarge(path);
  return orFault(path, () => readFileSync(path));
}

/** All that is written to the standard input, of the same size at the most. */
export async function readInput(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_BYTES) throw tooLarge('entrée standard');
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string): ConfigError {
  return new ConfigError('Fichier trop volumineux', { faults: [`${path} : plus de 1 Mo`] });
}

function orFault<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const isFolder = cause instanceof Error && 'code' in cause && cause.code === 'EISDIR';
    const why = isFolder ? "c'est un dossier, indiquez un fichier" : 'introuvable ou illisible';
    throw new ConfigError('Fichier illisible', { faults: [`${path} : ${why}`], cause });
  }
}

/** What files that are no text begin with, and what people call them. */
const KINDS: readonly (readonly [start: string, name: string])[] = [
  ['%PDF-', 'un PDF'],
  ['PK\u0003\u0004', 'un document Word ou LibreOffice, ou une archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'un ancien document Word'],
  ['{\\rtf', 'un document RTF'],
];

/** The text of some bytes; a fault says what they are when they are no text, and what to do. */
export function textOf(path: string, bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const [, known] = KINDS.find(([beginning]) => start.startsWith(beginning)) ?? [];
  const kind = known ?? (bytes.includes(0) && !hasUtf16Mark(bytes) ? 'un fichier binaire' : null);
  if (kind === null) return decodeText(bytes);
  throw new ConfigError('Fichier non lu', {
    faults: [
      `${path} : c'est ${kind}. Seuls un texte (.txt, .md) et un programme (.yaml) sont lus : enregistrez le document en texte brut, ou copiez son texte dans un fichier .txt`,
    ],
  });
}
