import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../scripts/postgres.mjs';
import { StoreError } from '../../src/usecases/errors.ts';

/** A PostgreSQL server of one test's own, which it may stop, start and freeze. */
export interface Cluster {
  readonly url: string;
  /** As a power cut would: nothing is written out, the next start recovers from the log. */
  crash(): void;
  start(): void;
  /** Stops the server's processes where they are, connections open; `thaw` lets them go on. */
  freeze(): Promise<void>;
  thaw(): void;
  dispose(): void;
}

/** A program of PostgreSQL: on PATH, or Debian's newest. */
export function postgresProgram(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.map((each) => join(each, name)).find((path) => existsSync(path)) ?? name;
}

async function ask(url: string, sql: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows.map((row) => String(Object.values(row)[0]));
}

export async function startCluster(): Promise<Cluster> {
  const server = await startPostgres();
  if (server === null) throw new StoreError('PostgreSQL is not installed here');
  const { url } = server;
  const [data = ''] = await ask(url, 'SHOW data_directory');
  const { uid, gid } = statSync(data);
  let frozen: readonly number[] = [];
  const control = (...args: readonly string[]): void => {
    const account = process.getuid?.() === 0 ? { uid, gid } : {};
    const { status } = spawnSync(postgresProgram('pg_ctl'), ['--pgdata', data, '-w', '--silent', ...args], {
      ...account,
      cwd: data,
      stdio: 'ignore',
    });
    if (status !== 0) throw new StoreError(`pg_ctl ${args[0]} failed`);
  };
  const thaw = (): void => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    frozen = [];
  };
  return {
    url,
    crash: () => control('stop', '--mode', 'immediate'),
    start: () => {
      const settings = `-c listen_addresses=127.0.0.1 -c port=${new URL(url).port} -c unix_socket_directories=''`;
      control('start', '--log', join(data, 'restarts.log'), '--options', settings);
    },
    freeze: async () => {
      const [postmaster] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n').map(Number);
      const backends = await ask(
        url,
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      frozen = [Number(postmaster), ...backends.map(Number)];
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    },
    thaw,
    dispose: () => {
      try {
        thaw();
      } finally {
        server.stop();
      }
    },
  };
}
