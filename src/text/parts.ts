import { unzipSync } from 'fflate';
import { UnreadError } from './unread.ts';

/** Parts of a packed document by their path. */
export type Parts = ReadonlyMap<string, Uint8Array>;

/** All the parts that are read of one document; the text of a book needs a tenth. */
const MOST_UNZIPPED_BYTES = 64 * 1024 * 1024;

/**
 * Unzips the parts that are wanted, no other. A part gets the room that the table of contents says and no byte more,
 * whatever it inflates to: what is cut off is not well formed any more. Throws `UnreadError` (`too-much`) before it
 * unzips more than 64 MiB.
 */
export function partsOf(bytes: Uint8Array, isWanted: (path: string) => boolean): Parts {
  let unzipped = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!isWanted(name)) return false;
      unzipped += originalSize;
      if (unzipped > MOST_UNZIPPED_BYTES) throw new UnreadError('too-much');
      return true;
    },
  });
  return new Map(Object.entries(parts));
}

/** The parts of these paths, by the numbers in their names: slide 10 after slide 9. */
export function inOrder(parts: Parts): readonly Uint8Array[] {
  const byNumber = new Intl.Collator('en', { numeric: true });
  return [...parts].toSorted(([a], [b]) => byNumber.compare(a, b)).map(([, bytes]) => bytes);
}
