import type { Room } from '../../src/usecases/attachments/room.ts';

/** Room for a file of so many bytes, of which so many are free. */
export function roomFor(mostBytes: number, freeBytes = Number.POSITIVE_INFINITY): Room {
  let free = freeBytes;
  return {
    mostBytes,
    take: (bytes) => {
      if (bytes > free) return false;
      free -= bytes;
      return true;
    },
    leave: () => undefined,
  };
}
