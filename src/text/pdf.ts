import { getDocument, type PDFDocumentProxy } from 'unpdf/pdfjs';
import { Lines } from './lines.ts';
import { UnreadError } from './unread.ts';

/**
 * Text of a PDF, page after page, in the lines that the library makes of where the words stand. Nothing is drawn, run or
 * fetched. A password that only guards what may be done with a document does not keep it from being read. Throws for a
 * broken one, `UnreadError` (`encrypted`) for one that opens with a password alone.
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const task = getDocument({
    // The library keeps what it is given.
    data: new Uint8Array(bytes),
    verbosity: 0,
    // Half a page would be taken for the whole.
    stopAtErrors: true,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  });
  try {
    return await textOf(await task.promise);
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? new UnreadError('encrypted') : error;
  } finally {
    await task.destroy();
  }
}

async function textOf(document: PDFDocumentProxy): Promise<string> {
  const lines = new Lines();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    lines.begin();
    for (const item of items) {
      if (!('str' in item)) continue;
      lines.write(item.str);
      if (item.hasEOL) {
        lines.end();
        lines.begin();
      }
    }
    lines.end();
    page.cleanup();
  }
  return lines.toString();
}
