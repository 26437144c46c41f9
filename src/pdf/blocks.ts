import type { Content } from 'pdfmake';
import type { PaperBlock } from '../../cards/paper.ts';

/** Points between blocks. */
const GAP = 8;
const QR_POINTS = 110;
const LABEL_POINTS = 172;
const TEXT_WIDTH_POINTS = 483;
/** What pdfmake leaves on both sides of two cells. */
const CELL_PADDING = 16;

/** Colours that stay apart in black and white, on a contrast of 7 to 1 at least. */
export const INK = { text: '#1b1b2f', subtle: '#4a4a5e', line: '#c8c8d4', fill: '#f1f2f7' } as const;

/** Turns a text into what the fonts can draw. */
type Print = (text: string) => string;

/** One block as pdfmake draws it. */
export function contentOf(block: PaperBlock, print: Print): Content {
  switch (block.kind) {
    case 'text':
      return { text: print(block.text), style: block.weight, margin: [0, 0, 0, GAP] };
    case 'notice':
      return boxed(print(block.text));
    case 'facts':
      return factsTable(block.facts.map(({ label, value }) => [print(label), print(value)]));
    case 'list':
      return { ul: block.items.map(print), margin: [0, 0, 0, GAP] };
    case 'table':
      return table(
        block.columns.map(print),
        block.rows.map((row) => row.map(print)),
      );
    case 'code':
      return {
        text: print(block.text),
        style: 'subtle',
        preserveLeadingSpaces: true,
        margin: [0, 0, 0, GAP],
      };
    case 'qr':
      return {
        unbreakable: true,
        margin: [0, GAP, 0, GAP],
        table: {
          // Of a set width, or an address without a blank would push its column out of the page.
          widths: [QR_POINTS + GAP, TEXT_WIDTH_POINTS - QR_POINTS - GAP - CELL_PADDING],
          body: [
            [
              { qr: block.url, fit: QR_POINTS, eccLevel: 'M' },
              {
                margin: [0, QR_POINTS / 5, 0, 0],
                stack: [
                  { text: print(block.caption), style: 'subtle', margin: [0, 0, 0, GAP / 2] },
                  { text: block.url, link: block.url, style: 'subtle' },
                ],
              },
            ],
          ],
        },
        layout: bare,
      };
    case 'drawing':
      return {
        svg: block.svg,
        width: Math.min(block.width, TEXT_WIDTH_POINTS),
        height: block.height,
        margin: [0, 0, 0, GAP],
      };
    case 'page-break':
      return { text: '', pageBreak: 'after' };
  }
}

const bare = { hLineWidth: () => 0, vLineWidth: () => 0 };

function boxed(text: string): Content {
  return {
    table: { widths: ['*'], body: [[{ text: text, style: 'strong', margin: [4, 4, 4, 4] }]] },
    layout: { ...bare, fillColor: () => INK.fill },
    margin: [0, 0, 0, GAP],
  };
}

function factsTable(pairs: readonly (readonly [string, string])[]): Content {
  return {
    table: {
      widths: [LABEL_POINTS, '*'],
      body: pairs.map(([label, value]): Content[] => [{ text: label, style: 'strong' }, { text: value }]),
    },
    layout: lines,
    margin: [0, 0, 0, GAP],
  };
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Content {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(() => 'auto'),
      body: [
        columns.map((name): Content => ({ text: name, style: 'strong' })),
        ...rows.map((row) => row.map((cell): Content => ({ text: cell }))),
      ],
    },
    layout: lines,
    margin: [0, 0, 0, GAP],
  };
}

const lines = {
  hLineWidth: (row: number, node: { readonly table: { readonly body: readonly unknown[] } }) =>
    row === 0 || row === node.table.body.length ? 0 : 0.5,
  vLineWidth: () => 0,
  hLineColor: () => INK.line,
};
