import type { Links } from './links.ts';
import type { Log } from './log.ts';
import type { Store } from './ports.ts';
import type { Settings } from './settings.ts';
import type { LiveWorld } from './world.ts';

/** What the bot, the clock and the verbs all work on: the records, what the operator decided, and time and ids from outside. */
export interface Core {
  readonly store: Store;
  readonly world: LiveWorld;
  readonly settings: Settings;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  readonly log: Log;
  readonly links: Links;
}
