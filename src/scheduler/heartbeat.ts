import { schedule } from 'node-cron';
import type { Log } from '../usecases/ports.ts';
import { deliver } from './deliver.ts';
import { faultOf } from './fault.ts';
import type { DeliverParts } from './parts.ts';
import { tick } from './tick.ts';

/** Wakes the clock every ten seconds; what is owed never depends on when it wakes (design §2). */
const EVERY_TEN_SECONDS = '*/10 * * * * *';

export interface Heartbeat {
  /** Something was recorded: look now rather than at the next beat. */
  poke(): void;
  /** One whole look, finished when the promise is. */
  beat(): Promise<void>;
  /** UTC instant of the last finished look; null before the first. */
  lastBeatAt(): Temporal.Instant | null;
  /** No further look, whoever asks; resolves once the present one is over. */
  stop(): Promise<void>;
}

/** Runs `tick` then `deliver`, one look at a time; pokes that come in the meantime make one more. */
export function createHeartbeat(parts: DeliverParts): Heartbeat {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let last: Temporal.Instant | null = null;

  const look = async (): Promise<void> => {
    do {
      again = false;
      await tick(parts);
      await deliver(parts);
      last = parts.now();
    } while (again && !stopped);
  };
  const beat = (): Promise<void> => {
    if (running !== null) {
      again = true;
      return running;
    }
    if (stopped) return Promise.resolve();
    running = look().finally(() => {
      running = null;
    });
    return running;
  };
  const poke = (): void => {
    beat().catch((error: unknown) => logFault(parts.log, error));
  };
  const task = schedule(EVERY_TEN_SECONDS, poke);
  return {
    poke,
    beat,
    lastBeatAt: () => last,
    stop: async () => {
      stopped = true;
      await task.destroy();
      await running?.catch(() => undefined);
    },
  };
}

/** The next beat tries again: a store that was away is found again by itself. */
function logFault(log: Log, error: unknown): void {
  log.error('beat-failed', { fault: faultOf(error) });
}
