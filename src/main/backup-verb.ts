import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { journalChecked } from '../../cards/journal.ts';
import { plainText } from '../../cards/plain-text.ts';
import type { Config } from '../config.ts';
import { verifyStore } from '../store/hash.ts';
import { openSqlite } from '../store/sqlite.ts';
import { backupSqlite } from '../store/sqlite-backup.ts';
import { MisuseError } from './arguments.ts';
import type { Output } from './records-verbs.ts';

/**
 * `jalon backup <file>`: copies the SQLite records while Jalon runs, then checks the chain of the copy: a backup that
 * nobody has read is a hope. 0 when the copy is whole, 1 when its chain does not hold. PostgreSQL has its own tools.
 */
export async function backupVerb(config: Config, to: string | undefined, out: Output): Promise<number> {
  if (to === undefined)
    throw new MisuseError('Indiquez le fichier à écrire : npm run jalon -- backup sauvegarde.sqlite');
  if (config.databaseUrl !== null)
    throw new MisuseError(
      'Le registre est dans PostgreSQL : pg_dump --format=custom --file=jalon.dump "$DATABASE_URL"',
    );
  const from = join(config.dataFolder, 'jalon.sqlite');
  if (!existsSync(from)) throw new MisuseError(`Aucun registre à sauvegarder : ${from} n'existe pas`);
  if (existsSync(to)) throw new MisuseError(`${to} existe déjà : une sauvegarde n'en remplace pas une autre`);
  backupSqlite(from, resolve(to));
  const copy = openSqlite(resolve(to));
  try {
    const report = await verifyStore(copy);
    out.print(`${to} : ${plainText(journalChecked(report))}`);
    return report.faults.length === 0 ? 0 : 1;
  } finally {
    await copy.close();
  }
}
