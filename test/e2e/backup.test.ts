import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Ran, runJalon } from '../support/process.ts';
import { postgresEngine } from '../support/store-engines.ts';

const csv = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'import', `${name}.csv`);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-backup-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function jalon(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const usual = { JALON_DATA: join(folder, 'data'), JALON_COORDINATORS: 'camille.perrin@metropole.example' };
  return runJalon(args, { env: { ...usual, ...env } });
}

async function recorded(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout } = await jalon(['export', '--json'], env);
  expect(code).toBe(0);
  return stdout;
}

describe('backup and restore of SQLite, as docs/operations.md says', () => {
  it('gives back what was recorded at the time of the copy, whole and readable by its owner only', async () => {
    const copy = join(folder, 'copy.sqlite');
    await jalon(['import', csv('excel')]);
    const before = await recorded();
    const backup = await jalon(['backup', copy]);
    expect(backup).toMatchObject({ code: 0, stdout: expect.stringContaining('Le journal est intact') });
    expect(statSync(copy).mode & 0o077).toBe(0);
    await jalon(['import', csv('commas')]);
    expect(await recorded()).not.toBe(before);

    const records = join(folder, 'data', 'jalon.sqlite');
    for (const part of ['', '-wal', '-shm']) rmSync(`${records}${part}`, { force: true });
    copyFileSync(copy, records);
    expect(await recorded()).toBe(before);
    expect((await jalon(['verify'])).code).toBe(0);
  }, 60_000);

  it('is refused where there is nothing to copy, over another backup, without a name, and for PostgreSQL', async () => {
    const copy = join(folder, 'copy.sqlite');
    expect(await jalon(['backup', copy])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("n'existe pas"),
    });
    await jalon(['import', csv('excel')]);
    writeFileSync(copy, 'last week');
    expect(await jalon(['backup', copy])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('existe déjà'),
    });
    expect(await jalon(['backup'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('backup sauvegarde'),
    });
    const postgres = { DATABASE_URL: 'postgres://jalon:x@127.0.0.1:1/jalon' };
    const refused = await jalon(['backup', join(folder, 'other')], postgres);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('pg_dump') });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  }, 60_000);
});

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];
const onPostgres = serverUrl === undefined ? describe.skip : describe;

onPostgres('backup and restore of PostgreSQL, as docs/operations.md says', () => {
  const engines: { dispose(): Promise<void> }[] = [];

  afterAll(async () => {
    for (const engine of engines) await engine.dispose();
  });

  /** Debian keeps PostgreSQL's programs apart. */
  function program(name: string): string {
    return globSync(`/usr/lib/postgresql/*/bin/${name}`).toSorted().at(-1) ?? name;
  }

  it('gives back the same journal in an empty database', async () => {
    const from = await postgresEngine(serverUrl ?? '', 'backup_from');
    engines.push(from);
    const into = await postgresEngine(serverUrl ?? '', 'backup_into');
    engines.push(into);
    const dump = join(folder, 'jalon.dump');
    await jalon(['import', csv('excel')], { DATABASE_URL: from.url });
    const before = await recorded({ DATABASE_URL: from.url });

    const dumped = spawnSync(program('pg_dump'), ['--format=custom', `--file=${dump}`, from.url]);
    expect([dumped.status, String(dumped.stderr)]).toEqual([0, '']);
    const options = ['--no-owner', '--exit-on-error', `--dbname=${into.url}`];
    const restored = spawnSync(program('pg_restore'), [...options, dump]);
    expect([restored.status, String(restored.stderr)]).toEqual([0, '']);

    expect(await recorded({ DATABASE_URL: into.url })).toBe(before);
    expect((await jalon(['verify'], { DATABASE_URL: into.url })).code).toBe(0);
  }, 90_000);
});
