import type { Block } from './model.ts';

/** Markup that `html` made: whatever text went into it was escaped there. */
export interface Html {
  readonly markup: string;
}

type Piece = string | Html | readonly Html[];

/** For a list of columns that is wider than its place: read out before it is scrolled. */
const TABLE = 'Tableau, à faire défiler';
const CODE = 'Texte, à faire défiler';

/** Builds HTML: every text that is put in is escaped, for an element's content as for a quoted attribute. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: String.raw({ raw: parts }, ...pieces.map(markupOf)) };
}

/** Pieces of HTML, one after the other. */
export function joinHtml(pieces: readonly Html[]): Html {
  return { markup: pieces.map(({ markup }) => markup).join('') };
}

/** What stands for nothing. */
export const NOTHING: Html = { markup: '' };

/** Text as people wrote it, line breaks kept. */
export function lines(text: string): Html {
  return joinHtml(text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`)));
}

/**
 * One block of a card, the same in a mail and on a page: elements with a meaning and classes, no style of its own.
 * `label` draws the name of a fact.
 */
export function blockHtml(block: Block, label: (name: string) => Html = lines): Html {
  switch (block.kind) {
    case 'text':
      if (block.weight === 'strong') return html`<h2>${lines(block.text)}</h2>`;
      return block.weight === 'subtle'
        ? html`<p class="subtle">${lines(block.text)}</p>`
        : html`<p>${lines(block.text)}</p>`;
    case 'notice':
      return html`<p class="notice ${block.tone}">${lines(block.text)}</p>`;
    case 'facts':
      return html`<table class="facts">${block.facts.map(
        (fact) => html`<tr><th scope="row">${label(fact.label)}</th><td>${lines(fact.value)}</td></tr>`,
      )}</table>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${lines(item)}</li>`)}</ul>`;
    case 'table':
      return html`<div class="scroll" role="region" aria-label="${TABLE}" tabindex="0"><table class="grid"><thead><tr>${block.columns.map(
        (column) => html`<th scope="col">${lines(column)}</th>`,
      )}</tr></thead><tbody>${block.rows.map(
        (cells) => html`<tr>${cells.map((cell) => html`<td>${lines(cell)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
    case 'code':
      return html`<pre class="scroll" role="region" aria-label="${CODE}" tabindex="0">${block.text}</pre>`;
  }
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece);
  return 'markup' in piece ? piece.markup : joinHtml(piece).markup;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
