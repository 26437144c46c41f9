import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { isTrial } from '../config.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import { openMemory } from '../store/memory.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { Core } from '../usecases/core.ts';
import { StoreError } from '../usecases/errors.ts';
import { frenchHolidays } from '../usecases/holidays.ts';
import { loadProgramme as recordProgramme } from '../usecases/load-programme.ts';
import type { Store } from '../usecases/ports.ts';
import type { Settings } from '../usecases/settings.ts';
import { LiveWorld } from '../usecases/world.ts';
import { loadProgramme } from './programme.ts';

/** Years of the conventions with a margin on both sides: a delay or a late report may leave them. */
const HOLIDAY_YEARS_AROUND = 5;

/** The trial keeps its records apart, so that nothing made up ever stands among real ones. */
const TRIAL_FILE = 'essai.sqlite';
const REAL_FILE = 'jalon.sqlite';

/** Records, and where they stand. */
export interface Records {
  readonly store: Store;
  /** The trial's made-up records. */
  readonly ofTrial: boolean;
  /** For the operator to read; no secrets. */
  readonly place: string;
  /** The SQLite file; null when they are elsewhere. */
  readonly file: string | null;
}

/**
 * Opens the records. `serve` opens the trial's when no platform is connected, always in a file of its own, even where
 * PostgreSQL is configured; the other verbs read the trial's when there are no others. `read` makes no file.
 * PostgreSQL's client is loaded where it is used. Throws `StoreError` when they cannot be opened.
 */
export async function openRecords(config: Config, use: 'serve' | 'read' | 'write'): Promise<Records> {
  const real = join(config.dataFolder, REAL_FILE);
  const trial = join(config.dataFolder, TRIAL_FILE);
  const hasReal = config.databaseUrl !== null || existsSync(real);
  const ofTrial = isTrial(config) && (use === 'serve' || (!hasReal && existsSync(trial)));
  if (ofTrial) return { store: openFile(trial), ofTrial, place: trial, file: trial };
  if (config.databaseUrl !== null) {
    const { openPostgres } = await import('../store/postgres.ts');
    return { store: openPostgres(config.databaseUrl), ofTrial, place: 'PostgreSQL', file: null };
  }
  if (use === 'read' && !hasReal)
    return { store: openMemory(), ofTrial, place: `${real} (pas encore créé)`, file: null };
  return { store: openFile(real), ofTrial, place: real, file: real };
}

/** SQLite makes the file, its folder is made here; one that is no folder is told in so many words. */
function openFile(path: string): Store {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new StoreError(`le dossier JALON_DATA (${dirname(path)}) ne peut pas être écrit`, { cause });
  }
  return openSqlite(path);
}

/** The tracks of the configured programme; the trial's records also have three plainly marked examples. */
export function programmeOf(
  config: Config,
  root: string,
  { ofTrial }: { readonly ofTrial: boolean },
): readonly TrackFacts[] {
  const isOwn = config.programme === join(root, 'conventions');
  const examples = join(root, 'conventions', 'essai', 'beneficiaires-exemples.yaml');
  return loadProgramme(config.programme, ofTrial && isOwn ? { examples } : {});
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
  parts: Pick<Core, 'now' | 'newId' | 'log' | 'links'>,
): Promise<Core> {
  const world = new LiveWorld(store);
  const core = { store, world, settings: settingsOf(tracks, coordinators), ...parts };
  await recordProgramme(core, tracks, coordinators);
  await world.catchUp();
  world.assertSound();
  return core;
}
