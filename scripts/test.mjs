/**
 * What `npm test` runs. Without arguments: every test, with coverage, the end-to-end ones two files at a time;
 * with arguments: what Jest makes of them, without coverage. PostgreSQL is started for the run and removed after it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from './postgres.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'jalon-test-'));
const given = process.argv.slice(2);

/** The child that signals go to while it runs. */
let child = null;
let stopped = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped ??= signal;
    child?.kill(signal);
  });
}

let postgres = null;
try {
  postgres = await databaseForTests();
  process.exitCode = await runAll();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
  if (stopped !== null) process.exitCode = 130;
}

/** One run of Jest for arguments, else two: the end-to-end tests one file after the other, the rest in parallel. */
function runs() {
  if (given.length > 0) return [given];
  const inBrowser = hasBrowser() ? [] : ['/test/e2e/trial-'];
  const onPaper = hasPoppler() ? [] : ['-printed\\.test'];
  return [
    ['--coverage', '--maxWorkers=2', '--testPathIgnorePatterns', '/node_modules/', '/test/e2e/', ...onPaper],
    [
      '--maxWorkers=2',
      '--testTimeout=30000',
      '--testPathPatterns=/test/e2e/',
      '--testPathIgnorePatterns',
      '/node_modules/',
      ...inBrowser,
      ...onPaper,
    ],
  ];
}

/** The trial page is tested in Debian's Chromium. */
function hasBrowser() {
  if (existsSync('/usr/bin/chromium')) return true;
  lacking('Chromium is not installed here (Debian: apt-get install chromium)');
  return false;
}

/** PDF files are read with Debian's poppler. */
function hasPoppler() {
  if (['pdftotext', 'pdfinfo', 'pdffonts', 'pdftoppm'].every((name) => existsSync(`/usr/bin/${name}`)))
    return true;
  lacking('poppler is not installed here (Debian: apt-get install poppler-utils)');
  return false;
}

/** What the machine lacks is said and skipped; in CI nothing may be. @param {string} fact */
function lacking(fact) {
  if (process.env.CI === 'true') throw new Error(`${fact}: its suites cannot run, and CI must run them.`);
  process.stderr.write(`${fact}: its suites are skipped.\n`);
}

/** Sets `JALON_TEST_DATABASE_URL` for the suites that need PostgreSQL, unless the caller has one already. */
async function databaseForTests() {
  if (process.env.JALON_TEST_DATABASE_URL) return null;
  const server = await startPostgres();
  if (server !== null) {
    process.env.JALON_TEST_DATABASE_URL = server.url;
    return server;
  }
  lacking('PostgreSQL is not installed here (Debian: apt-get install postgresql)');
  return null;
}

async function runAll() {
  const results = [];
  let code = 0;
  for (const [index, args] of runs().entries()) {
    if (stopped !== null) break;
    const file = join(folder, `results-${index}.json`);
    const exit = await jest([...args, '--json', `--outputFile=${file}`]);
    code ||= exit;
    results.push(resultsIn(file));
  }
  report(results);
  return code;
}

/** @param {readonly string[]} args */
function jest(args) {
  const command = [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...args,
  ];
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A suite that could not even start counts as one failure; a run that left no result does too. */
function resultsIn(file) {
  try {
    const jestResult = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: jestResult.numPassedTests,
      failed: jestResult.numFailedTests + jestResult.numRuntimeErrorTestSuites,
      skipped: jestResult.numPendingTests + jestResult.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Writes and prints the sum of the runs. @param {readonly ReturnType<typeof resultsIn>[]} results */
function report(results) {
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  mkdirSync(join(root, 'coverage'), { recursive: true });
  writeFileSync(join(root, 'coverage', 'test-results.json'), `${JSON.stringify(total)}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`\nAll runs: ${total.passed} passed, ${total.failed} failed${skipped}\n`);
}
