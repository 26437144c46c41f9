import type { Log } from '../../usecases/log.ts';

/** Work that somebody waits for, but not for ever. */
export interface Deadline {
  /**
   * The work's outcome, or null once it has taken longer than the limit: it then goes on, `late` gets its outcome, and
   * what fails is told to the log, since nobody waits for it any more.
   */
  within<T>(work: Promise<T>, kind: string, late: (outcome: T) => Promise<void>): Promise<T | null>;
  /** Resolves once nothing goes on. */
  settled(): Promise<void>;
}

/** @param limitMs how long Teams is kept waiting, in milliseconds */
export function createDeadline(limitMs: number, log: Log): Deadline {
  const underWay = new Set<Promise<unknown>>();
  return {
    async within(work, kind, late) {
      const { promise: over, resolve } = Promise.withResolvers<null>();
      const timer = setTimeout(() => resolve(null), limitMs);
      const first = await Promise.race([work, over]).finally(() => clearTimeout(timer));
      if (first !== null) return first;
      log.warn('teams.slow', { kind, answerMs: limitMs });
      const finished: Promise<unknown> = work
        .then(late)
        .catch((error: unknown) => {
          log.error('teams.late-failed', { kind, error: error instanceof Error ? error.name : 'unknown' });
        })
        .finally(() => underWay.delete(finished));
      underWay.add(finished);
      return null;
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
  };
}
