import type { KeptFile } from '../domain/kernel/file.ts';
import type { JournalFault, JournalReport, Message } from './ports.ts';
import type { OutboxReport } from './records.ts';
import type { ReadText } from './text-reader.ts';

/**
 * Needs what is not in the records, and goes on from it, to what it settles or to another inspection: the journal's chain of
 * hashes, all of it or up to one entry; the outbox; messages; a file, or the text in it. `keep` has a text kept as a file,
 * like one that whoever asks has given.
 */
export type Inspection<Settled> =
  | Looking<'journal', Settled, JournalReport>
  | Looking<'outbox', Settled, OutboxReport>
  | (Looking<'entry', Settled, readonly JournalFault[]> & {
      readonly stream: string;
      /** Of the entry; everything before it in its stream is checked with it. */
      readonly version: number;
    })
  /** `hash`: of a file that is kept. */
  | (Looking<'file', Settled, Uint8Array | null> & { readonly hash: string })
  | (Looking<'text', Settled, ReadText> & { readonly file: KeptFile })
  | (Looking<'keep', Settled, KeptText> & { readonly name: string; readonly text: string })
  /** By key; those that there are not are left out. */
  | (Looking<'messages', Settled, ReadonlyMap<string, Message>> & { readonly keys: readonly string[] });

interface Looking<Of, Settled, Seen> {
  readonly kind: 'inspection';
  readonly of: Of;
  conclude(seen: Seen): Settled | Inspection<Settled>;
}

/** A text that is a file from now on; it goes after a week unless it is recorded. */
export interface KeptText {
  readonly file: KeptFile;
  /** Names it in the buttons and forms of whoever asks: see `Context.givenFile`. */
  readonly token: string;
}
