import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from './load.ts';

/** None outlives the run. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

const root = join(import.meta.dirname, '..', '..', '..');

/** A server under test, in a process of its own. */
export interface Server {
  readonly url: string;
  /** Milliseconds on `performance.now()` at which the process was asked for. */
  readonly spawnedAt: number;
  /** Resident memory, in MiB. */
  memoryMib(): number;
  /** Processor time used so far, in milliseconds. */
  busyMs(): number;
  /** The beginning of what it printed and logged. */
  said(): string;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** What the launcher, the container and the systemd unit add: see docs/performance.md. */
const AS_DEPLOYED: Environment = { MALLOC_ARENA_MAX: '2' };

/** Jalon as an operator starts it; resolves once it listens. */
export function startJalon(env: Environment): Promise<Server> {
  return start([join(root, 'scripts', 'launch.mjs'), 'serve'], { ...AS_DEPLOYED, ...env });
}

/** Jalon on a port that is known, without waiting for anything. */
export function spawnJalon(env: Environment): Server {
  return serverOf(
    spawnNode([join(root, 'scripts', 'launch.mjs'), 'serve'], { ...AS_DEPLOYED, ...env }),
    `http://127.0.0.1:${env['PORT']}`,
  );
}

/** Runs one verb of Jalon to its end. */
export async function runJalon(verb: string, env: Environment): Promise<void> {
  const { child, output } = spawnNode([join(root, 'scripts', 'launch.mjs'), verb], env);
  const code = await exitOf(child);
  if (code !== 0) throw new BenchError(`${verb}: ${output()}`);
}

/** One of the bare programs; resolves once it listens. */
export function startBare(file: URL, env: Environment): Promise<Server> {
  return start([file.pathname], env);
}

interface Spawned {
  readonly child: ChildProcess;
  readonly spawnedAt: number;
  output(): string;
}

async function start(args: readonly string[], env: Environment): Promise<Server> {
  const spawned = spawnNode(args, { PORT: '0', ...env });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  spawned.child.stdout?.on('data', () => {
    const [url] = /http:\/\/[\d.]+:\d+/u.exec(spawned.output()) ?? [];
    if (url !== undefined) resolve(url);
  });
  spawned.child.once('close', () => reject(new BenchError(`${args.join(' ')} ended: ${spawned.output()}`)));
  return serverOf(spawned, await promise);
}

function spawnNode(args: readonly string[], env: Environment): Spawned {
  const spawnedAt = performance.now();
  const profile = process.env['BENCH_PROFILE'];
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let text = '';
  const keep = (chunk: unknown) => {
    // What a server logs of each request is drained, not kept.
    if (text.length < 10_000) text += String(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, spawnedAt, output: () => text };
}

function serverOf({ child, spawnedAt, output }: Spawned, url: string): Server {
  return {
    url,
    spawnedAt,
    memoryMib: () => Number(/VmRSS:\s+(\d+) kB/u.exec(proc(child, 'status'))?.[1]) / 1024,
    busyMs: () => {
      // utime and stime, in hundredths of a second, after the name in parentheses.
      const fields = proc(child, 'stat')
        .replace(/^.*\) /u, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    said: output,
    stop: async () => {
      child.kill('SIGTERM');
      await exitOf(child);
    },
  };
}

function proc({ pid }: ChildProcess, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('exit', resolve);
  return promise;
}
