import type { Message } from './ports.ts';

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
