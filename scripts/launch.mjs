// Plain JavaScript on purpose: this file must run on Nodes that cannot read TypeScript, to say so or to find one that can.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 26;
/** Of glibc, which otherwise keeps a pool of freed memory for each thread: 4 to 8 MiB that nobody uses. */
const MALLOC_ARENA_MAX = '2';
const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (majorOf(process.version) >= NEEDED_MAJOR) {
  // What was compiled once is kept: half of the next start's time. Beside the packages, whose writer is trusted already,
  // never in a folder that other accounts write to; where it cannot be written, nothing is kept and nothing is said.
  enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'jalon'));
  // A computed address: type checkers of plain JavaScript must not follow it.
  await import(pathToFileURL(join(root, 'src', 'main.ts')).href);
} else {
  const bundled = bundledNode();
  if (bundled === null) {
    process.stderr.write(
      `Jalon demande Node ${NEEDED_MAJOR} (ici\u00a0: ${process.version})\u00a0: lancez «\u00a0npm ci\u00a0», qui l'installe, ` +
        `ou installez Node ${NEEDED_MAJOR} depuis https://nodejs.org/.\n` +
        `Jalon needs Node ${NEEDED_MAJOR} (here: ${process.version}): run "npm ci", which brings it along, or install Node ${NEEDED_MAJOR} from https://nodejs.org/.\n`,
    );
    process.exitCode = 1;
  } else {
    startAgainWith(bundled);
  }
}

/** @param {string} version such as `v26.10.0` */
function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10) || 0;
}

/** The Node that npm installed beside the packages, or null when none of them runs here. */
function bundledNode() {
  const modules = join(root, 'node_modules');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const packages = existsSync(modules)
    ? readdirSync(modules).filter((entry) => /^node-[a-z]+-/.test(entry))
    : [];
  const candidates = [
    join(modules, '.bin', name),
    ...packages.map((entry) => join(modules, entry, 'bin', name)),
  ];
  return candidates.find((path) => existsSync(path) && runs(path)) ?? null;
}

/** @param {string} path of a Node executable, perhaps built for another machine */
function runs(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return majorOf(stdout ?? '') >= NEEDED_MAJOR;
}

/** @param {string} node path of the executable that takes over, with the same arguments and signals */
function startAgainWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { MALLOC_ARENA_MAX, ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}
