import { strToU8, zipSync } from 'fflate';
import type { FileKind } from '../../src/domain/kernel/file.ts';

const TYPES: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
};
const OPEN_DOCUMENT: Readonly<Record<string, string>> = {
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};

type Parts = Readonly<Record<string, Uint8Array>>;

/** An Office document of that kind, as small as it may be; `more` are parts of it beside. */
export function office(kind: 'docx' | 'xlsx' | 'pptx' | 'docm', more: Parts = {}): Uint8Array {
  const folder = { docx: 'word', docm: 'word', xlsx: 'xl', pptx: 'ppt' }[kind];
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${folder}/main.xml" ContentType="${TYPES[kind]}"/></Types>`;
  return zipSync({
    '[Content_Types].xml': strToU8(types),
    [`${folder}/main.xml`]: strToU8('<w/>'),
    ...more,
  });
}

/** A LibreOffice document of that kind. */
function openDocument(kind: 'odt' | 'ods' | 'odp'): Uint8Array {
  return zipSync({
    mimetype: [strToU8(OPEN_DOCUMENT[kind] ?? ''), { level: 0 }],
    'content.xml': strToU8('<office/>'),
  });
}

/** The smallest file that is one of that kind. */
export function fileOf(kind: FileKind): Uint8Array {
  switch (kind) {
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return office(kind);
    case 'odt':
    case 'ods':
    case 'odp':
      return openDocument(kind);
    case 'pdf':
      return strToU8('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    case 'png':
      return Uint8Array.fromBase64(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      );
    case 'jpg':
      return Uint8Array.of(
        0xff,
        0xd8,
        0xff,
        0xe0,
        0,
        0x10,
        0x4a,
        0x46,
        0x49,
        0x46,
        0,
        1,
        1,
        0,
        0,
        1,
        0,
        1,
        0,
        0,
      );
    case 'txt':
      return strToU8('Un texte, avec des accents : é à ç.\n');
    case 'csv':
      return strToU8('a;b\n1;2\n');
  }
}

/** The head of a programme for Windows. */
export const PROGRAM = Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0);

/** A document one part of which unpacks to so many bytes of nothing. */
export function bomb(bytes: number): Uint8Array {
  return office('docx', { 'word/media/void.bin': new Uint8Array(bytes) });
}

/** A document whose table of contents says that one part unpacks to so many bytes, whatever it does. */
export function claiming(bytes: number): Uint8Array {
  const name = 'word/media/void.bin';
  const document = office('docx', { [name]: new Uint8Array(1024) });
  // In the table of contents an entry's name stands 46 bytes after its beginning, the size unpacked 24 bytes after it.
  const at = Buffer.from(document.buffer).lastIndexOf(name) - 46 + 24;
  new DataView(document.buffer).setUint32(at, bytes, true);
  return document;
}
