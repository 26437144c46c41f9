import type { Core } from '../usecases/core.ts';
import type { Messenger } from '../usecases/ports.ts';

/** What `deliver` works with. */
export interface DeliverParts extends Core {
  readonly messengers: readonly Messenger[];
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}
