import type { Append, Claim, Message, MessageDraft, MessageState, Settlement } from '../usecases/ports.ts';
import type { OutboxChange, OutboxReport } from '../usecases/records.ts';
import { canonicalJson } from './hash.ts';
import { earliest, millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import { ERASED_REASON, patchOf, storable, withoutReason } from './settlement.ts';

/** Copies through JSON, as the other engines do: what a caller changes afterwards is not what was recorded. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

const changeable: readonly MessageState[] = ['waiting', 'failed'];

/** When a waiting message wants attention: its date, or the end of its lease when that is later. In milliseconds. */
function wakeOf(message: Message): number {
  return Math.max(millisecondsOf(message.notBeforeAt), optionalMillisecondsOf(message.leaseUntilAt) ?? 0);
}

/** Whether somebody is sending the message at this instant, in milliseconds: their lease has not run out. */
function isBeingSent({ leaseUntilAt }: Message, atMs: number): boolean {
  return (optionalMillisecondsOf(leaseUntilAt) ?? 0) > atMs;
}

/** A draft as it is queued; refuses what the other engines could not store. */
export function queued(draft: MessageDraft, append: Append): Message {
  millisecondsOf(draft.notBeforeAt);
  canonicalJson(draft.data);
  return {
    ...copyOf(draft),
    createdAt: append.recordedAt,
    correlationId: append.correlationId,
    state: 'waiting',
    attempts: 0,
    fence: 0,
    leaseUntilAt: null,
    channel: null,
    platformId: null,
    lastError: null,
    sentAt: null,
  };
}

/** The messages of the records in memory, by creation. */
export class MemoryMessages {
  readonly #messages = new Map<string, Message>();
  readonly #waiting = new Set<string>();

  #keep(message: Message): void {
    this.#messages.set(message.key, message);
    if (message.state === 'waiting') this.#waiting.add(message.key);
    else this.#waiting.delete(message.key);
  }

  /** A key that already exists is passed over. */
  insert(messages: readonly Message[]): void {
    for (const message of messages) if (!this.#messages.has(message.key)) this.#keep(message);
  }

  byKey(key: string): Message | null {
    return this.#messages.get(key) ?? null;
  }

  all(): readonly Message[] {
    return [...this.#messages.values()];
  }

  #allWaiting(): readonly Message[] {
    return [...this.#waiting]
      .map((key) => this.#messages.get(key))
      .filter((message) => message !== undefined);
  }

  claim(claim: Claim): readonly Message[] {
    const nowMs = millisecondsOf(claim.now);
    const due = this.#allWaiting()
      .map((message) => ({ message, wake: wakeOf(message), notBefore: millisecondsOf(message.notBeforeAt) }))
      .filter(({ wake }) => wake <= nowMs);
    const byWake = due.toSorted((a, b) => a.wake - b.wake);
    const recipients = [...new Set(byWake.map(({ message }) => message.to))].slice(0, claim.recipients);
    const byDate = due.toSorted((a, b) => a.notBefore - b.notBefore);
    return recipients
      .flatMap((recipient) => byDate.filter(({ message }) => message.to === recipient))
      .map(({ message }) => {
        const leased = { ...message, fence: message.fence + 1, leaseUntilAt: claim.leaseUntilAt };
        this.#keep(leased);
        return leased;
      });
  }

  settle(key: string, fence: number, settlement: Settlement): boolean {
    const message = this.#messages.get(key);
    const held = message?.state === 'waiting' && message.fence === fence && message.leaseUntilAt !== null;
    if (message === undefined || !held) return false;
    const patch = patchOf(settlement);
    this.#keep({
      ...message,
      state: patch.state,
      to: patch.to ?? message.to,
      notBeforeAt: patch.notBeforeAt ?? message.notBeforeAt,
      attempts: message.attempts + patch.countedAttempts,
      leaseUntilAt: null,
      channel: patch.channel,
      platformId: patch.platformId,
      lastError: patch.lastError ?? message.lastError,
      sentAt: patch.sentAt,
    });
    return true;
  }

  wakes(): readonly number[] {
    return this.#allWaiting().map(wakeOf);
  }

  /** See `Append.outbox`. */
  canChange(changes: readonly OutboxChange[], at: string): boolean {
    const atMs = millisecondsOf(at);
    return changes.every(({ key, change }) => {
      const message = this.#messages.get(key);
      if (message === undefined || !changeable.includes(message.state)) return false;
      return change === 'retry' || !isBeingSent(message, atMs);
    });
  }

  change(changes: readonly OutboxChange[], at: string): void {
    for (const { key, change, why } of changes) {
      const message = this.#messages.get(key);
      if (message === undefined) continue;
      const freed = { ...message, fence: message.fence + 1, leaseUntilAt: null };
      if (change === 'stop') this.#keep({ ...freed, state: 'dropped', lastError: storable(why) });
      else if (isBeingSent(message, millisecondsOf(at)))
        this.#keep({ ...message, attempts: 0, lastError: null });
      else this.#keep({ ...freed, state: 'waiting', attempts: 0, notBeforeAt: at, lastError: null });
    }
  }

  /** See `Append.reached`. */
  free(people: readonly string[], at: string): void {
    for (const message of this.#allWaiting()) {
      const isHeldBack = message.group !== null || message.lastError !== null;
      if (isHeldBack && message.leaseUntilAt === null && people.includes(message.to))
        this.#keep({ ...message, attempts: 0, notBeforeAt: at, lastError: null });
    }
  }

  /** See `Append.erased`. */
  erase(people: readonly string[], at: string): void {
    for (const message of this.all().filter(({ state }) => changeable.includes(state))) {
      const bare = { ...message, data: withoutReason(message.data) };
      const freed = { ...bare, fence: message.fence + 1, leaseUntilAt: null };
      const { to, group, leaseUntilAt } = message;
      const isTheirs = people.includes(to);
      if (isTheirs && group === null) this.#keep({ ...freed, state: 'dropped', lastError: ERASED_REASON });
      else if (isTheirs && leaseUntilAt === null)
        this.#keep({ ...bare, state: 'waiting', attempts: 0, notBeforeAt: at, lastError: null });
      else this.#keep(bare);
    }
    this.empty(() => true, ['sent', 'dropped']);
  }

  /** Empties the data of settled messages; how many had any. */
  empty(
    isOld: (at: string) => boolean,
    states: readonly MessageState[] = ['sent', 'dropped', 'failed'],
  ): number {
    const full = this.all().filter(
      ({ state, data, sentAt, createdAt }) =>
        states.includes(state) && Object.keys(data).length > 0 && isOld(sentAt ?? createdAt),
    );
    for (const message of full) this.#keep({ ...message, data: {} });
    return full.length;
  }

  report(now: string, limit: number): OutboxReport {
    const nowMs = millisecondsOf(now);
    const waiting = this.#allWaiting();
    const due = waiting.map((message) => millisecondsOf(message.notBeforeAt)).filter((at) => at <= nowMs);
    const troubled = this.all().filter(
      ({ state, lastError }) => state === 'failed' || (state === 'waiting' && lastError !== null),
    );
    return {
      waiting: waiting.length,
      due: due.length,
      oldestDueAt: earliest(...due),
      failed: troubled.filter((message) => message.state === 'failed').length,
      troubledCount: troubled.length,
      troubled: troubled.slice(0, limit),
    };
  }

  sentSince(to: string, sinceAt: string): number {
    const sinceMs = millisecondsOf(sinceAt);
    const sendings = this.all()
      .filter((message) => message.to === to && message.state === 'sent' && message.group !== null)
      .filter(({ sentAt }) => sentAt !== null && millisecondsOf(sentAt) >= sinceMs)
      .map(({ platformId, sentAt }) => JSON.stringify([platformId, sentAt]));
    return new Set(sendings).size;
  }
}
