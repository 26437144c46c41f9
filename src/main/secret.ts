import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { ConfigError } from '../usecases/errors.ts';

const FILE = 'secret';
const SECRET_BYTES = 32;
/** As for a configured one: a shorter secret is a file that was cut or emptied, and could be guessed. */
const SHORTEST_SECRET = 32;

/**
 * JALON_SECRET, or one that is made once and kept in JALON_DATA, readable by its owner only. Throws `ConfigError` when
 * the folder cannot be written, or the kept secret is not whole. Several machines must share a configured one: a kept one is known to one machine.
 */
export function secretsOf(config: Pick<Config, 'secrets' | 'dataFolder'>): readonly [string, ...string[]] {
  const [first, ...older] = config.secrets;
  if (first !== undefined) return [first, ...older];
  const path = join(config.dataFolder, FILE);
  try {
    mkdirSync(config.dataFolder, { recursive: true });
    return [wholeSecret(path, kept(path) ?? made(path))];
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`JALON_SECRET est absent et ${path} ne peut être ni lu ni écrit`, { cause });
  }
}

function wholeSecret(path: string, secret: string): string {
  if (secret.length >= SHORTEST_SECRET) return secret;
  throw new ConfigError(`Le secret gardé dans ${path} n'est pas entier`, {
    faults: ['supprimez ce fichier : un autre sera fait, et les liens déjà envoyés ne serviront plus'],
  });
}

function kept(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Appears under its name only once it is whole; of two processes that start at once, the second takes the first's. */
function made(path: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
