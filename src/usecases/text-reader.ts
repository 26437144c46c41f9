import type { FileKind } from '../domain/kernel/file.ts';

/** Longest text that is read out of a file, in UTF-16 units: some forty pages. */
export const LONGEST_READ = 100_000;

/** Why the text of a file is not known. */
export type UnreadReason =
  /** Pictures only (a scan, slides of images), or no letter at all. */
  | 'no-text'
  /** Opens with a password alone. */
  | 'encrypted'
  | 'broken'
  /** More than `LONGEST_READ`. */
  | 'too-long'
  /** Took more time or memory than it may, or unpacks to more. */
  | 'too-much'
  /** A kind that no text is read out of: pictures, spreadsheets. */
  | 'not-read';

/** What stands in a file, or why nobody could say. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unread'; readonly why: UnreadReason };

/** Reads what is written in the files that people give. */
export interface TextReader {
  /**
   * Body, headers, footers, text boxes and notes, in lines; white space is as the file has it. Never throws for what a
   * file holds. `bytes` stay the caller's.
   */
  read(kind: FileKind, bytes: Uint8Array): Promise<ReadText>;
}

/** Gives the reader once somebody needs it: its libraries weigh some tens of MiB. */
export type TextReaders = () => Promise<TextReader>;
