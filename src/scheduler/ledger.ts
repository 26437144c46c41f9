import type { Core } from '../usecases/core.ts';
import type { Message, Settlement } from '../usecases/ports.ts';

type LedgerParts = Pick<Core, 'store' | 'log'>;

/** Why a message is put back to wait, for the log. */
export type HeldWhy = 'paused' | 'quiet-hours' | 'digest-hour' | 'daily-cap' | 'rate-limited' | 'not-begun';

/** The claimed messages that this process holds, until each is settled or forgotten. */
export interface Ledger {
  /**
   * Takes charge of claimed messages and gives back those to work on. One that is under way here already (its lease ran
   * out, the machine's hour was changed) merely gets its newer fence; one that was sent and could not be marked is marked.
   */
  take(claimed: readonly Message[]): Promise<readonly Message[]>;
  holds(message: Message): boolean;
  /** Marks what became of messages that went together. Throws `StoreError`. */
  settle(messages: readonly Message[], settlement: Settlement): Promise<void>;
  /** Puts a message back to wait, without blame. Throws `StoreError`. */
  hold(message: Message, notBeforeAt: string, why: HeldWhy): Promise<void>;
  /** No longer under way here; what was not settled is claimed again once its lease has run out. */
  forget(messages: readonly Message[]): void;
}

/** An empty ledger. */
export function createLedger({ store, log }: LedgerParts): Ledger {
  const fences = new Map<string, number>();
  /** Sent, and not marked yet: the records may be away. */
  const unmarked = new Map<string, Settlement>();

  /** False when another process holds the message by now. */
  const write = async (message: Message, settlement: Settlement): Promise<boolean> => {
    const { key, topic, correlationId } = message;
    const isOurs = await store.settle(key, fences.get(key) ?? message.fence, settlement);
    fences.delete(key);
    unmarked.delete(key);
    if (!isOurs) log.warn('lease-lost', { correlationId, key, topic });
    return isOurs;
  };
  const settle = async (messages: readonly Message[], settlement: Settlement): Promise<void> => {
    if (settlement.kind === 'sent') for (const { key } of messages) unmarked.set(key, settlement);
    for (const message of messages) if (await write(message, settlement)) tell(log, message, settlement);
  };
  return {
    take: async (claimed) => {
      const fresh: Message[] = [];
      for (const message of claimed) {
        const { key, fence } = message;
        const sent = unmarked.get(key);
        if (fences.has(key)) fences.set(key, fence);
        else if (sent !== undefined) await settle([message], sent);
        else fresh.push(message);
      }
      for (const { key, fence } of fresh) fences.set(key, fence);
      return fresh;
    },
    holds: ({ key }) => fences.has(key),
    settle,
    hold: async (message, notBeforeAt, why) => {
      const { topic, correlationId } = message;
      if (await write(message, { kind: 'held', notBeforeAt }))
        log.info('held', { correlationId, topic, why, until: notBeforeAt });
    },
    forget: (messages) => {
      for (const { key } of messages) fences.delete(key);
    },
  };
}

/** What was sent or is tried again is told where it happens, with its channel. */
function tell(log: LedgerParts['log'], message: Message, settlement: Settlement): void {
  const { topic, correlationId, attempts } = message;
  if (settlement.kind === 'dropped') log.info('dropped', { correlationId, topic, why: settlement.why });
  if (settlement.kind === 'redirected') log.info('redirected', { correlationId, topic });
  if (settlement.kind === 'failed')
    log.error('given-up', { correlationId, topic, attempts, why: settlement.error });
}
