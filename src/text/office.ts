import type { Lines } from './lines.ts';
import { inOrder, type Parts, partsOf } from './parts.ts';
import { localName, readXml } from './xml.ts';

/** The same text box again for older programs; what was deleted or moved away; properties. */
const SKIPPED: ReadonlySet<string> = new Set([
  'mc:Fallback',
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:sectPr',
  'a:pPr',
]);

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  // Between the left, middle and right of a header.
  ['ptab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '\u2011'],
]);

/**
 * Writes the paragraphs of a part of Word or PowerPoint: both call them `p`, and their text `t`. With `isTemplate`, shapes
 * that only hold a place for a slide's own text are left out.
 */
export function writeOffice(part: Uint8Array, lines: Lines, isTemplate = false): void {
  let depthInText = 0;
  let shapeBegan = 0;
  let holdsPlace = false;
  readXml(part, SKIPPED, {
    onOpen: (prefixed, { string = '' }) => {
      const name = localName(prefixed);
      if (name === 'p') lines.begin();
      else if (name === 'textpath') writeLine(string, lines);
      else if (name === 't') depthInText += 1;
      else if (name === 'sp') [shapeBegan, holdsPlace] = [lines.count, false];
      else if (name === 'ph') holdsPlace = true;
      else lines.write(CHARACTERS.get(name) ?? '');
    },
    onClose: (prefixed) => {
      const name = localName(prefixed);
      if (name === 'p') lines.end();
      else if (name === 't') depthInText -= 1;
      else if (name === 'sp' && holdsPlace && isTemplate) lines.forget(shapeBegan);
    },
    onText: (text) => {
      if (depthInText > 0) lines.write(text);
    },
  });
}

/** WordArt as Word drew it until 2010, and keeps it in older documents: its text is an attribute. */
function writeLine(text: string, lines: Lines): void {
  lines.begin();
  lines.write(text);
  lines.end();
}

/** What each part of an Office document is, by its path: the end of its content type. */
export function officeTypes(bytes: Uint8Array): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const part of partsOf(bytes, (path) => path === '[Content_Types].xml').values())
    readXml(part, new Set(), {
      onOpen: (name, { PartName: path = '', ContentType: type = '' }) => {
        if (localName(name) === 'Override') types.set(path.replace(/^\//u, ''), type.split('.').at(-1) ?? '');
      },
      onClose: () => undefined,
      onText: () => undefined,
    });
  return types;
}

/** Those of the parts that are of one type, in the order of their numbers. */
export function ofType(
  parts: Parts,
  types: ReadonlyMap<string, string>,
  type: string,
): readonly Uint8Array[] {
  return inOrder(new Map([...parts].filter(([path]) => types.get(path) === type)));
}
