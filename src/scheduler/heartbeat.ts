import { schedule } from 'node-cron';
import type { Log } from '../usecases/log.ts';
import { createDelivery } from './deliver.ts';
import { faultOf } from './fault.ts';
import type { DeliverParts } from './parts.ts';
import { tick } from './tick.ts';
import { systemTimer, type Timer } from './timer.ts';
import type { Watch } from './watch.ts';

/** Wakes the clock every ten seconds; what is owed never depends on when it wakes (design §2). */
const EVERY_TEN_SECONDS = '*/10 * * * * *';
/**
 * node-cron waits for an hour of the machine's clock: set back by an hour, it sleeps for an hour. An interval does not
 * look at that clock; it beats when nothing else has for this long.
 */
const WATCHDOG_MS = 15_000;
/** Looked at more often than that, or a beat a moment after one look would be waited for until after the next. */
const WATCHDOG_LOOKS_MS = 5000;
/**
 * A look goes over a whole track and its day's messages: a crowd that writes at once is as well served by two a second,
 * and nobody's message waits for longer than this.
 */
const POKES_APART_MS = 500;

/** A wake that was missed changes nothing, and the library would write it on the console, by hundreds. */
const SILENT = { info: ignore, warn: ignore, error: ignore, debug: ignore };

export interface Heartbeat {
  /** Something was recorded: look now, or half a second after the last poke's look, rather than at the next beat. */
  poke(): void;
  /** One whole look, and all that it sends; finished when the promise is. */
  beat(): Promise<void>;
  /** UTC instant of the last finished look; null before the first. */
  lastBeatAt(): Temporal.Instant | null;
  /** Milliseconds since the last finished look, whatever happened to the machine's hour; null before the first. */
  silentForMs(): number | null;
  /** No further look, whoever asks; resolves once the present one is over and what was being sent is, or after 8 s. */
  stop(): Promise<void>;
}

export interface HeartbeatOptions {
  readonly timer?: Timer;
  /** What else is looked at after each beat. */
  readonly watch?: Watch;
}

/**
 * Runs `tick`, then claims what is to be sent, one look at a time; pokes that come in the meantime make one more. Sends
 * go on beside the next looks, so that one that hangs does not hold up what is recorded meanwhile.
 */
export function createHeartbeat(parts: DeliverParts, options: HeartbeatOptions = {}): Heartbeat {
  const { timer = systemTimer, watch } = options;
  const delivery = createDelivery(parts, timer);
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let begunMs = timer.now();
  let pokedMs = Number.NEGATIVE_INFINITY;
  let cancelPoke: (() => void) | null = null;
  let last: { readonly at: Temporal.Instant; readonly ms: number } | null = null;

  const look = async (): Promise<void> => {
    do {
      again = false;
      begunMs = timer.now();
      await tick(parts);
      await delivery.fill();
      last = { at: parts.now(), ms: timer.now() };
      await watch?.look();
    } while (again && !stopped);
  };
  const looked = (): Promise<void> => {
    if (looking !== null) again = true;
    else if (!stopped)
      looking = look().finally(() => {
        looking = null;
      });
    return looking ?? Promise.resolve();
  };
  const beat = async (): Promise<void> => {
    await looked();
    await delivery.idle();
  };
  const wake = (): void => {
    beat().catch((error: unknown) => logFault(parts.log, error));
  };
  const answerPoke = (): void => {
    cancelPoke = null;
    pokedMs = timer.now();
    wake();
  };
  const poke = (): void => {
    if (stopped || cancelPoke !== null) return;
    const waitMs = pokedMs + POKES_APART_MS - timer.now();
    if (waitMs <= 0) answerPoke();
    else cancelPoke = timer.after(waitMs, answerPoke);
  };
  const task = schedule(EVERY_TEN_SECONDS, wake, { logger: SILENT });
  const watchdog = setInterval(() => {
    if (timer.now() - begunMs >= WATCHDOG_MS) wake();
  }, WATCHDOG_LOOKS_MS);
  return {
    poke,
    beat,
    lastBeatAt: () => last?.at ?? null,
    silentForMs: () => (last === null ? null : timer.now() - last.ms),
    stop: async () => {
      stopped = true;
      cancelPoke?.();
      clearInterval(watchdog);
      await task.destroy();
      await Promise.all([looking?.catch(() => undefined), delivery.stop()]);
    },
  };
}

/** The next beat tries again: a store that was away is found again by itself. */
function logFault(log: Log, error: unknown): void {
  log.error('beat-failed', { fault: faultOf(error) });
}

function ignore(): void {}
