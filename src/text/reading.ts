import type { FileKind } from '../domain/kernel/file.ts';
import { decodeText } from '../usecases/text-bytes.ts';
import { LONGEST_READ, type ReadText, type UnreadReason } from '../usecases/text-reader.ts';
import { UnreadError } from './unread.ts';

/** In UTF-8 no UTF-16 unit takes more. */
const MOST_BYTES_PER_UNIT = 3;

/** What a text without any form says; never throws. */
export function readPlain(bytes: Uint8Array): ReadText {
  if (bytes.byteLength > (LONGEST_READ + 1) * MOST_BYTES_PER_UNIT) return unread('too-long');
  return answer(decodeText(bytes));
}

/**
 * What stands in a file, read here and now, however long it takes: see `createThreadedTextReader`. Never throws: whatever a
 * library says of a file, it is broken. A kind's library is loaded with the first file of it.
 */
export async function readFile(kind: FileKind, bytes: Uint8Array): Promise<ReadText> {
  try {
    switch (kind) {
      case 'txt':
      case 'csv':
        return readPlain(bytes);
      case 'docx':
        return answer((await import('./docx.ts')).docxText(bytes));
      case 'pptx':
        return answer((await import('./pptx.ts')).pptxText(bytes));
      case 'odt':
      case 'odp':
        return answer((await import('./open-document.ts')).openDocumentText(bytes));
      case 'pdf':
        return answer(await (await import('./pdf.ts')).pdfText(bytes));
      default:
        return unread('not-read');
    }
  } catch (error) {
    return unread(error instanceof UnreadError ? error.why : 'broken');
  }
}

/** No text, for that reason. */
export function unread(why: UnreadReason): ReadText {
  return { kind: 'unread', why };
}

function answer(text: string): ReadText {
  if (text.length > LONGEST_READ) return unread('too-long');
  return /\p{L}/u.test(text) ? { kind: 'text', text } : unread('no-text');
}
