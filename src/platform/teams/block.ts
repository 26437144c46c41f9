import type { Block, Fact, Tone } from '../../../cards/model.ts';
import { labelled } from '../../../cards/teams.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { isInert, plainLines, type Run, richText, run } from './plain-text.ts';

const TONE_STYLES: Readonly<Record<Tone, string>> = {
  info: 'emphasis',
  success: 'good',
  warning: 'warning',
  refusal: 'attention',
};

const WEIGHTS: Readonly<Record<'normal' | 'strong' | 'subtle', Run>> = {
  normal: {},
  strong: { weight: 'Bolder' },
  subtle: { isSubtle: true },
};

/** The Adaptive Card elements of one block, in order. */
export function renderBlock(block: Block): readonly JsonObject[] {
  switch (block.kind) {
    case 'text':
      return plainLines(block.text, WEIGHTS[block.weight]);
    case 'notice':
      return [{ type: 'Container', style: TONE_STYLES[block.tone], items: plainLines(block.text) }];
    case 'facts':
      return renderFacts(block.facts);
    case 'list':
      return block.items.flatMap((item, index) =>
        plainLines(`• ${item}`, {}, index === 0 ? 'Default' : 'Small'),
      );
    case 'table':
      return block.rows.length === 0 ? [] : [renderTable(block.columns, block.rows)];
    case 'code':
      return [{ type: 'Container', style: 'emphasis', items: codeLines(block.text) }];
  }
}

/** A heading for screen readers; one that Markdown would change is drawn as a large bold line instead. */
export function renderTitle(title: string): JsonObject {
  return isInert(title)
    ? { type: 'TextBlock', text: title, wrap: true, style: 'heading', weight: 'Bolder', size: 'Medium' }
    : richText([run(title, { weight: 'Bolder', size: 'Medium' })]);
}

function renderFacts(facts: readonly Fact[]): readonly JsonObject[] {
  if (facts.length === 0) return [];
  if (facts.every(({ label, value }) => isInert(label) && isInert(value))) {
    return [{ type: 'FactSet', facts: facts.map(({ label, value }) => ({ title: label, value })) }];
  }
  return facts.flatMap(({ label, value }, index) => {
    const [first = '', ...others] = value.split('\n');
    const line = richText([run(labelled(label, ''), { weight: 'Bolder' }), run(first)]);
    const spaced = index === 0 ? line : { ...line, spacing: 'Small' };
    return [spaced, ...plainLines(others.join('\n'), {}, 'None')];
  });
}

function renderTable(columns: readonly string[], rows: readonly (readonly string[])[]): JsonObject {
  const width = Math.max(columns.length, ...rows.map((cells) => cells.length));
  const padded = (cells: readonly string[]) =>
    Array.from({ length: width }, (_cell, index) => cells[index] ?? '');
  return {
    type: 'Table',
    firstRowAsHeader: true,
    columns: padded(columns).map(() => ({ width: 1 })),
    rows: [tableRow(padded(columns), { weight: 'Bolder' }), ...rows.map((cells) => tableRow(padded(cells)))],
    fallback: {
      type: 'Container',
      items: rows.map((cells) => richText([run(rowText(columns, cells))])),
    },
  };
}

/** A row on one line, each cell after the name of its column, for hosts without tables. */
function rowText(columns: readonly string[], cells: readonly string[]): string {
  const named = cells.map((cell, index) => {
    const column = columns[index] ?? '';
    return cell === '' || column === '' ? cell : labelled(column, cell);
  });
  return named.filter((cell) => cell !== '').join(' · ');
}

function tableRow(cells: readonly string[], style: Run = {}): JsonObject {
  return {
    type: 'TableRow',
    cells: cells.map((cell) => ({ type: 'TableCell', items: plainLines(cell, style) })),
  };
}

/** Lines kept, and their alignment: no-break spaces where hosts would fold several into one. */
function codeLines(text: string): readonly JsonObject[] {
  return text.split('\n').map((line, index) => {
    const kept = line.replaceAll(/^ | (?= )|(?<= ) /gu, '\u00a0');
    const block = richText([run(kept === '' ? '\u00a0' : kept, { fontType: 'Monospace', size: 'Small' })]);
    return index === 0 ? block : { ...block, spacing: 'None' };
  });
}
