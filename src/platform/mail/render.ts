import type { Block, Card } from '../../../cards/model.ts';
import { blockText, plainText } from '../../../cards/plain-text.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const TABLE = 'border-collapse:collapse;margin:0 0 1em';
const CELL = 'border:1px solid #767676;padding:4px 8px;text-align:left';

/** A card as a mail: the subject on one line, the words as text, and the same as HTML without anything remote. */
export function renderMail(card: Card): Mail {
  return {
    subject: card.title.replace(/[\r\n]+/gu, ' '),
    text: plainText(card),
    html: `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escapeHtml(card.title)}</title></head><body style="font-family:sans-serif;color:#1b1b1b;line-height:1.5"><h1 style="font-size:1.2em">${escapeHtml(card.title)}</h1>${card.blocks.map(blockHtml).join('')}</body></html>`,
  };
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.weight === 'strong'
        ? `<h2 style="font-size:1em">${lines(block.text)}</h2>`
        : `<p>${lines(block.text)}</p>`;
    case 'notice':
      return `<p style="border-left:4px solid #1b4a8f;padding-left:8px">${lines(block.text)}</p>`;
    case 'facts':
      return `<table style="${TABLE}">${block.facts.map((fact) => `<tr><th scope="row" style="${CELL}">${escapeHtml(fact.label)}</th><td style="${CELL}">${lines(fact.value)}</td></tr>`).join('')}</table>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table style="${TABLE}"><thead>${row(block.columns, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
    case 'code':
      return `<pre style="overflow-x:auto">${escapeHtml(blockText(block))}</pre>`;
  }
}

function row(cells: readonly string[], tag: 'td' | 'th'): string {
  const scope = tag === 'th' ? ' scope="col"' : '';
  return `<tr>${cells.map((cell) => `<${tag}${scope} style="${CELL}">${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
