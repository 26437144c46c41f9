import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { ConfigError } from '../usecases/errors.ts';

const FILE = 'secret';
const SECRET_BYTES = 32;

/**
 * JALON_SECRET, or one that is made once and kept in JALON_DATA, readable by its owner only. Throws `ConfigError` when
 * the folder cannot be written. Several machines must share a configured one: a kept one is known to one machine.
 */
export function secretsOf(config: Pick<Config, 'secrets' | 'dataFolder'>): readonly [string, ...string[]] {
  const [first, ...older] = config.secrets;
  if (first !== undefined) return [first, ...older];
  const path = join(config.dataFolder, FILE);
  try {
    mkdirSync(config.dataFolder, { recursive: true });
    // Of two processes that start at once one makes it, both read it.
    writeNew(path, randomBytes(SECRET_BYTES).toString('base64url'));
    return [readFileSync(path, 'utf8').trim()];
  } catch (cause) {
    throw new ConfigError(`JALON_SECRET est absent et ${path} ne peut être ni lu ni écrit`, { cause });
  }
}

function writeNew(path: string, secret: string): void {
  try {
    writeFileSync(path, `${secret}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
