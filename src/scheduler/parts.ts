import type { Log, Messenger, Store } from '../usecases/ports.ts';
import type { Settings } from '../usecases/settings.ts';
import type { LiveWorld } from '../usecases/world.ts';

/** What `tick` works with. */
export interface TickParts {
  readonly store: Store;
  readonly world: LiveWorld;
  readonly settings: Settings;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  readonly log: Log;
}

/** What `deliver` works with. */
export interface DeliverParts extends TickParts {
  readonly messengers: readonly Messenger[];
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}
