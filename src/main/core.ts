import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import { openPostgres } from '../store/postgres.ts';
import { openSqlite } from '../store/sqlite.ts';
import { frenchHolidays } from '../usecases/holidays.ts';
import { loadProgramme as recordProgramme } from '../usecases/load-programme.ts';
import type { Log, Store } from '../usecases/ports.ts';
import type { Settings } from '../usecases/settings.ts';
import { LiveWorld } from '../usecases/world.ts';
import { loadProgramme } from './programme.ts';

/** What every verb that touches the records works on. */
export interface Core {
  readonly store: Store;
  readonly world: LiveWorld;
  readonly settings: Settings;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  readonly log: Log;
}

/** Years of the conventions with a margin on both sides: a delay or a late report may leave them. */
const HOLIDAY_YEARS_AROUND = 5;

/** The trial keeps its records apart, so that nothing made up ever stands among real ones. */
const TRIAL_FILE = 'essai.sqlite';
const REAL_FILE = 'jalon.sqlite';

/** Opens the records that `serve` would use; the other verbs read the trial's when only those exist. */
export function openStore(config: Config, use: 'serve' | 'read'): Store {
  if (config.databaseUrl !== null) return openPostgres(config.databaseUrl);
  const real = join(config.dataFolder, REAL_FILE);
  const trial = join(config.dataFolder, TRIAL_FILE);
  const isForTrial = isTrial(config) && (use === 'serve' || (existsSync(trial) && !existsSync(real)));
  return openSqlite(isForTrial ? trial : real);
}

/** The tracks of the configured programme; the trial's records also have three plainly marked examples. */
export function programmeOf(config: Config, root: string, use: 'records' | 'facts'): readonly TrackFacts[] {
  const own = config.programme === join(root, 'conventions');
  const examples = join(root, 'conventions', 'essai', 'beneficiaires-exemples.yaml');
  return loadProgramme(config.programme, use === 'records' && isTrial(config) && own ? { examples } : {});
}

/** What decisions depend on, beside the records. */
function settingsOf(tracks: readonly TrackFacts[], coordinators: readonly string[]): Settings {
  const years = tracks.flatMap((t) => [
    Temporal.PlainDate.from(t.startsOn).year,
    Temporal.PlainDate.from(t.conventionEndsOn).year,
  ]);
  const first = Math.min(...years) - HOLIDAY_YEARS_AROUND;
  const length = Math.max(...years) + HOLIDAY_YEARS_AROUND - first + 1;
  const holidays = frenchHolidays(Array.from({ length }, (_, index) => first + index));
  return { coordinatorEmails: new Set(coordinators), holidays };
}

/** Opens the records and brings them up to date with the programme and the coordinators. */
export async function openCore(
  store: Store,
  tracks: readonly TrackFacts[],
  coordinators: readonly string[],
  parts: { readonly now: () => Temporal.Instant; readonly newId: () => string; readonly log: Log },
): Promise<Core> {
  const world = new LiveWorld(store);
  const core = { store, world, settings: settingsOf(tracks, coordinators), ...parts };
  await recordProgramme(core, tracks, coordinators);
  await world.catchUp();
  return core;
}
