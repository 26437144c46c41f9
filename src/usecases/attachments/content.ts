import type { UnzipFileInfo } from 'fflate';
import type { FileKind } from '../../domain/kernel/file.ts';
import type { FileReason } from '../../domain/kernel/file-reasons.ts';
import { decodeText, hasUtf16Mark } from '../text-bytes.ts';
import { announcedKind } from './kinds.ts';

/** Kinds that are archives of parts inside. */
const PACKED: ReadonlySet<FileKind> = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp']);
/** A document's text packs to a tenth, empty tables to a hundredth; beyond, and large, it is made to fill a disk. */
const MOST_UNPACKED_BYTES = 512 * 1024 * 1024;
const MOST_RATIO = 200;
/** Under this nobody is harmed, whatever the ratio. */
const HARMLESS_BYTES = 16 * 1024 * 1024;
const MOST_PARTS = 20_000;

/**
 * What a file is by its content: nothing in it is run, unpacked or drawn. Refused: what is empty, no kind that is taken,
 * called something else than it is, holds macros, or says that it unpacks to out of all proportion.
 */
export async function kindOf(name: string, bytes: Uint8Array): Promise<FileKind | FileReason> {
  if (bytes.byteLength === 0) return { code: 'file-empty', name };
  const announced = announcedKind(name);
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(bytes))?.ext;
  if (found === undefined) return kindOfText(name, announced, bytes);
  if (MACROS.has(found)) return { code: 'file-macros', name };
  const kind = KINDS.get(found);
  if (kind === undefined) return { code: 'file-type', name, found };
  if (announced !== null && announced !== kind) return { code: 'file-misnamed', name, found: kind };
  return PACKED.has(kind) ? ((await faultOfPacked(name, bytes)) ?? kind) : kind;
}

/** By the names that the library gives. */
const KINDS: ReadonlyMap<string, FileKind> = new Map(
  (['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpg'] as const).map((kind) => [kind, kind]),
);
const MACROS: ReadonlySet<string> = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'pptm', 'potm', 'ppsm']);

/** A text says nothing of itself: it is what its name announces, where its bytes can be one. */
function kindOfText(
  name: string,
  announced: FileKind | null | undefined,
  bytes: Uint8Array,
): FileKind | FileReason {
  const isText = isPlainText(bytes);
  if (isText && (announced === 'txt' || announced === 'csv')) return announced;
  if (isText && announced === null) return 'txt';
  return announced === undefined || isText
    ? { code: 'file-type', name, found: null }
    : { code: 'file-broken', name };
}

/** Characters under a space, but for tabs and ends of lines, stand in no text of ours. */
function isPlainText(bytes: Uint8Array): boolean {
  const isControl = (code: number) => code < 9 || (code > 13 && code < 32);
  if (!hasUtf16Mark(bytes)) return !bytes.some(isControl);
  // Word's « Unicode » text: half of its bytes are zero.
  const text = decodeText(bytes);
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) return false;
  return !text.includes('\uFFFD');
}

/** Read from its table of contents alone. */
async function faultOfPacked(name: string, bytes: Uint8Array): Promise<FileReason | null> {
  const parts = await partsOf(bytes);
  if (parts === null) return { code: 'file-broken', name };
  const unpacked = parts.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const isOutOfProportion = unpacked > HARMLESS_BYTES && unpacked > bytes.byteLength * MOST_RATIO;
  if (unpacked > MOST_UNPACKED_BYTES || isOutOfProportion || parts.length > MOST_PARTS)
    return { code: 'file-bomb', name };
  // A document with macros that is called one without.
  return parts.some((part) => /(^|\/)vbaProject\.bin$/iu.test(part.name))
    ? { code: 'file-macros', name }
    : null;
}

/** Null for an archive whose table of contents cannot be read. */
async function partsOf(bytes: Uint8Array): Promise<readonly UnzipFileInfo[] | null> {
  const { unzipSync } = await import('fflate');
  const parts: UnzipFileInfo[] = [];
  try {
    unzipSync(bytes, {
      filter: (part) => {
        parts.push(part);
        return false;
      },
    });
    return parts;
  } catch {
    return null;
  }
}
