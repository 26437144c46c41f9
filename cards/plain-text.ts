import type { Block, Card } from './model.ts';
import { NBSP } from './words.ts';

/** A card as plain text, for e-mail and terminals: everything it says but its buttons. */
export function plainText(card: Card): string {
  return [card.title, ...card.blocks.map(blockText)].filter((text) => text !== '').join('\n');
}

/** One block as plain text. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'notice':
    case 'code':
      return block.text;
    case 'facts':
      return block.facts.map((fact) => `${fact.label}${NBSP}: ${fact.value}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return [block.columns, ...block.rows].map((row) => row.join(' | ')).join('\n');
  }
}
