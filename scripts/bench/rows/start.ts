import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { atMost, type Figure, median, shown, told } from '../lib/figure.ts';
import { BenchError, CONCURRENCY, load, type Sendable } from '../lib/load.ts';
import { type Server, spawnJalon, startBare } from '../lib/process.ts';
import { referents } from '../lib/programme.ts';
import { APP_ID, openSite, type Site } from '../lib/site.ts';

const ROUNDS = 3;
const POLL_MS = 5;
const GIVE_UP_MS = 30_000;

export interface StartSizes {
  /** Requests after which memory is read again. */
  readonly requests: number;
}

interface Started {
  readonly healthMs: number;
  readonly answerMs: number;
  readonly freshMib: number;
  readonly loadedMib: number;
}

/** From the command to the first answer, and memory, beside a bare botbuilder bot's. */
export async function startRow(sizes: StartSizes): Promise<readonly Figure[]> {
  const site = await openSite();
  try {
    const slack: Started[] = [];
    const teams: Started[] = [];
    const bare: Started[] = [];
    // The very first start of each fills the caches of the disk and of the compiler.
    const first = { requests: CONCURRENCY };
    await startOurs(site, 'slack', first);
    await startOurs(site, 'teams', first);
    await startBareTeams(site, ROUNDS, first);
    for (let index = 0; index < ROUNDS; index += 1) {
      slack.push(await startOurs(site, 'slack', sizes));
      if (index % 2 === 0) teams.push(await startOurs(site, 'teams', sizes));
      bare.push(await startBareTeams(site, index, sizes));
      if (index % 2 === 1) teams.push(await startOurs(site, 'teams', sizes));
    }
    const of = (all: readonly Started[], field: keyof Started) => median(all.map((one) => one[field]));
    const seconds = (ms: number) => shown(ms / 1000);
    const memory = (what: string, field: 'freshMib' | 'loadedMib') => {
      const [ours, theirs] = [of(teams, field), of(bare, field)];
      return atMost(
        what,
        ours / theirs,
        1.2,
        `${shown(ours)} MiB / ${shown(theirs)} MiB = ${shown(ours / theirs)}`,
      );
    };
    return [
      told(
        'Cold start to /healthz (Slack, Teams)',
        `${seconds(of(slack, 'healthMs'))} s, ${seconds(of(teams, 'healthMs'))} s`,
      ),
      firstAnswer('Slack command', of(slack, 'answerMs')),
      firstAnswer('Teams activity', of(teams, 'answerMs')),
      told('Cold start of the bare botbuilder bot to its first answer', `${seconds(of(bare, 'answerMs'))} s`),
      memory('Memory (Teams) after the first answer, ours over bare botbuilder', 'freshMib'),
      memory(`Memory (Teams) after ${sizes.requests} requests, ours over bare botbuilder`, 'loadedMib'),
      told(
        `Memory (Slack) after the first answer, after ${sizes.requests} requests`,
        `${shown(of(slack, 'freshMib'))} MiB, ${shown(of(slack, 'loadedMib'))} MiB`,
      ),
    ];
  } finally {
    await site.close();
  }
}

function firstAnswer(what: string, ms: number): Figure {
  return atMost(`Cold start to the first answered ${what}`, ms / 1000, 1.5, `${shown(ms / 1000)} s`);
}

async function startOurs(site: Site, platform: 'slack' | 'teams', sizes: StartSizes): Promise<Started> {
  const server = spawnJalon({ ...site.env[platform], PORT: String(await freePort()) });
  const endpoint = platform === 'slack' ? '/slack/events' : '/api/messages';
  const next = asks(site, platform);
  await untilAnswered(`${server.url}/healthz`, null, server);
  const healthMs = performance.now() - server.spawnedAt;
  await untilAnswered(server.url + endpoint, next(), server);
  return finish(server, { healthMs, endpoint, next, sizes });
}

async function startBareTeams(site: Site, round: number, sizes: StartSizes): Promise<Started> {
  const said = site.teams.calls.findLast(({ part }) => part === 'send')?.body;
  const settings = {
    file: `${site.folder}/bare-start-${round}.sqlite`,
    ...(await site.newestRows()),
    appId: APP_ID,
    openIdMetadataUrl: site.teams.openIdMetadataUrl,
    said,
  };
  const next = asks(site, 'teams');
  const server = await startBare(new URL(import.meta.resolve('../bare/teams.ts')), {
    BENCH_BARE: JSON.stringify(settings),
    NODE_COMPILE_CACHE: join(site.folder, 'compiled'),
  });
  await untilAnswered(`${server.url}/api/messages`, next(), server);
  return finish(server, { healthMs: Number.NaN, endpoint: '/api/messages', next, sizes });
}

async function finish(
  server: Server,
  {
    healthMs,
    endpoint,
    next,
    sizes,
  }: { healthMs: number; endpoint: string; next: () => Sendable; sizes: StartSizes },
): Promise<Started> {
  const answerMs = performance.now() - server.spawnedAt;
  const freshMib = server.memoryMib();
  await load(server.url + endpoint, sizes.requests, next);
  const loadedMib = server.memoryMib();
  await server.stop();
  return { healthMs, answerMs, freshMib, loadedMib };
}

/** Everybody in turn asks for help: the commands that write are measured elsewhere. */
function asks(site: Site, platform: 'slack' | 'teams'): () => Sendable {
  let rank = 0;
  return () => {
    const referent = referents[rank % referents.length];
    if (referent === undefined) throw new BenchError('no référent');
    rank += 1;
    return platform === 'slack' ? site.slash(referent, 'aide') : site.message(referent, 'aide');
  };
}

async function untilAnswered(url: string, asked: Sendable | null, server: Server): Promise<void> {
  const startedAt = performance.now();
  const init = asked === null ? {} : { method: 'POST', ...asked };
  for (;;) {
    const status = await fetch(url, init).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => null,
    );
    if (status === 200) return;
    if (status !== null || performance.now() - startedAt > GIVE_UP_MS)
      throw new BenchError(`${url}: ${status}. ${server.said()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
