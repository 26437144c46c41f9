import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { eventually, type Known, type Talk } from '../contract/drivers/shown.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import type { Running } from '../support/process.ts';
import { needPostgres } from '../support/store-suites.ts';
import { figure, logged, messagesAt, ready, wakerOf } from './crowd.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';

const NOTHING_RECORDED = "Rien n'a été enregistré";

let site: Site;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  site = await openSite();
  env = site.settings.slack;
});

afterEach(() => site.close());

const talkOf = (running: Running, person: Known): Talk => site.driver('slack', running).talk(person);

async function designate(camille: Talk, commune: string, { name, email }: Known): Promise<string> {
  await camille.say(`referent changer "${commune}"`);
  const typed = { nom: name, courriel: email, telephone: '01 48 00 00 00' };
  return (await camille.submit(typed)).text;
}

/** What the process says of itself, once it says what is expected. */
const says = (running: Running, what: string, fits: (found: Awaited<ReturnType<typeof ready>>) => boolean) =>
  eventually(what, async () => {
    const found = await ready(running);
    return fits(found) ? found : undefined;
  });

describe('the clock', () => {
  it('set forward by an hour, back, and forward again: a reminder leaves once, other messages leave all the time, the heart goes on', async () => {
    // Thursday 29/01/2026, 8 h 50 in Paris: the audit's end (28/02) is said at 9 h.
    const running = await site.start(env, '2026-01-29T07:50:00Z');
    const [amina, camille, bruno] = [people.amina, people.camille, people.bruno].map((each) =>
      talkOf(running, each),
    );
    if (amina === undefined || camille === undefined || bruno === undefined) return;
    const wake = wakerOf((text) => camille.say(text));
    expect(await designate(camille, 'Choisy-le-Roi', people.amina)).toContain('REF-2026-0001');
    await running.moveClock({ hours: 1 });
    await wake();
    await amina.received('Dans 30 jours');
    await running.moveClock({ hours: -1 });
    await bruno.say('inscription Choisy-le-Roi');
    await bruno.submit({ telephone: '01 48 00 00 00' });
    await camille.received("demande d'accès");
    // Nobody asks for a look: what comes now is a beat of its own.
    await says(running, 'a silence', ({ silentSeconds }) => (silentSeconds ?? 0) >= 8);
    await says(running, 'a beat', ({ silentSeconds }) => (silentSeconds ?? 99) < 5);
    await running.moveClock({ hours: 1 });
    const { lastBeatAt } = await ready(running);
    await wake();
    await says(running, 'another look', (found) => found.clock && found.lastBeatAt !== lastBeatAt);
    expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(messagesAt(site).filter(({ state }) => state !== 'sent')).toEqual([]);
    expect(amina.inbox().filter(({ text }) => text.includes('Dans 30 jours'))).toHaveLength(1);
    expect(camille.inbox().filter(({ text }) => text.includes("demande d'accès"))).toHaveLength(1);
  }, 60_000);

  it('a week without a process: one digest for each person, the newest stage of each milestone only, and the coordination hears of the silence', async () => {
    // Thursday 21/05/2026, 10 h; then Friday 29/05: the training's end (Sunday 31/05) was to be said at J-7, J-1 and J.
    const before = await site.start(env, '2026-05-21T08:00:00Z');
    const [amina, camille] = [talkOf(before, people.amina), talkOf(before, people.camille)];
    await camille.say('commune ajouter "Nanterre"');
    await designate(camille, 'Choisy-le-Roi', people.amina);
    await designate(camille, 'Nanterre', people.amina);
    await says(before, 'nothing that waits', () => messagesAt(site).every(({ state }) => state === 'sent'));
    await before.end('SIGTERM');
    const [toAmina, toCamille] = [amina.inbox().length, camille.inbox().length];

    const after = await site.start(env, '2026-05-29T08:00:00Z');
    await camille.received("Jalon n'a rien envoyé du 21/05/2026");
    await says(after, 'nothing that waits', () => messagesAt(site).every(({ state }) => state === 'sent'));
    const digests = amina.inbox().slice(toAmina);
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain('dans 2 jours : Choisy-le-Roi et Nanterre');
    expect(camille.inbox().slice(toCamille)).toHaveLength(2);
    await after.end('SIGTERM');
    const { events } = await exportOf(site, env);
    const said = events.filter(({ type }) => type === 'reminders-owed').map(({ data }) => data);
    const offsets = JSON.stringify(said).matchAll(
      /"dueOn":"2026-05-31","milestone":"setup-end","offsetDays":(-?\d+)/gu,
    );
    expect([...offsets].map(([, days]) => Number(days)).toSorted()).toEqual([-14, -14, 0, 0]);
  }, 60_000);
});

describe('the records', () => {
  it('on a disk that is full, then in a file that may only be read: nothing acknowledged is lost, people are told, it goes on by itself', async () => {
    const nobody = 65_534;
    const isRoot = process.geteuid?.() === 0;
    const data = join(site.folder, 'data');
    mkdirSync(data);
    // Root may write whatever a file's mode says.
    if (isRoot) for (const path of [site.folder, data]) chownSync(path, nobody, nobody);
    const running = await site.start(env, '2026-01-27T09:00:00Z', isRoot ? { uid: nobody } : {});
    const account = isRoot ? { uid: nobody, gid: nobody } : {};
    const limit = (bytes: string) => {
      const { status } = spawnSync(
        'prlimit',
        [`--pid=${running.pid}`, `--fsize=${bytes}:unlimited`],
        account,
      );
      expect(status).toBe(0);
    };
    const modes = (mode: number) => {
      for (const name of readdirSync(data)) chmodSync(join(data, name), mode);
    };
    const camille = talkOf(running, people.camille);
    await camille.say('aide');
    expect((await camille.say('commune ajouter "Nanterre"')).text).toContain('participe désormais');

    limit('1');
    expect((await camille.say('commune ajouter "Sceaux"')).text).toContain(NOTHING_RECORDED);
    await says(running, 'no store', ({ status, store }) => status === 503 && !store);
    expect(await figure(running, 'jalon_ready{part="store"}')).toBe(0);
    modes(0o400);
    limit('unlimited');
    expect((await camille.say('commune ajouter "Sceaux"')).text).toContain(NOTHING_RECORDED);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    modes(0o600);
    await says(running, 'the store', ({ status, store }) => status === 200 && store);
    expect((await camille.say('commune ajouter "Sceaux"')).text).toContain('participe désormais');
    expect(logged(running, 'command-failed')).toHaveLength(2);
    await running.end('SIGTERM');
    const { events } = await exportOf(site, env);
    expect(events.filter(({ type }) => type === 'beneficiary-added')).toHaveLength(2);
    expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
  }, 60_000);
});

const cluster = { own: null as Cluster | null };
const onPostgres = needPostgres() === null ? describe.skip : describe;

onPostgres('PostgreSQL', () => {
  afterEach(() => cluster.own?.dispose());

  it('that crashes and comes back under a process: people are told, what was sent meanwhile is not sent again, it goes on by itself', async () => {
    const own = await startCluster();
    cluster.own = own;
    env = { ...env, DATABASE_URL: own.url };
    const running = await site.start(env, '2026-01-27T09:00:00Z');
    const [amina, camille] = [talkOf(running, people.amina), talkOf(running, people.camille)];
    const wake = wakerOf((text) => camille.say(text));
    await camille.say('aide');
    const { promise: until, resolve: answer } = Promise.withResolvers<void>();
    site.slack.fail('chat.postMessage', { kind: 'held', until });
    await amina.say('inscription Choisy-le-Roi');
    expect((await amina.submit({ telephone: '01 48 00 00 00' })).text).toContain('est enregistrée le');
    await camille.received("demande d'accès");
    own.crash();
    answer();
    const asked = performance.now();
    expect((await camille.say('commune ajouter "Vitry-sur-Seine"')).text).toContain(NOTHING_RECORDED);
    expect(performance.now() - asked).toBeLessThan(2900);
    await says(running, 'no store', ({ status, store }) => status === 503 && !store);
    expect(await figure(running, 'jalon_ready{part="store"}')).toBe(0);
    await eventually('a look that failed', () =>
      logged(running, 'beat-failed').length > 0 ? true : undefined,
    );

    own.start();
    await says(running, 'the store', ({ status, store }) => status === 200 && store);
    // The lease of what was under way runs out after three minutes.
    await running.moveClock({ minutes: 4 });
    await wake();
    await eventually('the mark', async () =>
      (await exportOf(site, env)).messages.every(({ state }) => state === 'sent') ? true : undefined,
    );
    await running.end('SIGTERM');
    const { events, messages } = await exportOf(site, env);
    expect(messages.map(({ state, channel }) => [state, channel])).toEqual([['sent', 'slack']]);
    expect(camille.inbox()).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'referent-requested')).toHaveLength(1);
    expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
  }, 60_000);
});
