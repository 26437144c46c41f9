import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openSync } from 'fontkit';
import pdfmake, { type Content, type Definition } from 'pdfmake';
import type { Paper } from '../../cards/paper.ts';
import type { PaperWriter } from '../usecases/papers.ts';
import { contentOf, INK } from './blocks.ts';
import { createGlyphs } from './glyphs.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);

/** Draws PDF with pdfmake, whose own fonts are put in: nothing is read from elsewhere, whatever a text says. */
export function createPaperWriter(): PaperWriter {
  const [normal, bold] = [join(fonts, 'Roboto-Regular.ttf'), join(fonts, 'Roboto-Medium.ttf')];
  pdfmake.setFonts({ Roboto: { normal, bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  const drawn = new Set(openSync(normal).characterSet).intersection(new Set(openSync(bold).characterSet));
  return { pdf: async (paper) => pdfmake.createPdf(definitionOf(paper, drawn)).getBuffer() };
}

function definitionOf(paper: Paper, drawn: ReadonlySet<number>): Definition {
  const { title, subtitle, blocks, footer, codesNote, madeAt } = paper;
  const { print, hasReplaced } = createGlyphs(drawn);
  const heading: readonly Content[] = [
    { text: print(title), style: 'title' },
    { text: print(subtitle), style: 'subtle', margin: [0, 0, 0, 14] },
  ];
  const body = blocks.map((block) => contentOf(block, print));
  const note: readonly Content[] = hasReplaced() ? [{ text: print(codesNote), style: 'subtle' }] : [];
  const at = new Date(madeAt);
  return {
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 64],
    version: '1.7',
    language: 'fr-FR',
    displayTitle: true,
    info: {
      title: print(title),
      author: 'Jalon',
      creator: 'Jalon',
      producer: 'Jalon',
      creationDate: at,
      modDate: at,
    },
    content: [...heading, ...body, ...note],
    footer: (page, pages) => ({
      margin: [56, 16, 56, 0],
      columns: [
        { text: print(footer), style: 'subtle' },
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
