import type { Message, Preferences } from './ports.ts';

/**
 * `retry` lets a waiting or failed message leave now, its attempts forgotten; one that is being sent (its lease has not
 * run out at `recordedAt`) stays in the hands of its holder, so that nobody else sends it too. `stop` drops it for ever,
 * which is a conflict while it is being sent.
 */
export interface OutboxChange {
  readonly key: string;
  readonly change: 'retry' | 'stop';
  /** Why it was stopped, kept as its `lastError`; a word, not a sentence. */
  readonly why: string;
}

/** The outbox at an instant. `troubled`: failed, or waiting after an error; oldest first. */
export interface OutboxReport {
  readonly waiting: number;
  /** Of them, those that should have left by now (a lease under way included). */
  readonly due: number;
  /** Since when the oldest of them should have left. */
  readonly oldestDueAt: string | null;
  readonly failed: number;
  readonly troubledCount: number;
  readonly troubled: readonly Message[];
}

export interface Purged {
  readonly answers: number;
  readonly messages: number;
}

export interface Vault {
  get(name: string): Promise<string | null>;
  put(name: string, sealed: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Files that people gave, by the SHA-256 (hex) of what they hold; the same bytes are kept once. */
export interface StoredFiles {
  /** The hash of what was kept, once it is on disk; `at`: since when, for `sweep`. */
  put(bytes: Uint8Array, at: string): Promise<string>;
  /** Null for what was never kept; throws `StoreError` for bytes that are no longer those that were. */
  get(hash: string): Promise<Uint8Array | null>;
  /** Drops those given before that instant which nothing names; how many. */
  sweep(beforeAt: string, isNamed: (hash: string) => boolean): Promise<number>;
}

/** Reminders as they come, where the person spoke last. */
export const NO_PREFERENCES: Preferences = { channel: null, pausedUntilOn: null, digestHour: null };
