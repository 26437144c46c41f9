/** Excel takes a file without it for Windows-1252. */
const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet would run when a cell begins with it. */
const FORMULA = /^[=+\-@\t\r]/u;

/** Rows as a CSV that a French spreadsheet opens: semicolons, UTF-8 with its mark, and no cell taken for a formula. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`;
}

function cell(value: string): string {
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/u.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
