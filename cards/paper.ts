import type { Block } from './model.ts';

/** What is printed: the blocks of a card, and what only paper has. */
export type PaperBlock =
  | Block
  /** A code that a telephone reads, with what it leads to. */
  | { readonly kind: 'qr'; readonly url: string; readonly caption: string }
  /** A drawing, `height` points high at the full width of the text. */
  | { readonly kind: 'drawing'; readonly svg: string; readonly width: number; readonly height: number }
  | { readonly kind: 'page-break' };

/** A document to print, one or several pages of A4. */
export interface Paper {
  readonly title: string;
  /** Below the title. */
  readonly subtitle: string;
  readonly blocks: readonly PaperBlock[];
  /** On every page, beside its number. */
  readonly footer: string;
  /** Said at the end where a character that the fonts do not have is written by its Unicode code. */
  readonly codesNote: string;
  /** UTC instant of what it tells: the same paper is the same bytes, whenever it is drawn. */
  readonly madeAt: string;
}
