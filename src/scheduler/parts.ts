import type { Core } from '../usecases/core.ts';
import type { Messenger } from '../usecases/messenger.ts';
import type { Ledger } from './ledger.ts';
import type { Pacing } from './pacing.ts';
import type { Timer } from './timer.ts';

/** What `deliver` works with. */
export interface DeliverParts extends Core {
  readonly messengers: readonly Messenger[];
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}

/** The same with what one process keeps in memory of its sends. */
export interface SendParts extends DeliverParts {
  readonly timer: Timer;
  readonly pacing: Pacing;
  readonly ledger: Ledger;
}
