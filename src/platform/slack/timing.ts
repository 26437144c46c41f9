/** The value when the work ends in time; otherwise `late`, the work going on. */
export type InTime<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'late' };

/** Waits for the work, but no longer than `ms` milliseconds. A work that fails in time rejects. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<InTime<T>> {
  const timer = Promise.withResolvers<InTime<T>>();
  const timeout = setTimeout(() => timer.resolve({ kind: 'late' }), ms);
  try {
    return await Promise.race([work.then((value): InTime<T> => ({ kind: 'done', value })), timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}

/** Resolves after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, ms);
  return promise;
}
