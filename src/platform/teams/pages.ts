import type { Block, Card } from '../../../cards/model.ts';
import { pageTitle } from '../../../cards/teams.ts';
import { PayloadError } from '../../usecases/errors.ts';
import { renderBlock } from './block.ts';
import { CARD_LIMIT_BYTES, renderCard, weightOf } from './render.ts';

/** Left for the activity around the card and for the page's number. */
const ENVELOPE_BYTES = 3 * 1024;

/**
 * The same card as one or more cards that Teams takes, nothing left out: blocks are spread over pages and those that
 * are too long are divided; the buttons stand on the last page. Throws `PayloadError` when the buttons or the title
 * alone are too long for a page: the card itself is at fault.
 */
export function pages(card: Card): readonly Card[] {
  const limit = CARD_LIMIT_BYTES - ENVELOPE_BYTES;
  if (cardWeight(card) <= limit) return [card];
  const frame = cardWeight({ ...card, blocks: [], actions: [] });
  const last = cardWeight({ ...card, blocks: [] });
  if (last > limit)
    throw new PayloadError(`Card ${card.name}: its title and buttons alone are too long for Teams`);
  const room = limit - frame;
  const spread: Block[][] = [[]];
  let used = 0;
  for (const block of card.blocks.flatMap((whole) => divided(whole, room))) {
    const weight = blockWeight(block);
    if (used + weight > room) {
      spread.push([]);
      used = 0;
    }
    spread.at(-1)?.push(block);
    used += weight;
  }
  if (used + last > limit) spread.push([]);
  return spread.map((blocks, index) => ({
    ...card,
    title: pageTitle(card.title, index + 1, spread.length),
    blocks,
    actions: index === spread.length - 1 ? card.actions : [],
  }));
}

/** As where there are no dialogs: a form's button is heavier there, since it holds twice what a dialog's holds once. */
function cardWeight(card: Card): number {
  return weightOf(renderCard(card, { dialogs: false }));
}

function blockWeight(block: Block): number {
  return renderBlock(block).reduce((sum, element) => sum + weightOf(element) + 1, 0);
}

/** The block itself, or its parts in order when it is heavier than `room`, in bytes. */
function divided(block: Block, room: number): readonly Block[] {
  if (blockWeight(block) <= room) return [block];
  return halves(block).flatMap((half) => divided(half, room));
}

function halves(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'text':
    case 'notice':
    case 'code':
      return textHalves(block.text).map((text) => ({ ...block, text }));
    case 'list':
      return arrayHalves(block.items, textHalves).map((items) => ({ ...block, items }));
    case 'facts':
      return arrayHalves(block.facts, (fact) =>
        textHalves(fact.value).map((value) => ({ ...fact, value })),
      ).map((facts) => ({ ...block, facts }));
    case 'table':
      return arrayHalves(block.rows, rowHalves).map((rows) => ({ ...block, rows }));
  }
}

/** Half the members each; a lone member is divided by `divide`, each part in an array of its own. */
function arrayHalves<T>(
  members: readonly T[],
  divide: (member: T) => readonly T[],
): readonly (readonly T[])[] {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return divide(only).map((part) => [part]);
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)];
}

/** A row as two: its longest cell is divided, the others stand in the first. */
function rowHalves(row: readonly string[]): readonly (readonly string[])[] {
  const longest = row.reduce(
    (best, cell, index) => (cell.length > (row[best] ?? '').length ? index : best),
    0,
  );
  const [head = '', tail = ''] = textHalves(row[longest] ?? '');
  return [
    row.map((cell, index) => (index === longest ? head : cell)),
    row.map((_cell, index) => (index === longest ? tail : '')),
  ];
}

/** Two parts, at the line break, or else the space, nearest before the middle, or else between two characters. */
function textHalves(text: string): readonly [string, string] {
  const middle = Math.ceil(text.length / 2);
  if (middle >= text.length) throw new PayloadError('A single character is too long for a card of Teams');
  for (const separator of ['\n', ' ']) {
    const cut = text.lastIndexOf(separator, middle);
    if (cut > text.length / 4) return [text.slice(0, cut), text.slice(cut + 1)];
  }
  const cut = /[\ud800-\udbff]/u.test(text.charAt(middle - 1)) ? middle + 1 : middle;
  return [text.slice(0, cut), text.slice(cut)];
}
