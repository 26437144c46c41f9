import type { types } from '@slack/bolt';
import type { Block, Fact, Tone } from '../../../cards/model.ts';
import { limits } from './limits.ts';
import { tableLines, tableRecords } from './table.ts';
import { splitText } from './text.ts';

/** A Block Kit block with the same words as plain text, for notifications and screen readers. */
export interface Drawn {
  readonly block: types.KnownBlock;
  readonly text: string;
}

interface Run {
  readonly text: string;
  readonly bold: boolean;
}

const emojiOf: Readonly<Record<Tone, string>> = {
  info: 'information_source',
  success: 'white_check_mark',
  warning: 'warning',
  refusal: 'no_entry_sign',
};

/**
 * Draws a block. Words go into rich text or plain text objects, which Slack never parses: nothing that a person typed
 * can mention, link or format. Long ones become several blocks.
 */
export function drawBlock(block: Block): readonly Drawn[] {
  switch (block.kind) {
    case 'text':
      return drawText(block.text, block.weight);
    case 'notice':
      return drawNotice(block.tone, block.text);
    case 'facts':
      return drawRuns(block.facts.flatMap(factRuns));
    case 'list':
      return drawList(block.items);
    case 'table':
      return drawTable(block.columns, block.rows);
    case 'code':
      return splitText(block.text, limits.section).map(preformatted);
  }
}

/** A title: a header, or strong text when it is longer than a header takes. */
export function drawTitle(title: string): readonly Drawn[] {
  if (title.length > limits.header) return drawText(title, 'strong');
  if (title === '') return [];
  return [{ block: { type: 'header', text: plain(title) }, text: title }];
}

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

function drawText(text: string, weight: 'normal' | 'strong' | 'subtle'): readonly Drawn[] {
  if (weight !== 'subtle') return drawRuns([{ text, bold: weight === 'strong' }]);
  return splitText(text, limits.section).map((piece) => ({
    block: { type: 'context', elements: [plain(piece)] },
    text: piece,
  }));
}

function drawNotice(tone: Tone, text: string): readonly Drawn[] {
  const [first, ...rest] = splitText(text, limits.section);
  if (first === undefined) return [];
  const head: types.RichTextSection = {
    type: 'rich_text_section',
    elements: [
      { type: 'emoji', name: emojiOf[tone] },
      { type: 'text', text: ` ${first}`, style: { bold: true } },
    ],
  };
  const more = rest.flatMap((piece) => drawRuns([{ text: piece, bold: true }]));
  return [{ block: { type: 'rich_text', elements: [head] }, text: first }, ...more];
}

function factRuns(fact: Fact): readonly Run[] {
  return [
    { text: `${fact.label}\u00a0: `, bold: true },
    { text: `${fact.value}\n`, bold: false },
  ];
}

function drawRuns(runs: readonly Run[]): readonly Drawn[] {
  return chunks(runs.flatMap(shortRuns), (run) => run.text.length).map((group) => {
    const elements = group.map(({ text, bold }): types.RichTextText => {
      return bold ? { type: 'text', text, style: { bold } } : { type: 'text', text };
    });
    const text = group.map((run) => run.text).join('');
    return { block: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }, text };
  });
}

function shortRuns(run: Run): readonly Run[] {
  return splitText(run.text, limits.section).map((text) => ({ text, bold: run.bold }));
}

function drawList(items: readonly string[]): readonly Drawn[] {
  const pieces = items.flatMap((item) => splitText(item, limits.section));
  return chunks(pieces, (piece) => piece.length).map((group) => ({
    block: {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: group.map((text) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })),
        },
      ],
    },
    text: group.map((item) => `• ${item}`).join('\n'),
  }));
}

/**
 * Aligned columns in a preformatted text, the heading repeated on each part; a table too wide for that becomes one
 * labelled record per row. Slack's own table block is not used: one per message, not in modals, and refused whole
 * when a cell is empty.
 */
function drawTable(columns: readonly string[], rows: readonly (readonly string[])[]): readonly Drawn[] {
  const lines = tableLines(columns, rows);
  if (lines === null) return drawRuns(tableRecords(columns, rows).flatMap(factRuns));
  const room = limits.section - lines.heading.length - 1;
  const parts = lines.rows.length === 0 ? [[]] : chunks(lines.rows, (line) => line.length + 1, room);
  return parts.map((part) => preformatted([lines.heading, ...part].join('\n')));
}

function preformatted(text: string): Drawn {
  const elements: types.RichTextPreformatted[] = [
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] },
  ];
  return { block: { type: 'rich_text', elements }, text };
}

/** Groups items in order so that no group is longer than `room`, a lone longer item aside. */
function chunks<T>(items: readonly T[], lengthOf: (item: T) => number, room: number = limits.section): T[][] {
  const groups: T[][] = [];
  let free = 0;
  for (const item of items) {
    const length = lengthOf(item);
    const group = groups.at(-1);
    if (group === undefined || length > free) {
      groups.push([item]);
      free = room - length;
    } else {
      group.push(item);
      free -= length;
    }
  }
  return groups;
}
