import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const children = new Set<ChildProcess>();

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a verb came to. */
export interface Ran extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The process lives at this instant, ISO, from its start on; without it, now. */
  readonly at?: string;
  readonly cwd?: string;
  /** What stands on its standard input; without it, nothing can be read there. */
  readonly input?: string | Uint8Array;
  /** The account that the process runs under; without it, the tests' own. Only for tests that run as root. */
  readonly uid?: number;
}

/** Jalon as an operator runs it. */
export interface Running {
  /** `http://127.0.0.1:port`, as printed. */
  readonly url: string;
  readonly port: number;
  /** The process itself, for what its operator or the machine may do to it. */
  readonly pid: number;
  /** How far its clock is from this machine's, in seconds. */
  readonly skewSeconds: number;
  /** Sets its clock forward, or back, by so much; only of one that was started at an instant of its own. */
  moveClock(by: Temporal.DurationLike): Promise<void>;
  stdout(): string;
  stderr(): string;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Exit>;
}

/** Runs `npm run jalon -- …` to its end. */
export async function runJalon(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { child, output, exit } = launch(args, options);
  const { code, signal } = await exit;
  children.delete(child);
  return { code, signal, stdout: output.stdout, stderr: output.stderr };
}

/** Starts Jalon on a free port and resolves once it has printed its address; rejects when it ends instead. */
export async function startJalon(options: RunOptions = {}): Promise<Running> {
  const { child, output, exit } = launch(['serve'], { ...options, env: { PORT: '0', ...options.env } });
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  child.stdout?.on('data', () => {
    const [address] = /http:\/\/[\w.[\]:]+:\d+/u.exec(output.stdout) ?? [];
    if (address !== undefined) resolve(new URL(address));
  });
  exit.then(() => reject(new RangeError(`Jalon ended: ${output.stdout}${output.stderr}`)), reject);
  const url = await promise;
  let shiftMs = shiftMsOf(options);
  return {
    url: url.origin,
    port: Number(url.port),
    pid: child.pid ?? 0,
    get skewSeconds() {
      return shiftMs / 1000;
    },
    moveClock: async (by) => {
      shiftMs += Temporal.Duration.from(by).total('milliseconds');
      const counts = once(child, 'message');
      child.send(shiftMs);
      await counts;
    },
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    end: async (signal) => {
      child.kill(signal);
      const ended = await exit;
      children.delete(child);
      return ended;
    },
  };
}

/** Kills what a failed test has left running. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...children].map(async (child) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
      await promise;
    }),
  );
  children.clear();
}

function launch(args: readonly string[], options: RunOptions) {
  const shiftMs = shiftMsOf(options);
  const clock = shiftMs === 0 ? [] : ['--import', join(root, 'test', 'support', 'shifted-clock.ts')];
  const child = spawn(process.execPath, [...clock, join(root, 'scripts', 'launch.mjs'), ...args], {
    cwd: options.cwd ?? root,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    // Nothing of the tests' own environment; a zone that is not Paris, since it must not matter.
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: 'America/New_York',
      TEST_CLOCK_SHIFT_MS: String(shiftMs),
      ...options.env,
    },
    stdio: [
      options.input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(shiftMs === 0 ? [] : ['ipc' as const]),
    ],
  });
  children.add(child);
  // A verb that has seen enough closes its input: no fault of the test.
  child.stdin?.on('error', () => undefined).end(options.input);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += String(chunk);
  });
  const { promise: exit, resolve, reject } = Promise.withResolvers<Exit>();
  child.once('error', reject);
  child.once('close', (code, signal) => resolve({ code, signal }));
  return { child, output, exit };
}

function shiftMsOf({ at }: RunOptions): number {
  if (at === undefined) return 0;
  return Temporal.Instant.from(at).epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
}
