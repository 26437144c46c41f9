import { join } from 'node:path';
import { atLeast, atMost, type Figure, median, quantile, shown, told } from '../lib/figure.ts';
import { BenchError, CONCURRENCY, type Load, load, type Sendable } from '../lib/load.ts';
import { type Server, startBare, startJalon } from '../lib/process.ts';
import { createLines, type Referent, referents } from '../lib/programme.ts';
import { APP_ID, openSite, SIGNING_SECRET, type Site } from '../lib/site.ts';

const ROUNDS = 3;

export interface CommandSizes {
  /** Requests of each round. */
  readonly requests: number;
  /** Turns into which a round is cut. */
  readonly slices: number;
}

interface Slice extends Load {
  /** Processor time of the server, in milliseconds. */
  readonly busyMs: number;
}

interface Round {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Processor time of the server for one request, in milliseconds. */
  readonly busyMs: number;
}

interface Rival {
  readonly name: string;
  readonly bare: URL;
  readonly endpoint: string;
  readonly target: number;
  make(site: Site): (referent: Referent, line: string) => Sendable;
  /** What the bare program answers: the bytes that Jalon answered last. */
  settings(site: Site, lastBody: string): object;
}

const SLACK: Rival = {
  name: 'Slack command',
  bare: new URL(import.meta.resolve('../bare/slack.ts')),
  endpoint: '/slack/events',
  target: 0.8,
  make: (site) => (referent, line) => site.slash(referent, line),
  settings: (_site, lastBody) => ({ signingSecret: SIGNING_SECRET, said: JSON.parse(lastBody) }),
};

const TEAMS: Rival = {
  name: 'Teams activity',
  bare: new URL(import.meta.resolve('../bare/teams.ts')),
  endpoint: '/api/messages',
  target: 1,
  make: (site) => (referent, line) => site.message(referent, line),
  settings: ({ teams }) => ({
    appId: APP_ID,
    openIdMetadataUrl: teams.openIdMetadataUrl,
    said: teams.calls.findLast(({ part }) => part === 'send')?.body,
  }),
};

/** Our signed Slack command, with what it records, against a bare Bolt app with the same write. */
export function slackRow(sizes: CommandSizes): Promise<readonly Figure[]> {
  return compare('slack', SLACK, sizes);
}

/** Our Teams message, with what it records, against a bare botbuilder bot with the same write. */
export function teamsRow(sizes: CommandSizes): Promise<readonly Figure[]> {
  return compare('teams', TEAMS, sizes);
}

async function compare(
  platform: 'slack' | 'teams',
  rival: Rival,
  sizes: CommandSizes,
): Promise<readonly Figure[]> {
  const site = await openSite();
  const { bare, ours } = await startBoth(site, platform, rival);
  try {
    const lines = createLines();
    const make = rival.make(site);
    const next = () => {
      const { referent, line } = lines();
      return make(referent, line);
    };
    const slice = async (server: Server, count: number): Promise<Slice> => {
      const before = server.busyMs();
      const done = await load(server.url + rival.endpoint, count, next);
      return { ...done, busyMs: server.busyMs() - before };
    };
    const recorded = async (count: number): Promise<Slice> => {
      const before = await site.events();
      const done = await slice(ours, count);
      const events = (await site.events()) - before;
      if (events !== count) throw new BenchError(`${rival.name}: ${events} events of ${count} requests`);
      return done;
    };
    // What is run often is compiled well: as much work as a round before anything is counted.
    await recorded(sizes.requests);
    await slice(bare, sizes.requests);
    const our: Round[] = [];
    const their: Round[] = [];
    const count = Math.ceil(sizes.requests / sizes.slices);
    for (let round = 0; round < ROUNDS; round += 1) {
      const slices = { ours: [] as Slice[], bare: [] as Slice[] };
      // Short turns, and whoever comes first alternates: what the machine does meanwhile falls on both.
      for (let turn = 0; turn < sizes.slices; turn += 1) {
        if (turn % 2 === 0) slices.ours.push(await recorded(count));
        slices.bare.push(await slice(bare, count));
        if (turn % 2 === 1) slices.ours.push(await recorded(count));
      }
      our.push(roundOf(slices.ours));
      their.push(roundOf(slices.bare));
    }
    return figures(rival, our, their);
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await site.close();
  }
}

function roundOf(slices: readonly Slice[]): Round {
  const latenciesMs = slices.flatMap((slice) => slice.latenciesMs);
  const total = (field: 'tookMs' | 'busyMs') => slices.reduce((sum, slice) => sum + slice[field], 0);
  return {
    perSecond: (latenciesMs.length / total('tookMs')) * 1000,
    p99Ms: quantile(latenciesMs, 0.99),
    busyMs: total('busyMs') / latenciesMs.length,
  };
}

/** Starts Jalon, has everybody come once (their profile is then cached), and starts the bare program on what it said. */
async function startBoth(
  site: Site,
  platform: 'slack' | 'teams',
  rival: Rival,
): Promise<{ readonly ours: Server; readonly bare: Server }> {
  const ours = await startJalon({ PORT: '0', ...site.env[platform] });
  const make = rival.make(site);
  for (const referent of referents) await post(ours.url + rival.endpoint, make(referent, 'aide'));
  const [first] = referents;
  if (first === undefined) throw new BenchError('no référent');
  const day = Temporal.Now.plainDateISO('Europe/Paris').subtract({ days: 1 }).toString();
  const lastBody = await post(
    ours.url + rival.endpoint,
    make(first, `etape terminer etape:audit date:${day}`),
  );
  const settings = {
    file: join(site.folder, `bare-${platform}.sqlite`),
    ...(await site.newestRows()),
    ...rival.settings(site, lastBody),
  };
  return { ours, bare: await startBare(rival.bare, { BENCH_BARE: JSON.stringify(settings) }) };
}

async function post(url: string, { body, headers }: Sendable): Promise<string> {
  const response = await fetch(url, { method: 'POST', body, headers });
  if (response.status !== 200) throw new BenchError(`${url}: ${response.status} ${await response.text()}`);
  return response.text();
}

function figures(rival: Rival, our: readonly Round[], their: readonly Round[]): readonly Figure[] {
  const of = (rounds: readonly Round[], field: keyof Round) => median(rounds.map((round) => round[field]));
  const both = (field: keyof Round) => ({ ours: of(our, field), bare: of(their, field) });
  const rate = both('perSecond');
  const p99 = both('p99Ms');
  const busy = both('busyMs');
  return [
    atLeast(
      `${rival.name}, requests per second at ${CONCURRENCY} at once, ours over bare`,
      rate.ours / rate.bare,
      rival.target,
      `${shown(rate.ours)} / ${shown(rate.bare)} = ${shown(rate.ours / rate.bare)}`,
    ),
    atMost(
      `${rival.name}, 99th percentile, ours over bare`,
      p99.ours / p99.bare,
      1.5,
      `${shown(p99.ours)} ms / ${shown(p99.bare)} ms = ${shown(p99.ours / p99.bare)}`,
    ),
    told(
      `${rival.name}, processor time of the server for one request, ours and bare`,
      `${shown(busy.ours)} ms, ${shown(busy.bare)} ms`,
    ),
  ];
}
