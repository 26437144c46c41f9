import { type Figure, median, quantile, shown, told } from '../lib/figure.ts';
import { BenchError, CONCURRENCY, load } from '../lib/load.ts';
import { startJalon } from '../lib/process.ts';
import { referents } from '../lib/programme.ts';
import { openSite } from '../lib/site.ts';

const ROUNDS = 3;
/** All rounds together stay below what one account may ask in ten seconds, thirty times. */
const MOST = 900;

export interface IncidentSizes {
  /** Reports of each round. */
  readonly requests: number;
}

/** Reports of incidents (art. 3), typed on Slack, each of which is on disk with its number before it is answered. */
export async function incidentRow(sizes: IncidentSizes): Promise<readonly Figure[]> {
  const requests = Math.min(sizes.requests, MOST);
  const site = await openSite();
  const server = await startJalon({ PORT: '0', ...site.env.slack });
  const on = Temporal.Now.plainDateISO('Europe/Paris').toString();
  let written = 0;
  const next = () => {
    const referent = referents[written % referents.length];
    if (referent === undefined) throw new BenchError('no référent');
    written += 1;
    const facts = `La recherche ${written} renvoie une erreur depuis ce matin.`;
    const line = `incident nature:dysfonctionnement faits:"${facts}" constate-le:${on} consequence:aucune`;
    return site.slash(referent, line);
  };
  const round = async () => {
    const before = await site.events();
    const { tookMs, latenciesMs } = await load(`${server.url}/slack/events`, requests, next);
    const events = (await site.events()) - before;
    if (events !== requests) throw new BenchError(`${events} reports of ${requests} requests`);
    return { perSecond: (requests / tookMs) * 1000, p99Ms: quantile(latenciesMs, 0.99) };
  };
  try {
    // What is run often is compiled well, and everybody's profile is looked up once.
    await round();
    const rounds = [];
    for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round());
    return [
      told(
        `Incident reports accepted per second at ${CONCURRENCY} at once (Slack, SQLite)`,
        shown(median(rounds.map(({ perSecond }) => perSecond))),
      ),
      told('Incident report, 99th percentile', `${shown(median(rounds.map(({ p99Ms }) => p99Ms)))} ms`),
    ];
  } finally {
    await server.stop();
    await site.close();
  }
}
