import { MOST_BYTES } from './kinds.ts';

/** Room in memory for the files of one act. */
export interface Room {
  /** Longest file, in bytes: whoever reads a longer one stops there. */
  readonly mostBytes: number;
  /** Holds so many bytes more; false, and nothing more is held, where there is no room for them. */
  take(bytes: number): boolean;
  /** Lets go of all that was held. */
  leave(): void;
}

/**
 * Three of the longest files: while it is checked and kept, each is in memory twice and a half, beside all the rest within
 * half a gigabyte.
 */
const MOST_HELD_BYTES = 3 * MOST_BYTES;

/** The memory that files under way share in a process. What finds no room is refused at once: nothing waits for somebody slow. */
export function createRooms(): () => Room {
  let heldByAll = 0;
  return () => {
    let held = 0;
    return {
      mostBytes: MOST_BYTES,
      take: (bytes) => {
        if (heldByAll + bytes > MOST_HELD_BYTES) return false;
        heldByAll += bytes;
        held += bytes;
        return true;
      },
      leave: () => {
        heldByAll -= held;
        held = 0;
      },
    };
  };
}
