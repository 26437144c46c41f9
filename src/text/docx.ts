import { Lines } from './lines.ts';
import { officeTypes, ofType, writeOffice } from './office.ts';
import { partsOf } from './parts.ts';
import { UnreadError } from './unread.ts';

/** In the order in which they are read; `main` is the body. */
const READ = ['main+xml', 'header+xml', 'footer+xml', 'footnotes+xml', 'endnotes+xml'] as const;

/**
 * Text of a Word document, with its headers, footers, text boxes and notes; without what was deleted under revision, and
 * without comments. Throws for a broken one.
 */
export function docxText(bytes: Uint8Array): string {
  const types = officeTypes(bytes);
  if (![...types.values()].includes(READ[0])) throw new UnreadError('broken');
  const parts = partsOf(bytes, (path) => READ.some((type) => type === types.get(path)));
  const lines = new Lines();
  for (const type of READ) for (const part of ofType(parts, types, type)) writeOffice(part, lines);
  return lines.toString();
}
