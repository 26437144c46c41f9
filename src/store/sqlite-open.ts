import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../usecases/errors.ts';
import { integerOf, textOf } from './rows.ts';
import { migrateSqlite } from './sqlite-schema.ts';

/** How long SQLite may keep the event loop while another process writes; the rest of the wait leaves it free. */
const blockingWaitMs = 50;

/**
 * The log grows to 16 MiB before it is copied into the file, which holds everybody up for some 10 ms: four times as
 * rarely as SQLite would, and the pages that most commands write are copied once instead of four times.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens a file that exists and brings its schema to this version. Commits after that are kept in order and whole, and
 * are on the disk once somebody has flushed the log (`synchronous = NORMAL`, ADR 0010).
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: blockingWaitMs, enableForeignKeyConstraints: true });
  try {
    const mode = database.prepare('PRAGMA journal_mode = WAL').get() ?? {};
    // SQLite says so in silence where memory cannot be shared, as on some network drives.
    if (textOf(mode, 'journal_mode') !== 'wal')
      throw new StoreError('SQLite: no write-ahead log is possible there');
    // Nobody else flushes the schema.
    database.exec('PRAGMA synchronous = FULL');
    // An erased person (RGPD) leaves no bytes behind in free pages.
    database.exec('PRAGMA secure_delete = ON');
    database.exec('BEGIN IMMEDIATE');
    migrateSqlite(database);
    database.exec('COMMIT');
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Writes all that the log holds into the file, through to the disk, and empties it. Refuses while another process keeps
 * it from being complete.
 */
export function writeLogAnew(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (integerOf(row ?? {}, 'busy') !== 0)
    throw new StoreError('SQLite: a failed flush cannot be made good yet');
}
