import { JalonError } from '../../src/usecases/errors.ts';

/** At the top of each generated document. */
export const GENERATED = '<!-- Produit par « npm run generate » : ne pas modifier à la main. -->';

class MarkerError extends JalonError {}

/** A Markdown table; cells are one line each, and a bar inside one is no column. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * French spacing outside code: a no-break space inside « » and before « : », a narrow one before « ; ! ? ». Text that
 * has it already is left as it is.
 */
export function french(text: string): string {
  return text
    .split(/(`[^`\n]*`|<!--[\s\S]*?-->)/u)
    .map((part, index) => (index % 2 === 1 ? part : spaced(part)))
    .join('');
}

function spaced(text: string): string {
  return text
    .replaceAll(/« /gu, '«\u00a0')
    .replaceAll(/ »/gu, '\u00a0»')
    .replaceAll(/ :(?=\s)/gu, '\u00a0:')
    .replaceAll(/ (?=[;!?](?:\s|$))/gmu, '\u202f');
}

/** The document with what stands between the markers of `name` replaced; both markers must be there. */
export function between(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- généré : ${name} -->`, `<!-- fin : ${name} -->`];
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new MarkerError(`The markers « ${start} » and « ${end} » are missing`);
  return `${document.slice(0, from + start.length)}\n\n${content}\n\n${document.slice(to)}`;
}

function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/gu, ' ').replaceAll('|', '\\|');
}
