import type { Messenger } from '../usecases/messenger.ts';
import type { Timer } from './timer.ts';

/** Where a message goes: a platform with its pace, and one conversation on it. */
export interface Conversation {
  readonly messenger: Pick<Messenger, 'platform' | 'pace'>;
  /** The account's id. */
  readonly id: string;
}

export type Turn =
  /** Send now; `over` once the platform has answered. */
  | { readonly kind: 'go'; over(): void }
  /** The platform asked for a wait that is not over. */
  | { readonly kind: 'blocked'; readonly forMs: number }
  | { readonly kind: 'stopped' };

export interface Pacing {
  /** Resolves when it is this conversation's turn, as far apart from the last ones as the platform bears. */
  turn(conversation: Conversation): Promise<Turn>;
  /** The platform asked to wait: this conversation does, or everybody on the platform. */
  block(conversation: Conversation, forMs: number, isPlatformWide: boolean): void;
  /** Nobody gets a turn any more; who waits is told at once. */
  stop(): void;
}

/** Times of the timer, in milliseconds. */
interface Gate {
  nextAt: number;
  /** When the last send began. */
  lastAt: number;
  blockedUntil: number;
}

/**
 * A platform counts messages as they arrive. One that took long to arrive (a connection to open) and a quick one after
 * it would stand closer together than they were sent: up to a tenth of the pace is added for that.
 */
const ARRIVAL_SHARE = 0.1;
/** After a moment in which nothing ran (a busy machine), slots that are past are made up for little by little, not at once. */
const LEAST_SHARE = 0.9;

/**
 * Turns to send, kept in this process. Two processes on the same records may pass a platform's limit together: what it
 * then asks (`Retry-After`) is obeyed by each.
 */
export function createPacing(timer: Timer): Pacing {
  const gates = new Map<string, Gate>();
  const waiting = new Set<() => void>();
  let stopped = false;

  const gate = (name: string): Gate =>
    gates.getOrInsertComputed(name, () => ({ nextAt: 0, lastAt: Number.NEGATIVE_INFINITY, blockedUntil: 0 }));
  const platformOf = ({ messenger }: Conversation) => gate(messenger.platform);
  const ownOf = ({ messenger, id }: Conversation) => gate(`${messenger.platform} ${id}`);

  /** Null when a message may be sent as far as waits that were asked for go. */
  const obstacle = (conversation: Conversation): Turn | null => {
    if (stopped) return { kind: 'stopped' };
    const { blockedUntil: all } = platformOf(conversation);
    const forMs = Math.ceil(Math.max(all, ownOf(conversation).blockedUntil) - timer.now());
    return forMs > 0 ? { kind: 'blocked', forMs } : null;
  };
  /** What stands in the way once that moment has come; a timer may fire a little early. */
  const reach = async (conversation: Conversation, at: () => number): Promise<Turn | null> => {
    for (;;) {
      const obstructed = obstacle(conversation);
      const waitMs = Math.ceil(at() - timer.now());
      if (obstructed !== null || waitMs <= 0) return obstructed;
      await pause(waitMs);
    }
  };
  const pause = async (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.add(resolve);
    const cancel = timer.after(ms, resolve);
    await promise;
    cancel();
    waiting.delete(resolve);
  };

  return {
    turn: async (conversation) => {
      const { perConversationMs, inAllMs } = conversation.messenger.pace;
      const own = ownOf(conversation);
      const tooSoon = await reach(conversation, () => own.nextAt);
      if (tooSoon !== null) return tooSoon;
      // Slots are handed out before they come: how long a send takes does not slow the others down.
      const platform = platformOf(conversation);
      const slot = Math.max(timer.now(), platform.nextAt);
      platform.nextAt = slot + inAllMs;
      const obstructed = await reach(conversation, () =>
        Math.max(slot, platform.lastAt + inAllMs * LEAST_SHARE),
      );
      if (obstructed !== null) return obstructed;
      const begunAt = timer.now();
      platform.lastAt = begunAt;
      own.nextAt = begunAt + perConversationMs;
      const over = (): void => {
        const tookMs = timer.now() - begunAt;
        own.nextAt = begunAt + perConversationMs + Math.min(tookMs, perConversationMs * ARRIVAL_SHARE);
      };
      return { kind: 'go', over };
    },
    block: (conversation, forMs, isPlatformWide) => {
      const blocked = isPlatformWide ? platformOf(conversation) : ownOf(conversation);
      blocked.blockedUntil = Math.max(blocked.blockedUntil, timer.now() + forMs);
    },
    stop: () => {
      stopped = true;
      for (const resolve of waiting) resolve();
    },
  };
}
