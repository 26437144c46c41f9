import type { DeliveryError } from '../usecases/errors.ts';

const FIRST_RETRY_SECONDS = 15;
const LONGEST_RETRY_SECONDS = 3600;
/** A platform that asks for no wait at all is still not asked again at once. */
const SHORTEST_RETRY_MS = 1000;

/**
 * How long a message waits before its next try, in whole milliseconds: as long as a platform asks (`Retry-After`),
 * else twice as long after each failure, at most an hour, give or take a quarter so that retries spread out. Of several
 * channels at fault the longest wait counts; without any, there was no channel to try, and an hour passes before one is
 * looked for again. `random` is in 0 … 1.
 */
export function retryAfterMs(
  attempts: number,
  faults: readonly Pick<DeliveryError, 'retryAfterMs'>[],
  random: number,
): number {
  if (faults.length === 0) return LONGEST_RETRY_SECONDS * 1000;
  const seconds = Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** attempts);
  const ownMs = Math.round(seconds * 1000 * (0.75 + random / 2));
  const asked = faults.map((fault) => fault.retryAfterMs).filter((ms) => ms !== undefined);
  return asked.length === 0 ? ownMs : Math.max(SHORTEST_RETRY_MS, ...asked.map(Math.ceil));
}
