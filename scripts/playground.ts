import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JalonError } from '../src/usecases/errors.ts';
import { contextOf, coordinator, players } from './playground/context.ts';

/**
 * Starts Jalon and one window of Microsoft's playground (an imitation of Teams) for each player, on loopback and offline.
 * `PORT` and `PLAYGROUND_PORT` give the ports (0 picks free ones), `JALON_DATA` the folder.
 */

class PlaygroundError extends JalonError {}

const root = join(import.meta.dirname, '..');
const folder = process.env['JALON_DATA'] ?? join(root, 'data', 'playground');
const firstPort = Number(process.env['PLAYGROUND_PORT'] ?? 56150);
const offline = new URL('./playground/offline.ts', import.meta.url).href;
const playground = fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js'));

const children: ChildProcess[] = [];
const { promise: ended, resolve: end } = Promise.withResolvers<PlaygroundError | null>();
process.once('SIGINT', () => end(null));
process.once('SIGTERM', () => end(null));

try {
  mkdirSync(folder, { recursive: true });
  const jalon = await start([join(root, 'scripts', 'launch.mjs'), 'serve'], /http:\/\/\S+:\d+/u, {
    PORT: process.env['PORT'] ?? '3978',
    JALON_DATA: folder,
    JALON_LOCAL_TEAMS: '1',
    JALON_COORDINATORS: coordinator.email,
  });
  const lines = await Promise.all(
    players.map(async (player, index) => {
      const url = await openWindow(player, firstPort === 0 ? 0 : firstPort + index, jalon);
      return `  ${url}  ${player.name}, ${player.role}`;
    }),
  );
  process.stdout.write(
    `Jalon dans un Teams imité, sur cette machine et hors ligne. Ouvrez\u00a0:\n${lines.join('\n')}\nCtrl+C arrête tout.\n`,
  );
  const fault = await ended;
  if (fault !== null) throw fault;
} catch (error) {
  if (!(error instanceof PlaygroundError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  for (const child of children) child.kill('SIGTERM');
}

/** A player's window on a bot; its address. */
async function openWindow(player: (typeof players)[number], port: number, bot: string): Promise<string> {
  const context = join(folder, `${player.id}.yml`);
  writeFileSync(context, contextOf(player));
  const options = [
    '--app-endpoint',
    `${bot}/api/messages`,
    '--channel-id',
    'msteams',
    '--port',
    String(port),
  ];
  const said = await start(
    ['--import', offline, playground, 'start', ...options, '--disable-telemetry'],
    /(?<=Listening on )\d+/u,
    {
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: context,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, `${player.id}.log`),
      TEAMSAPPTESTER_BROWSER: 'none',
      APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
    },
  );
  return `http://127.0.0.1:${said}`;
}

/** Starts a program and waits for what it says once it listens; all end when one does. */
async function start(
  args: readonly string[],
  sign: RegExp,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
    const [found] = sign.exec(said) ?? [];
    if (found !== undefined) resolve(found);
  });
  child.once('error', reject);
  child.once('exit', () => {
    const fault = new PlaygroundError(`One of the programs has ended; see ${folder}\n${said}`);
    reject(fault);
    end(fault);
  });
  return promise;
}
