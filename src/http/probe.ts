export interface ProbeLimits {
  /** An answer is given again to whoever asks within this time, in milliseconds. */
  readonly freshMs: number;
  /** Nobody waits longer than this for an answer, in milliseconds. */
  readonly withinMs: number;
  /** Milliseconds that only ever grow; this process's own clock but in tests. */
  readonly monotonicMs?: () => number;
}

/** A question that was never answered is asked again after this, in milliseconds. */
const GIVEN_UP_AFTER_MS = 30_000;

/**
 * A question that strangers may ask as often as they like, and that costs one at a time: callers share the answer under
 * way and the one just given. Null when it failed or takes too long.
 */
export function createProbe<T>(ask: () => Promise<T>, limits: ProbeLimits): () => Promise<T | null> {
  const { freshMs, withinMs, monotonicMs = () => performance.now() } = limits;
  let current: Promise<T | null> | null = null;
  let currentUntilMs = 0;
  return () => {
    if (current === null || monotonicMs() >= currentUntilMs) {
      const asked = Promise.try(ask).catch(() => null);
      current = asked;
      currentUntilMs = monotonicMs() + GIVEN_UP_AFTER_MS;
      void asked.then(() => {
        if (current === asked) currentUntilMs = monotonicMs() + freshMs;
      });
    }
    return within(current, withinMs);
  };
}

async function within<T>(answer: Promise<T | null>, ms: number): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
