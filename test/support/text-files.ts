import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import pdfmake, { type Content, type Definition } from 'pdfmake';

/** The mention of the communication rules, with accents; it stands in each kind of file somewhere. */
export const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';

/** As white space does not matter to a mention. */
export const collapsed = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** How often the mention stands in a text, whatever the white space. */
export const mentions = (text: string): number => collapsed(text).split(MENTION).length - 1;

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const POINT = 'application/vnd.openxmlformats-officedocument.presentationml';
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^word\/document/u, `${WORD}.document.main+xml`],
  [/^word\/header/u, `${WORD}.header+xml`],
  [/^word\/footer/u, `${WORD}.footer+xml`],
  [/^word\/footnotes/u, `${WORD}.footnotes+xml`],
  [/^word\/endnotes/u, `${WORD}.endnotes+xml`],
  [/^word\/comments/u, `${WORD}.comments+xml`],
  [/^ppt\/presentation/u, `${POINT}.presentation.main+xml`],
  [/^ppt\/slides\/[^_]/u, `${POINT}.slide+xml`],
  [/^ppt\/slideLayouts\/[^_]/u, `${POINT}.slideLayout+xml`],
  [/^ppt\/slideMasters\/[^_]/u, `${POINT}.slideMaster+xml`],
];

type Texts = Readonly<Record<string, string | Uint8Array>>;

const bytesOf = (parts: Texts): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(parts).map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part]),
  );

/** A Word or PowerPoint document of these parts; what each of them is says its path. */
export function officeOf(parts: Texts): Uint8Array {
  const overrides = Object.keys(parts).flatMap((path) => {
    const type = TYPES.find(([named]) => named.test(path))?.[1];
    return type === undefined ? [] : [`<Override PartName="/${path}" ContentType="${type}"/>`];
  });
  const types = `<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
  return zipSync(bytesOf({ '[Content_Types].xml': types, ...parts }));
}

const WORD_SPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/** A run of a paragraph of Word. */
export const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of Word of these runs. */
export const paragraph = (...runs: readonly string[]): string =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>${runs.join('')}</w:p>`;

/** A part of Word: its body, a header, a footer. */
export const wordPart = (element: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:${element} ${WORD_SPACES}>${content}</w:${element}>`;

/** A Word document with that body, and parts beside. */
export function docxOf(body: string, more: Texts = {}): Uint8Array {
  return officeOf({ 'word/document.xml': wordPart('document', `<w:body>${body}</w:body>`), ...more });
}

/** A shape of a slide with these paragraphs; `holdsPlace` where a slide's own text stands for it. */
export const shape = (paragraphs: readonly string[], holdsPlace = false): string =>
  `<p:sp><p:nvSpPr><p:nvPr>${holdsPlace ? '<p:ph type="title"/>' : ''}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs
    .map((text) => `<a:p><a:pPr/>${text}</a:p>`)
    .join('')}</p:txBody></p:sp>`;

/** A run of a slide. */
export const slideRun = (text: string): string => `<a:r><a:rPr lang="fr-FR"/><a:t>${text}</a:t></a:r>`;

/** A slide, a layout or a master of these shapes. */
export const slidePart = (element: string, ...shapes: readonly string[]): string =>
  `<p:${element} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld><p:spTree>${shapes.join('')}</p:spTree></p:cSld></p:${element}>`;

/** What a part refers to. */
export const relations = (...targets: readonly string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map((target, n) => `<Relationship Id="rId${n}" Type="x" Target="${target}"/>`)
    .join('')}</Relationships>`;

const OPEN_SPACES = ['office', 'text', 'draw', 'style', 'presentation', 'svg', 'manifest']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

/** A LibreOffice text or presentation: its content, what its styles hold, and parts beside. */
export function openOf(kind: 'odt' | 'odp', content: string, styles = '', more: Texts = {}): Uint8Array {
  const type = kind === 'odt' ? 'text' : 'presentation';
  const part = (element: string, inner: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:${element} ${OPEN_SPACES}>${inner}</office:${element}>`;
  return zipSync({
    mimetype: [strToU8(`application/vnd.oasis.opendocument.${type}`), { level: 0 }],
    ...bytesOf({
      'content.xml': part(
        'document-content',
        `<office:body><office:${type}>${content}</office:${type}></office:body>`,
      ),
      'styles.xml': part('document-styles', styles),
      ...more,
    }),
  });
}

const ROBOTO = new URL('../../node_modules/pdfmake/fonts/Roboto/Roboto-Regular.ttf', import.meta.url);

/** A PDF of that content; `protection` is pdfmake's `userPassword` or `ownerPassword`. */
export async function pdfOf(
  content: readonly Content[],
  protection: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const definition: Definition = {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 40],
    version: '1.7',
    language: 'fr-FR',
    displayTitle: true,
    info: {},
    content,
    footer: () => ({ text: '' }),
    defaultStyle: {},
    styles: {},
    ...protection,
  };
  pdfmake.setFonts({ Roboto: { normal: ROBOTO.pathname } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => true);
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

/** A PDF written by hand, of one page: what its page draws with, and its content packed so many times. */
export function rawPdf(content: string | Uint8Array, resources = '', packed = 1): Uint8Array {
  let stream = Buffer.from(content);
  for (let time = 0; time < packed; time += 1) stream = deflateSync(stream);
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
        `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<${resources}>>/Contents 4 0 R>>endobj\n` +
        `4 0 obj<</Length ${stream.length}/Filter[${'/FlateDecode'.repeat(packed)}]>>stream\n`,
    ),
    stream,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  ]);
}
