import type { Timer } from './timer.ts';

/** What came of work within its time; `late` when it did not end: it goes on, and nobody listens to it any more. */
export type InTime<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'late' };

/** Waits for work that long and no longer, in milliseconds. Throws what the work throws in time. */
export async function inTime<T>(timer: Timer, ms: number, work: Promise<T>): Promise<InTime<T>> {
  const { promise: late, resolve } = Promise.withResolvers<InTime<T>>();
  const cancel = timer.after(ms, () => resolve({ kind: 'late' }));
  try {
    return await Promise.race([work.then((value): InTime<T> => ({ kind: 'done', value })), late]);
  } finally {
    cancel();
  }
}
