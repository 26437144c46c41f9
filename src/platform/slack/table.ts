import type { Fact } from '../../../cards/model.ts';

/** Widest aligned table, in characters: beyond it a desktop Slack wraps the lines. */
const widest = 90;

export interface TableLines {
  /** Column names and the rule under them. */
  readonly heading: string;
  readonly rows: readonly string[];
}

/** The table as lines of aligned columns; null when it is too wide to be read that way. */
export function tableLines(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): TableLines | null {
  const cells = rows.map((row) => columns.map((_, index) => oneLine(row[index] ?? '')));
  const widths = columns.map((name, index) => {
    return Math.max(widthOf(oneLine(name)), ...cells.map((row) => widthOf(row[index] ?? '')));
  });
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  if (total > widest) return null;
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return { heading: `${line(columns.map(oneLine))}\n${rule}`, rows: cells.map(line) };
}

/** The table as labelled values, row after row, with an empty line between rows. */
export function tableRecords(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Fact[] {
  return rows.flatMap((row) =>
    columns.map((label, index) => {
      const end = index === columns.length - 1 ? '\n' : '';
      return { label, value: `${row[index] ?? ''}${end}` };
    }),
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}

function widthOf(text: string): number {
  return [...text.normalize('NFC')].length;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
