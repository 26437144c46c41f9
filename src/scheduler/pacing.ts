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
  /** The platform asked for a wait that is not over, or the turn would come too late. */
  | { readonly kind: 'blocked'; readonly forMs: number }
  | { readonly kind: 'stopped' };

export interface Pacing {
  /**
   * Resolves when it is this conversation's turn, as far apart from the last ones as the platform bears; at once when
   * that would come after `beforeMs`, on the timer: who cannot wait so long takes nobody's place.
   */
  turn(conversation: Conversation, beforeMs: number): Promise<Turn>;
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
  /** Until when the first message after a silence goes alone. */
  aloneUntil: number;
}

/**
 * A platform counts messages as they arrive. One that took long to arrive (a connection to open) and a quick one after
 * it would stand closer together than they were sent: up to a tenth of the pace is added for that.
 */
const ARRIVAL_SHARE = 0.1;
/** After a moment in which nothing ran (a busy machine), slots that are past are made up for little by little, not at once. */
const LEAST_SHARE = 0.96;
/**
 * The first message after a silence asks for a token and opens a connection: what follows would arrive on its heels, and
 * waits for its answer, but not for longer than this.
 */
const SILENCE_MS = 4000;
const FIRST_ALONE_MS = 150;

/**
 * Turns to send, kept in this process. Two processes on the same records may pass a platform's limit together: what it
 * then asks (`Retry-After`) is obeyed by each.
 */
export function createPacing(timer: Timer): Pacing {
  const gates = new Map<string, Gate>();
  const waiting = new Set<() => void>();
  let stopped = false;

  const gate = (name: string): Gate =>
    gates.getOrInsertComputed(name, () => ({
      nextAt: 0,
      lastAt: Number.NEGATIVE_INFINITY,
      blockedUntil: 0,
      aloneUntil: 0,
    }));
  const platformOf = ({ messenger }: Conversation) => gate(messenger.platform);
  const ownOf = ({ messenger, id }: Conversation) => gate(`${messenger.platform} ${id}`);

  const blockedUntil = (ms: number): Turn => ({ kind: 'blocked', forMs: Math.ceil(ms - timer.now()) });
  /** Null when a message may be sent as far as waits that were asked for go. */
  const obstacle = (conversation: Conversation): Turn | null => {
    if (stopped) return { kind: 'stopped' };
    const { blockedUntil: all } = platformOf(conversation);
    const until = Math.max(all, ownOf(conversation).blockedUntil);
    return until > timer.now() ? blockedUntil(until) : null;
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

  /** Who waits looks again at what for. */
  const wakeAll = (): void => {
    for (const resolve of waiting) resolve();
  };

  return {
    turn: async (conversation, beforeMs) => {
      const { perConversationMs, inAllMs } = conversation.messenger.pace;
      const own = ownOf(conversation);
      if (own.nextAt > beforeMs) return obstacle(conversation) ?? blockedUntil(own.nextAt);
      const tooSoon = await reach(conversation, () => own.nextAt);
      if (tooSoon !== null) return tooSoon;
      const platform = platformOf(conversation);
      do {
        const early = await reach(conversation, () => platform.aloneUntil);
        if (early !== null) return early;
      } while (platform.aloneUntil > timer.now());
      // Slots are handed out before they come: how long a send takes does not slow the others down.
      const slot = Math.max(timer.now(), platform.nextAt);
      if (slot > beforeMs) return blockedUntil(slot);
      platform.nextAt = slot + inAllMs;
      const isFirst = inAllMs > 0 && slot - platform.lastAt > SILENCE_MS;
      if (isFirst) platform.aloneUntil = slot + FIRST_ALONE_MS;
      const due = () => Math.max(slot, platform.lastAt + inAllMs * LEAST_SHARE);
      do {
        const obstructed = await reach(conversation, due);
        if (obstructed !== null) return obstructed;
        // Of several that are let go together, the first one's message is the others' new beginning.
      } while (due() > timer.now());
      const begunAt = timer.now();
      platform.lastAt = begunAt;
      own.nextAt = begunAt + perConversationMs;
      const over = (): void => {
        const tookMs = timer.now() - begunAt;
        own.nextAt = begunAt + perConversationMs + Math.min(tookMs, perConversationMs * ARRIVAL_SHARE);
        if (!isFirst) return;
        platform.aloneUntil = 0;
        wakeAll();
      };
      return { kind: 'go', over };
    },
    block: (conversation, forMs, isPlatformWide) => {
      const blocked = isPlatformWide ? platformOf(conversation) : ownOf(conversation);
      blocked.blockedUntil = Math.max(blocked.blockedUntil, timer.now() + forMs);
    },
    stop: () => {
      stopped = true;
      wakeAll();
    },
  };
}
