import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from '../../usecases/ports.ts';

/** What the SDK prints on the console becomes log lines, while it works for this bot; the rest is left alone. */
export interface Quiet {
  run<T>(work: () => Promise<T>): Promise<T>;
  restore(): void;
}

/**
 * The SDK prints refused tokens with the public keys and stack traces on the console. Only the kind of error goes
 * to the log: their texts may hold what the sender wrote.
 */
export function quietConsole(log: Log): Quiet {
  const working = new AsyncLocalStorage<true>();
  const { error, warn } = console;
  const mapped =
    (original: typeof error) =>
    (...parts: readonly unknown[]) => {
      if (working.getStore() === undefined) original(...parts);
      else log.info('teams.sdk', { kind: kindOf(parts[0]) });
    };
  console.error = mapped(error);
  console.warn = mapped(warn);
  return {
    run: (work) => working.run(true, work),
    restore: () => {
      console.error = error;
      console.warn = warn;
    },
  };
}

function kindOf(part: unknown): string {
  return part instanceof Error ? part.name : 'message';
}
