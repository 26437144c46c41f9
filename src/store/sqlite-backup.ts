import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../usecases/errors.ts';

const shownFaults = 20;

/** Bytes, or names in a folder, that must survive a power cut. */
function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function onFile<T>(path: string, work: (database: DatabaseSync) => T): T {
  if (!existsSync(path)) throw new StoreError(`there are no records at ${path}`);
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 2000 });
    try {
      return work(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    throw new StoreError(`SQLite: ${Error.isError(cause) ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Copies the records of the file at `path`, as they stand at one instant and while other processes read and write them,
 * to a new file at `to`, readable by its owner only: it holds personal data. Under that name there is a whole copy or
 * nothing. Refuses to write over a file, and records that are damaged. To restore: Jalon stopped, the copy in the place
 * of the file, and no `-wal` nor `-shm` of the former file left beside it.
 */
export function backupSqlite(path: string, to: string): void {
  if (existsSync(to)) throw new StoreError(`there is already a file at ${to}`);
  const faults = sqliteFaults(path);
  if (faults.length > 0) throw new StoreError(`the records are damaged: ${faults.join('; ')}`);
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    onFile(path, (database) => database.prepare('VACUUM INTO ?').run(partial));
    syncToDisk(partial);
    renameSync(partial, to);
    syncToDisk(dirname(to));
  } catch (cause) {
    rmSync(partial, { force: true });
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`the copy could not be written to ${to}`, { cause });
  }
}

/**
 * What SQLite itself finds wrong with a file (pages torn, indexes that lack rows), in its own words; empty when it is
 * sound. Reads the whole file. What the journal says is checked by `verifyStore`: a byte changed within a text breaks
 * no page.
 */
export function sqliteFaults(path: string): readonly string[] {
  return onFile(path, (database) => {
    try {
      const found = database.prepare(`PRAGMA integrity_check(${shownFaults})`).all();
      const words = found.map((row) => String(row['integrity_check']));
      return words.length === 1 && words[0] === 'ok' ? [] : words;
    } catch (error) {
      // Damage to the first pages ends the check itself.
      return [Error.isError(error) ? error.message : String(error)];
    }
  });
}
