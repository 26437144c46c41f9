import type { Content } from 'pdfmake';
import type { PaperBlock } from '../../cards/paper.ts';

/** Points between blocks. */
const GAP = 8;
const QR_POINTS = 110;
const TEXT_WIDTH_POINTS = 483;

/** Colours that stay apart in black and white, on a contrast of 7 to 1 at least. */
export const INK = { text: '#1b1b2f', subtle: '#4a4a5e', line: '#c8c8d4', fill: '#f1f2f7' } as const;

/** One block as pdfmake draws it. */
export function contentOf(block: PaperBlock): Content {
  switch (block.kind) {
    case 'text':
      return { text: printable(block.text), style: block.weight, margin: [0, 0, 0, GAP] };
    case 'notice':
      return boxed(block.text);
    case 'facts':
      return factsTable(block.facts.map(({ label, value }) => [label, value]));
    case 'list':
      return { ul: block.items.map(printable), margin: [0, 0, 0, GAP] };
    case 'table':
      return table(block.columns, block.rows);
    case 'code':
      return {
        text: printable(block.text),
        style: 'subtle',
        preserveLeadingSpaces: true,
        margin: [0, 0, 0, GAP],
      };
    case 'qr':
      return {
        unbreakable: true,
        margin: [0, GAP, 0, GAP],
        columns: [
          { qr: block.url, fit: QR_POINTS, eccLevel: 'M', width: QR_POINTS + GAP },
          { text: printable(block.caption), style: 'subtle', margin: [GAP, QR_POINTS / 3, 0, 0] },
        ],
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

function boxed(text: string): Content {
  return {
    table: { widths: ['*'], body: [[{ text: printable(text), style: 'strong', margin: [4, 4, 4, 4] }]] },
    layout: { hLineWidth: () => 0, vLineWidth: () => 0, fillColor: () => INK.fill },
    margin: [0, 0, 0, GAP],
  };
}

function factsTable(pairs: readonly (readonly [string, string])[]): Content {
  return {
    table: {
      widths: [150, '*'],
      body: pairs.map(([label, value]): Content[] => [
        { text: printable(label), style: 'strong' },
        { text: printable(value) },
      ]),
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
        columns.map((name): Content => ({ text: printable(name), style: 'strong' })),
        ...rows.map((row) => row.map((cell): Content => ({ text: printable(cell) }))),
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

/**
 * The font has no narrow space; control characters, which no font draws, are left out, save the ends of lines. The
 * direction of a text is its own: marks that would turn the words after it round are left out too.
 */
export function printable(text: string): string {
  return text
    .replaceAll('\u202f', '\u00a0')
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (mark) =>
      mark === '\n' ? mark : '',
    );
}
