import { Lines } from './lines.ts';
import { type Parts, partsOf } from './parts.ts';
import { UnreadError } from './unread.ts';
import { readXml } from './xml.ts';

/** What nobody sees in the text itself: comments, what was deleted, descriptions, marks of notes, speakers' notes. */
const SKIPPED: ReadonlySet<string> = new Set([
  'office:annotation',
  'office:binary-data',
  'presentation:notes',
  'text:tracked-changes',
  'text:note-citation',
  'text:ruby-text',
  'svg:title',
  'svg:desc',
]);

/** The last two hold the text of a presentation's headers and footers. */
const PARAGRAPHS: ReadonlySet<string> = new Set([
  'text:p',
  'text:h',
  'presentation:header-decl',
  'presentation:footer-decl',
]);

const CONTENT = 'content.xml';
/** Headers and footers, and what the masters show on each slide. */
const STYLES = 'styles.xml';
const MANIFEST = 'META-INF/manifest.xml';

/**
 * Text of a LibreOffice text or presentation, with headers, footers, text boxes and notes; without comments and what was
 * deleted under revision. Throws for a broken one, and `UnreadError` (`encrypted`) for one under a password.
 */
export function openDocumentText(bytes: Uint8Array): string {
  const parts = partsOf(bytes, (path) => path === CONTENT || path === STYLES || path === MANIFEST);
  if (isEncrypted(parts)) throw new UnreadError('encrypted');
  if (!parts.has(CONTENT)) throw new UnreadError('broken');
  const lines = new Lines();
  for (const path of [CONTENT, STYLES]) {
    const part = parts.get(path);
    if (part !== undefined) write(part, lines);
  }
  return lines.toString();
}

function write(part: Uint8Array, lines: Lines): void {
  readXml(part, SKIPPED, {
    onOpen: (name, attributes) => {
      if (PARAGRAPHS.has(name)) lines.begin();
      else if (name === 'text:s') lines.write(spaces(attributes['text:c']));
      else if (name === 'text:tab') lines.write('\t');
      else if (name === 'text:line-break') lines.write('\n');
    },
    onClose: (name) => {
      if (PARAGRAPHS.has(name)) lines.end();
    },
    onText: (text) => lines.write(text),
  });
}

/** A line is no longer than this: a file may say that a billion spaces stand in it. */
const MOST_SPACES = 1_000;

function spaces(count = '1'): string {
  return ' '.repeat(Math.min(Math.max(Number.parseInt(count, 10) || 1, 1), MOST_SPACES));
}

function isEncrypted(parts: Parts): boolean {
  const manifest = parts.get(MANIFEST);
  let found = false;
  if (manifest !== undefined)
    readXml(manifest, new Set(), {
      onOpen: (name) => {
        if (name === 'manifest:encryption-data') found = true;
      },
      onClose: () => undefined,
      onText: () => undefined,
    });
  return found;
}
