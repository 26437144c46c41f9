import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { eventually, record } from '../contract/drivers/shown.ts';
import { type Running, startJalon } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { postgresEngine } from '../support/store-engines.ts';
import type { SlackClient } from './clients/slack.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';

/** A failure names the seed: the same one makes the same commands and kills again, as far as a machine can. */
const SEED = 20_260_312;
const START = Temporal.Instant.from('2026-03-12T09:00:00Z');
/** What fails by plan in the last round is tried again after a quarter of a minute or so, twice if need be. */
const RETRIES_WITHIN_MS = 60_000;
/** What a dead process had begun to send is taken over once its lease of three minutes has run out. */
const BETWEEN_ROUNDS_MINUTES = 4;

const register: { readonly communes: readonly { readonly name: string }[] } = JSON.parse(
  readFileSync(new URL('../../src/domain/people/communes.json', import.meta.url), 'utf8'),
);
const communes = register.communes.map(({ name }) => name).filter((name) => name !== 'Choisy-le-Roi');

/** One command of a coordinator, sent again under the same delivery key until it was acknowledged. */
interface Work {
  readonly commune: string;
  readonly kind: 'add' | 'designate';
  /** Slack's own id of the act: the same when Slack sends it again. */
  readonly deliveryId: string;
}

interface Plan {
  readonly pending: Work[];
  readonly acknowledged: Work[];
}

let site: Site;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  site = await openSite();
  env = site.settings.slack;
  for (const [index] of communes.entries()) {
    site.slack.people.set(userOf(index), { name: `Personne ${index}`, email: emailOf(index) });
  }
});

afterEach(() => site.close());

const userOf = (index: number) => `UP${index}`;
const emailOf = (index: number) => `p${index}@ville.example`;

/** The modal of « referent changer », as the bot draws it: only what is typed in it differs from one to the next. */
async function modal(client: SlackClient, skewSeconds: number): Promise<Readonly<Record<string, unknown>>> {
  const triggerId = `modal-${site.slack.calls.length}`;
  await client.slash(people.camille.id, 'referent changer Choisy-le-Roi', { triggerId }, { skewSeconds });
  const call = await site.slack.until(
    ({ method, args }) => method === 'views.open' && args['trigger_id'] === triggerId,
  );
  return record(call.args['view']);
}

/** True once Slack was told, without a word of refusal, that it is done. */
async function perform(
  work: Work,
  running: Running,
  view: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const client = site.slackClient(running);
  const signed = { skewSeconds: running.skewSeconds };
  const index = communes.indexOf(work.commune);
  if (work.kind === 'add') {
    const place = { triggerId: work.deliveryId, responseUrl: site.slack.responseUrl() };
    const answer = await client.slash(people.camille.id, `commune ajouter "${work.commune}"`, place, signed);
    return answer.status === 200 && answer.body.includes('participe désormais');
  }
  const values = {
    commune: slug(work.commune),
    role: 'referent',
    nom: `Personne ${index}`,
    courriel: emailOf(index),
    telephone: '0148000000',
    'a-compter-du': '2026-03-12',
  };
  const answer = await client.submit(people.camille.id, { viewId: work.deliveryId, view, values }, signed);
  return answer.status === 200 && answer.body === '';
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-');
}

/** Sends the round's commands at once, to either process, and kills all of them after so many acknowledgements. */
async function round(
  processes: readonly Running[],
  plan: Plan,
  killAfter: number,
  chance: () => number,
): Promise<void> {
  const [first] = processes;
  if (first === undefined) return;
  const view = await modal(site.slackClient(first), first.skewSeconds);
  const kill = () => Promise.all(processes.map((running) => running.end('SIGKILL')));
  let acknowledgements = 0;
  let killing: Promise<unknown> | null = null;
  const sending = plan.pending.splice(0).map(async (work) => {
    const running = processes[Math.floor(chance() * processes.length)] ?? first;
    const isDone = await perform(work, running, view).catch(() => false);
    if (!isDone) {
      plan.pending.push(work);
      return;
    }
    plan.acknowledged.push(work);
    acknowledgements += 1;
    if (acknowledgements >= killAfter) killing ??= kill();
  });
  await Promise.all(sending);
  await (killing ?? kill());
}

/** What every round and engine must come to, read from the records and from what Slack received. */
async function verify(plan: Plan, repeats: number): Promise<void> {
  const { events, messages } = await exportOf(site, env);
  const added = events.filter(({ type }) => type === 'beneficiary-added').map(({ data }) => data);
  const designated = events
    .filter(({ type }) => type === 'referent-designated')
    .map(({ data }) => record(data));
  for (const work of plan.acknowledged) {
    const once =
      work.kind === 'add'
        ? added.filter((data) => record(record(data)['beneficiary'])['name'] === work.commune)
        : designated.filter((data) => data['commune'] === slug(work.commune));
    expect([work.commune, work.kind, once.length]).toEqual([work.commune, work.kind, 1]);
  }
  expect(designated.length).toBeGreaterThan(0);
  const numbers = designated.map((data) => String(data['number'])).sort();
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.at(-1) ?? 'REF-2026-0000').toBe(`REF-2026-${String(numbers.length).padStart(4, '0')}`);
  // What a cap of the day held back is overtaken by the next stage of the same milestone, and by nothing else.
  const dropped = messages.filter(({ state }) => state === 'dropped');
  expect(dropped.filter((message) => record(message)['lastError'] !== 'later-stage-said')).toEqual([]);
  expect(messages.filter(({ state }) => state !== 'sent' && state !== 'dropped')).toEqual([]);
  const welcomed = messages.filter(({ key }) => key.startsWith('referent-welcome:'));
  expect(welcomed).toHaveLength(designated.length);
  // At least once; each kill, and each answer that was cut off, can repeat what was in flight in a conversation, once.
  const posts = Map.groupBy(site.slack.callsOf('chat.postMessage'), ({ args }) =>
    conversationOf(args['channel']),
  );
  const sent = Map.groupBy(
    messages.filter(({ state }) => state === 'sent'),
    ({ platformId }) => String(platformId).split(':')[0],
  );
  for (const [conversation, told] of sent) {
    const times = posts.get(String(conversation))?.length ?? 0;
    const different = new Set(told.map(({ platformId }) => platformId)).size;
    expect([conversation, times >= different, times <= different + repeats]).toEqual([
      conversation,
      true,
      true,
    ]);
  }
  expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
}

/** The stand-in's name of a person's direct conversation. */
function conversationOf(channel: unknown): string {
  return String(channel).replace(/^U/u, 'D');
}

/** Rounds of work and kills, then one quiet start in which everything arrives. */
async function chaos(rounds: number, start: (at: string, round: number) => Promise<readonly Running[]>) {
  const chance = seededRandom(SEED);
  const plan: Plan = { pending: [], acknowledged: [] };
  const left = [...communes];
  const at = (index: number) => START.add({ minutes: index * BETWEEN_ROUNDS_MINUTES }).toString();
  let designatedUpTo = 0;
  let resets = 0;
  for (let index = 0; index < rounds; index += 1) {
    for (const commune of left.splice(0, 2 + Math.floor(chance() * 4))) {
      plan.pending.push({ commune, kind: 'add', deliveryId: `t-${commune}` });
    }
    const known = plan.acknowledged.filter(({ kind }) => kind === 'add');
    for (const { commune } of known.slice(designatedUpTo)) {
      plan.pending.push({
        commune,
        kind: 'designate',
        deliveryId: `V-${slug(commune)}`,
      });
    }
    designatedUpTo = known.length;
    if (chance() < 0.3) {
      site.slack.fail('chat.postMessage', { kind: 'accepted-then-reset' });
      resets += 1;
    }
    if (chance() < 0.2) site.slack.fail('chat.postMessage', { kind: 'rate-limit', retryAfterSeconds: 1 });
    const processes = await start(at(index), index);
    await round(processes, plan, 1 + Math.floor(chance() * 6), chance);
  }
  site.slack.recover();
  // The next day, for what the cap of the day held back.
  const processes = await start(START.add({ hours: 24 }).toString(), rounds);
  await arrived();
  await Promise.all(processes.map((running) => running.end('SIGTERM')));
  expect(plan.acknowledged.length).toBeGreaterThanOrEqual(rounds);
  await verify(plan, rounds + resets);
}

/** Resolves when nothing waits any more. */
async function arrived(): Promise<void> {
  await eventually(
    'the last message',
    async () => {
      const { messages } = await exportOf(site, env);
      return messages.some(({ state }) => state === 'waiting') ? undefined : true;
    },
    RETRIES_WITHIN_MS,
  );
}

it(`20 kills (kill -9) among commands and deliveries, seed ${SEED}: what was acknowledged is there once, each message arrives, repeated at most once a kill`, async () => {
  await chaos(20, async (at) => [await site.start(env, at)]);
}, 180_000);

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];
const onPostgres = serverUrl === undefined ? describe.skip : describe;

onPostgres('on PostgreSQL, two processes', () => {
  let dispose = async (): Promise<void> => undefined;

  afterAll(() => dispose());

  it(`8 kills of both among commands and deliveries, seed ${SEED}: nothing lost, nothing twice, no number twice`, async () => {
    const engine = await postgresEngine(serverUrl ?? '', 'chaos');
    dispose = () => engine.dispose();
    env = {
      ...site.settings.slack,
      DATABASE_URL: engine.url,
      JALON_SECRET: 'a-secret-that-both-processes-of-the-test-share',
    };
    await chaos(8, async (at) =>
      Promise.all([site.start(env, at), startJalon({ env: { ...env, PORT: '0' }, at })]),
    );
  }, 180_000);
});
