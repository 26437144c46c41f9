import type { Message } from '../usecases/ports.ts';
import { bundles, deliverBundle, release } from './bundle.ts';
import { createLedger } from './ledger.ts';
import { createPacing } from './pacing.ts';
import type { DeliverParts, SendParts } from './parts.ts';
import { systemTimer, type Timer } from './timer.ts';

/** Recipients written to at once: enough that a platform which answers in half a second does not slow its own pace down. */
const LANES = 32;
/** Claims wait for this many free lanes: each costs a few queries, whoever is claimed is begun at once. */
const CLAIM_FROM_FREE = 8;
const LEASE_SECONDS = 180;
/** Left of the lease to begin: 10 s to look for somebody, 15 s for each of three channels, 15 s for their turns, 10 s to mark. */
const SEND_WITHIN_SECONDS = 80;
/** Left of the lease at the end of a send at the latest, to mark what became of it. */
const MARK_WITHIN_SECONDS = 10;
/** A platform that hangs does not hold the end up for longer, in milliseconds. */
const STOP_WITHIN_MS = 7000;

/** The sending of what waits, in one process: see `createDelivery`. */
export interface Delivery {
  /** Claims what is due, as much as the lanes take; resolves once that is under way. Throws `StoreError`. */
  fill(): Promise<void>;
  /** Resolves once nothing is under way; rejects with what stopped a lane. */
  idle(): Promise<void>;
  /** Nothing new begins, what is under way ends, the leases of the rest are given back; within eight seconds. */
  stop(): Promise<void>;
}

/**
 * Until when what was claimed may be begun, on both clocks (the machine's hour may be changed meanwhile), and until when
 * it may last, on the timer.
 */
interface Lease {
  readonly beginBeforeAt: Temporal.Instant;
  readonly beginBeforeMs: number;
  readonly endBeforeMs: number;
}

/**
 * Sends what waits, several people at once, each person's messages one after the other: somebody who cannot be reached
 * holds up nobody else. At least once: a crash between sending and marking repeats at most what was in flight.
 */
export function createDelivery(given: DeliverParts, timer: Timer = systemTimer): Delivery {
  const parts: SendParts = { ...given, timer, pacing: createPacing(timer), ledger: createLedger(given) };
  const lanes = new Map<string, Promise<void>>();
  let filling: Promise<void> | null = null;
  /** More may be due than the last claim took: it took all that the lanes could, or somebody woke us since. */
  let isMore = false;
  let wakes = 0;
  let stopped = false;
  let fault: unknown = null;
  const note = (error: unknown): void => {
    fault ??= error;
  };

  const hasRoom = () => !stopped && fault === null && LANES - lanes.size >= CLAIM_FROM_FREE;
  const fill = (): Promise<void> => {
    wakes += 1;
    isMore = true;
    if (filling === null && hasRoom()) filling = claimAll();
    return filling ?? Promise.resolve();
  };
  const claimAll = async (): Promise<void> => {
    try {
      while (isMore && hasRoom()) await claim();
    } finally {
      filling = null;
    }
  };
  const claim = async (): Promise<void> => {
    const heard = wakes;
    const now = parts.now();
    const until = now.add({ seconds: LEASE_SECONDS });
    const untilMs = timer.now() + LEASE_SECONDS * 1000;
    const lease = {
      beginBeforeAt: until.subtract({ seconds: SEND_WITHIN_SECONDS }),
      beginBeforeMs: untilMs - SEND_WITHIN_SECONDS * 1000,
      endBeforeMs: untilMs - MARK_WITHIN_SECONDS * 1000,
    };
    const recipients = LANES - lanes.size;
    const claimed = await parts.store.claim({
      now: now.toString(),
      leaseUntilAt: until.toString(),
      recipients,
    });
    if (claimed.length === 0) isMore = heard !== wakes;
    else await parts.world.catchUp();
    const byRecipient = Map.groupBy(await parts.ledger.take(claimed), (message) => message.to);
    for (const [to, messages] of byRecipient) enlist(to, messages, lease);
  };
  /** Somebody who is being written to gets what became due meanwhile afterwards. */
  const enlist = (to: string, messages: readonly Message[], lease: Lease): void => {
    const before = lanes.get(to) ?? Promise.resolve();
    const lane: Promise<void> = before
      .then(() => work(messages, lease))
      .catch(note)
      .then(() => {
        parts.ledger.forget(messages);
        if (lanes.get(to) === lane) lanes.delete(to);
        // What was sent may have made more due, for somebody else.
        if (isMore || lanes.size === 0) fill().catch(note);
      });
    lanes.set(to, lane);
  };
  const work = async (messages: readonly Message[], lease: Lease): Promise<void> => {
    for (const bundle of bundles(messages)) {
      if (mayBegin(lease)) await deliverBundle(parts, bundle, lease.endBeforeMs);
      else {
        await release(parts, bundle);
        isMore = true;
      }
    }
  };
  const mayBegin = ({ beginBeforeAt, beginBeforeMs }: Lease): boolean =>
    !stopped &&
    fault === null &&
    timer.now() < beginBeforeMs &&
    Temporal.Instant.compare(parts.now(), beginBeforeAt) < 0;

  const idle = async (): Promise<void> => {
    while (filling !== null || lanes.size > 0) await Promise.allSettled([filling, ...lanes.values()]);
    const found = fault;
    fault = null;
    if (found !== null) throw found;
  };
  const stop = async (): Promise<void> => {
    stopped = true;
    parts.pacing.stop();
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancel = timer.after(STOP_WITHIN_MS, resolve);
    // What failed is told to whoever asked for the look.
    await Promise.race([late, idle().catch(() => undefined)]);
    cancel();
    if (lanes.size > 0) parts.log.warn('stop-hung', { conversations: lanes.size });
  };
  return { fill, idle, stop };
}

/** Sends all that is due, and ends when nothing is under way: for what has no heart that beats. Throws `StoreError`. */
export async function deliver(parts: DeliverParts, timer?: Timer): Promise<void> {
  const delivery = createDelivery(parts, timer);
  try {
    await delivery.fill();
  } finally {
    await delivery.idle();
  }
}
