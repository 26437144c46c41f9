import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake, { type Definition } from 'pdfmake';
import type { Paper } from '../../cards/paper.ts';
import type { PaperWriter } from '../usecases/papers.ts';
import { contentOf, INK, printable } from './blocks.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);

/** Draws PDF with pdfmake, whose own fonts are put in: nothing is read from elsewhere, whatever a text says. */
export function createPaperWriter(): PaperWriter {
  pdfmake.setFonts({
    Roboto: {
      normal: join(fonts, 'Roboto-Regular.ttf'),
      bold: join(fonts, 'Roboto-Medium.ttf'),
      italics: join(fonts, 'Roboto-Italic.ttf'),
      bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  return { pdf: async (paper) => pdfmake.createPdf(definitionOf(paper)).getBuffer() };
}

function definitionOf({ title, subtitle, blocks, footer, madeAt }: Paper): Definition {
  const at = new Date(madeAt);
  return {
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 64],
    version: '1.7',
    language: 'fr-FR',
    displayTitle: true,
    info: {
      title: printable(title),
      author: 'Jalon',
      creator: 'Jalon',
      producer: 'Jalon',
      creationDate: at,
      modDate: at,
    },
    content: [
      { text: printable(title), style: 'title' },
      { text: printable(subtitle), style: 'subtle', margin: [0, 0, 0, 14] },
      ...blocks.map(contentOf),
    ],
    footer: (page, pages) => ({
      margin: [56, 16, 56, 0],
      columns: [
        { text: printable(footer), style: 'subtle' },
        { text: `${page}/${pages}`, style: 'subtle', alignment: 'right', width: 40 },
      ],
    }),
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.25, color: INK.text },
    styles: {
      title: { fontSize: 18, bold: true, margin: [0, 0, 0, 2] },
      normal: {},
      strong: { bold: true },
      subtle: { fontSize: 9, color: INK.subtle },
    },
  };
}
