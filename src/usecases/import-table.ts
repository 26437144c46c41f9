import { parse } from 'csv-parse/sync';
import { Refusal } from '../domain/kernel/refusal.ts';
import { slug } from '../domain/kernel/text.ts';

/** Columns of an import file; the first two name the beneficiary, the others its référent. */
export const IMPORT_COLUMNS = [
  'collectivite',
  'siren',
  'nom',
  'fonction',
  'courriel',
  'telephone',
  'role',
  'a-compter-du',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

const REQUIRED: readonly ImportColumn[] = ['collectivite'];

export interface ImportRow {
  /** Line of the file, counting from 1 with the header. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<ImportColumn, string>>>;
}

/**
 * Reads a CSV of beneficiaries and référents: semicolons, commas or tabs (the header says which), quotes, Excel's
 * byte-order mark; headers with or without accents and capitals. Refused as a whole: a missing column, no line, a file that is not CSV.
 */
export function readImport(text: string): readonly ImportRow[] | Refusal {
  const records = parseCsv(text);
  if (records === null) return missing(IMPORT_COLUMNS);
  const [header, ...rows] = records;
  if (header === undefined) return new Refusal({ code: 'import-empty' }, 'fichier');
  const names = header.record.map((name) => slug(name));
  const absent = REQUIRED.filter((column) => !names.includes(column));
  if (absent.length > 0) return missing(absent);
  const filled = rows.filter(({ record }) => record.some((cell) => cell !== ''));
  if (filled.length === 0) return new Refusal({ code: 'import-empty' }, 'fichier');
  return filled.map(({ line, record }) => ({ line, cells: cellsOf(names, record) }));
}

interface CsvLine {
  readonly line: number;
  readonly record: readonly string[];
}

function parseCsv(text: string): readonly CsvLine[] | null {
  try {
    const options = {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    };
    const parsed = parse(text, options) as unknown as readonly {
      info: { lines: number };
      record: string[];
    }[];
    return parsed.map(({ info, record }) => ({ line: info.lines, record }));
  } catch {
    return null;
  }
}

/** The separator that the header uses most: a comma inside a cell of a semicolon file is text. */
function delimiterOf(text: string): string {
  const header = text.trimStart().replace(/[\r\n][\s\S]*$/u, '');
  const uses = (delimiter: string) => header.split(delimiter).length;
  return [',', '\t'].reduce((best, other) => (uses(other) > uses(best) ? other : best), ';');
}

function missing(absent: readonly string[]): Refusal {
  return new Refusal({ code: 'import-columns', missing: absent, expected: IMPORT_COLUMNS }, 'fichier');
}

function cellsOf(names: readonly string[], record: readonly string[]): ImportRow['cells'] {
  const cells: Partial<Record<ImportColumn, string>> = {};
  for (const column of IMPORT_COLUMNS) {
    const cell = record[names.indexOf(column)];
    if (names.includes(column) && cell !== undefined && cell !== '') cells[column] = cell;
  }
  return cells;
}
