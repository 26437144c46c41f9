/** Remembers what signed requests were answered, so that one sent again is not processed again. */
export interface Replays {
  /** What this very request was answered, once it is; null when it comes for the first time. */
  answerTo(signature: string): Promise<unknown> | null;
  /** Remembers a request; the function given back tells what it was answered. */
  begin(signature: string): (answer: unknown) => void;
  /** Lets a request that was refused come again. */
  forget(signature: string): void;
}

/**
 * Remembers the last `size` requests of this process, by their signature, which covers the hour and the body. Beyond,
 * and in other processes, the delivery key keeps a decision from being taken twice.
 */
export function createReplays(size: number): Replays {
  const answers = new Map<string, Promise<unknown>>();
  return {
    answerTo: (signature) => answers.get(signature) ?? null,
    begin: (signature) => {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      answers.set(signature, promise);
      const [oldest] = answers.keys();
      if (answers.size > size && oldest !== undefined) answers.delete(oldest);
      return resolve;
    },
    forget: (signature) => answers.delete(signature),
  };
}
