import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const unit = readFileSync(join(root, 'deploy', 'jalon.service'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'jalon-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every value that the unit gives a setting, in its order. */
function settings(name: string): readonly string[] {
  return unit
    .split('\n')
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1));
}

/** A command that only says what it was called with, one word a line. */
function stub(name: string, lines: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** What `deploy/jalon` calls, asked by the user of this id. */
function calledBy(userId: number, ...args: readonly string[]): readonly string[] {
  stub('id', `echo ${userId}`);
  for (const name of ['sudo', 'systemd-run']) stub(name, `printf '%s\\n' ${name} "$@"`);
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const { stdout } = spawnSync(join(root, 'deploy', 'jalon'), args, { env, cwd: folder, encoding: 'utf8' });
  return stdout.trimEnd().split('\n');
}

describe('the unit of systemd', () => {
  it('gives up on settings that cannot be used, and starts again after anything else', () => {
    const launcher = join(root, 'scripts', 'launch.mjs');
    const env = { PATH: process.env['PATH'] ?? '', PORT: 'none' };
    const { status } = spawnSync(process.execPath, [launcher, 'serve'], { env });
    expect(settings('RestartPreventExitStatus')).toEqual([String(status)]);
    expect(settings('Restart')).toEqual(['always']);
  });

  it('keeps records and compiled files in folders that it may write to, whatever the settings leave out', () => {
    expect(settings('Environment')).toEqual([
      'NODE_ENV=production',
      `JALON_DATA=/var/lib/${settings('StateDirectory')[0]}`,
      'MALLOC_ARENA_MAX=2',
      `NODE_COMPILE_CACHE=/var/cache/${settings('CacheDirectory')[0]}`,
    ]);
  });
});

describe('the command `jalon`', () => {
  it('has systemd read the settings as it does for the service, and gives the verb its words whole', () => {
    const words = calledBy(0, 'backup', '/var/lib/jalon/a b.sqlite');
    const given = (option: string) =>
      words.filter((word) => word.startsWith(`--${option}=`)).map((word) => word.slice(option.length + 3));
    expect(words[0]).toBe('systemd-run');
    expect(given('setenv')).toEqual(settings('Environment'));
    expect(given('property')).toContain(`EnvironmentFile=${settings('EnvironmentFile')[0]}`);
    expect(given('property')).toContain(`UMask=${settings('UMask')[0]}`);
    expect(given('uid')).toEqual(settings('User'));
    const [node = '', launcher = ''] = settings('ExecStart')[0]?.split(' ') ?? [];
    const installed = `${settings('WorkingDirectory')[0]}/${launcher}`;
    expect(words.slice(words.indexOf('--') + 1)).toEqual([
      node,
      installed,
      'backup',
      '/var/lib/jalon/a b.sqlite',
    ]);
  });

  it('asks for the rights that it needs', () => {
    expect(calledBy(1000, 'doctor')).toEqual(['sudo', '--', join(root, 'deploy', 'jalon'), 'doctor']);
  });
});
