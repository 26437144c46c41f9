/**
 * What `npm run bench` runs: every row of docs/performance.md, printed as a Markdown table. `--only=slack,tick` runs some
 * rows, `--quick` all of them with small sizes, `--write` puts the table of a whole run into docs/performance.md. It
 * measures; whatever it finds, its exit code is 0.
 */
import { parseArgs } from 'node:util';
import { type Engines, openEngines } from './lib/engines.ts';
import { type Figure, markdown } from './lib/figure.ts';
import { writeReport } from './lib/report.ts';
import { slackRow, teamsRow } from './rows/commands.ts';
import { feedRow } from './rows/feed.ts';
import { incidentRow } from './rows/incident.ts';
import { paceRow } from './rows/pace.ts';
import { replayRow } from './rows/replay.ts';
import { startRow } from './rows/start.ts';
import { tickRow } from './rows/tick.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const sizes = values.quick
  ? { slices: 2, requests: 400, pending: 50_000, idleBeats: 20, journal: [1000, 10_000], rounds: 3 }
  : { slices: 8, requests: 1000, pending: 1_000_000, idleBeats: 100, journal: [10_000, 100_000], rounds: 9 };

let opened: Promise<Engines> | null = null;
// Whatever ends the run, the server that was started for it ends too.
let stop = (): void => undefined;
const engines = async () => {
  opened ??= openEngines();
  const { kinds, stop: stopServer } = await opened;
  stop = stopServer;
  return kinds;
};
process.once('exit', () => stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
const rows: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  slack: () => slackRow(sizes),
  teams: () => teamsRow(sizes),
  incident: () => incidentRow(sizes),
  tick: async () => tickRow(await engines(), sizes),
  pace: () => paceRow(),
  feed: () => feedRow(sizes),
  replay: async () => replayRow(await engines(), sizes.journal),
  start: () => startRow(sizes),
};
const wanted = values.only?.split(',') ?? Object.keys(rows);
const figures: Figure[] = [];
const startedAt = performance.now();
for (const [name, row] of Object.entries(rows)) {
  if (!wanted.includes(name)) continue;
  const rowAt = performance.now();
  figures.push(...(await row().catch((error: unknown) => [unmeasured(name, error)])));
  process.stderr.write(`${name}: ${Math.round((performance.now() - rowAt) / 1000)} s\n`);
}
const minutes = (performance.now() - startedAt) / 60_000;
const table = markdown(figures);
process.stdout.write(`${table}\n`);
if (values.write && values.only === undefined && !values.quick) writeReport(table, minutes);
// The server of PostgreSQL must not keep the run from ending.
process.exit(0);

/** A row that fails is told in its place, and costs the others nothing. */
function unmeasured(name: string, error: unknown): Figure {
  const why = Error.isError(error) ? error.message : String(error);
  return {
    what: name,
    measured: `not measured: ${why.replaceAll(/\s+/gu, ' ').slice(0, 300)}`,
    target: null,
    met: false,
  };
}
