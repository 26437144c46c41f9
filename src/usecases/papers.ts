import type { Paper } from '../../cards/paper.ts';

/** Draws documents to print. */
export interface PaperWriter {
  /** PDF 1.7, A4, its text selectable, its language French. The same paper is the same bytes. */
  pdf(paper: Paper): Promise<Uint8Array>;
}

/** Gives the writer once somebody needs it: its library weighs some tens of MiB. */
export type Papers = () => Promise<PaperWriter>;
