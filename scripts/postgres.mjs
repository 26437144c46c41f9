/** A throw-away PostgreSQL server on the loopback, for tests. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const DATABASE = 'jalon_test';
const USER = 'jalon';
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/**
 * Starts a new cluster in a temporary folder, with fsync on as in production. Returns its URL and how to stop and remove
 * it, or null when PostgreSQL's programs are not installed here. PostgreSQL refuses to run as root: root lends it the
 * account `postgres`, or else `nobody`.
 *
 * @returns {Promise<{ url: string, stop: () => void } | null>}
 */
export async function startPostgres() {
  const bin = programsFolder();
  if (bin === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'jalon-postgres-'));
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : {};
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const run = (program, args, env = {}) =>
    runProgram(join(bin, program), args, { ...account, cwd: folder, env });
  const stop = () => {
    if (existsSync(join(data, 'postmaster.pid'))) {
      run('pg_ctl', ['stop', '--pgdata', data, '--mode', 'fast', '-w', '--silent']);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(16).toString('hex');
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account.uid !== undefined) {
      chownSync(folder, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    run('initdb', [
      ...['--pgdata', data, '--username', USER, '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ]);
    const port = await freePort();
    const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='' -c fsync=on`;
    run('pg_ctl', ['start', '--pgdata', data, '--log', log, '-w', '--silent', '--options', settings]);
    const server = ['--host', '127.0.0.1', '--port', String(port), '--username', USER];
    run('createdb', [...server, DATABASE], { PGPASSWORD: password });
    return { url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`, stop };
  } catch (error) {
    const lines = existsSync(log) ? readFileSync(log, 'utf8') : '';
    stop();
    throw new Error(`PostgreSQL did not start for the tests.\n${error.message}${lines}`, { cause: error });
  }
}

/** The folder of initdb, pg_ctl and createdb: on PATH, or Debian's newest version. */
function programsFolder() {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_FOLDER, version, 'bin'));
  const path = (process.env.PATH ?? '').split(delimiter);
  const complete = (folder) =>
    ['initdb', 'pg_ctl', 'createdb'].every((name) => existsSync(join(folder, name)));
  return [...path, ...debian].find((folder) => folder !== '' && complete(folder)) ?? null;
}

function unprivilegedAccount() {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const line = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (line === undefined) {
    throw new Error('Running as root, and neither the account postgres nor nobody exists to run PostgreSQL.');
  }
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

function runProgram(program, args, { env, ...options }) {
  const { status, stderr, error } = spawnSync(program, args, {
    ...options,
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...env },
    // The server keeps the streams that pg_ctl gives it: a pipe on stdout would never close.
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr ?? ''}`, { cause: error });
}

/** A port that nobody listens to at this moment. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
