import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { eventually, record, type Talk } from '../contract/drivers/shown.ts';
import { startJalon } from '../support/process.ts';
import { postgresEngine } from '../support/store-engines.ts';
import { needPostgres } from '../support/store-suites.ts';
import { messagesAt } from './crowd.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';
import type { SlackCall } from './stand-ins/slack.ts';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins/smtp.ts';

/** Tuesday 27/01/2026, 10 h in Paris. */
const START = '2026-01-27T09:00:00Z';
/** What a dead process had begun to send is taken over once its lease of three minutes has run out. */
const AFTER_THE_LEASE = '2026-01-27T09:04:00Z';
const LATER = '2026-01-27T10:30:00Z';
const NUMBER = 'INC-2026-0001';
const FACTS = 'La plateforme renvoie une erreur à chaque recherche.';
const report = { nature: 'dysfonctionnement', faits: FACTS, consequence: 'aucune' };

let site: Site;

beforeEach(async () => {
  site = await openSite();
});

afterEach(() => site.close());

const isAlert = ({ method, args }: SlackCall) =>
  method === 'chat.postMessage' &&
  args['channel'] === people.camille.id &&
  JSON.stringify(args).includes(`Signalement écrit ${NUMBER}`);

/** Camille makes somebody speak for Choisy-le-Roi. */
async function designate(
  camille: Talk,
  person: { readonly name: string; readonly email: string },
  role = 'referent',
) {
  await camille.say('referent changer Choisy-le-Roi');
  const typed = { role, nom: person.name, courriel: person.email, telephone: '01 48 00 00 00' };
  expect((await camille.submit(typed)).text).toContain('REF-2026-');
}

describe('a report (art. 3) that was said to be recorded', () => {
  it('killed (kill -9) between recording and alerting: the alert goes out once or twice, never not at all', async () => {
    const env = site.settings.slack;
    const first = await site.start(env, START);
    const driver = site.driver('slack', first);
    const [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
    await designate(camille, people.amina);
    await amina.received('Vous êtes référent(e) projet');
    site.slack.fail('chat.postMessage', { kind: 'hang' }, 1, people.camille.id);
    await amina.say('incident');
    expect((await amina.submit(report)).text).toContain(`est enregistré : ${NUMBER}`);
    await site.slack.until(isAlert);
    expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    await site.start(env, AFTER_THE_LEASE);
    await eventually('the alert, sent', () =>
      messagesAt(site).some(({ key, state }) => key.startsWith('incident-alert:') && state === 'sent')
        ? true
        : undefined,
    );
    const alerts = site.slack.calls.filter(isAlert).length;
    expect(alerts).toBeGreaterThanOrEqual(1);
    expect(alerts).toBeLessThanOrEqual(2);
    const { events } = await exportOf(site, env);
    expect(events.filter(({ type }) => type === 'incident-reported')).toHaveLength(1);
    expect(await site.run(['verify', '--incident', NUMBER], env)).toMatchObject({ code: 0 });
  }, 60_000);

  it('while the mail server is down: it stands, its author is told so, and the receipt comes once mail is back', async () => {
    const gone = await startSmtpStandIn();
    const { port } = gone;
    await gone.close();
    const env = {
      ...site.settings.slack,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Jalon <jalon@metropole.example>',
    };
    const first = await site.start(env, START);
    const [amina, camille] = [people.amina, people.camille].map((each) =>
      site.driver('slack', first).talk(each),
    ) as [Talk, Talk];
    await designate(camille, people.amina);
    await amina.say('incident');
    expect((await amina.submit(report)).text).toContain(`est enregistré : ${NUMBER}`);
    await amina.received(
      `Votre signalement ${NUMBER} est conservé. L'envoi du courriel a échoué ; de nouveaux essais sont automatiques.`,
    );
    await camille.received(`Signalement écrit ${NUMBER}`);
    await first.end('SIGTERM');

    const smtp: SmtpStandIn = await startSmtpStandIn(port);
    try {
      await site.start(env, LATER);
      const mail = await eventually('the receipt', () =>
        smtp.mails.find(
          ({ to, headers }) => to === people.amina.email && headers.includes('multipart/mixed'),
        ),
      );
      expect(mail.headers).toContain('Subject:');
      expect(amina.inbox().filter(({ text }) => text.includes('est conservé'))).toHaveLength(1);
    } finally {
      await smtp.close();
    }
  }, 60_000);
});

describe('a report (art. 3) that cannot be recorded', () => {
  it('on a disk that is full: « Rien n’a été enregistré », the form stays open with its text, and is sent once there is room', async () => {
    const nobody = 65_534;
    const isRoot = process.geteuid?.() === 0;
    const data = join(site.folder, 'data');
    mkdirSync(data);
    if (isRoot) for (const path of [site.folder, data]) chownSync(path, nobody, nobody);
    const env = site.settings.slack;
    const running = await site.start(env, START, isRoot ? { uid: nobody } : {});
    const limit = (bytes: string) =>
      spawnSync(
        'prlimit',
        [`--pid=${running.pid}`, `--fsize=${bytes}:unlimited`],
        isRoot ? { uid: nobody, gid: nobody } : {},
      ).status;
    const [amina, camille] = [people.amina, people.camille].map((each) =>
      site.driver('slack', running).talk(each),
    ) as [Talk, Talk];
    await designate(camille, people.amina);
    await amina.say('incident');
    expect(limit('1')).toBe(0);
    const refused = await amina.submit(report);
    expect(refused.text).toContain("Rien n'a été enregistré");
    expect(refused.fields.find(({ name }) => name === 'faits')?.value).toBe(FACTS);
    expect(limit('unlimited')).toBe(0);
    const done = await eventually('room', async () => {
      const shown = await amina.submit({});
      return shown.text.includes(NUMBER) ? shown : undefined;
    });
    expect(done.text).toContain(`est enregistré : ${NUMBER}`);
    await running.end('SIGTERM');
    const { events } = await exportOf(site, env);
    expect(events.filter(({ type }) => type === 'incident-reported')).toHaveLength(1);
  }, 60_000);
});

const serverUrl = needPostgres();
const onPostgres = serverUrl === null ? describe.skip : describe;

onPostgres('two processes on one PostgreSQL (art. 3)', () => {
  const HALF = 25;

  it('fifty reports at once: numbers without a gap or a double, each answered with its own, the chain holds', async () => {
    const engine = await postgresEngine(serverUrl ?? '', 'incidents');
    try {
      const env = { ...site.settings.both, DATABASE_URL: engine.url };
      const [first, second] = await Promise.all([
        site.start(env, START),
        startJalon({ env: { ...env, PORT: '0' }, at: START }),
      ]);
      const camille = site.driver('slack', first).talk(people.camille);
      await designate(camille, people.amina);
      await designate(camille, people.bruno, 'suppleant');
      const line = (rank: number) =>
        `incident nature:dysfonctionnement faits:"La recherche ${rank} renvoie une erreur." constate-le:27/01/2026 consequence:aucune`;
      const signed = { skewSeconds: first.skewSeconds };
      const slack = site.slackClient(first);
      const teams = site.teamsClient(people.bruno, second);
      const answers = await Promise.all([
        ...Array.from({ length: HALF }, async (_, rank) => {
          const { status, body } = await slack.slash(
            people.amina.id,
            line(rank),
            { triggerId: `report-${rank}`, responseUrl: site.slack.responseUrl() },
            signed,
          );
          return `${status} ${body}`;
        }),
        ...Array.from({ length: HALF }, async (_, rank) => {
          const { status } = await teams.say(line(HALF + rank), { id: `report-${HALF + rank}` });
          return `${status}`;
        }),
      ]);
      expect(answers.filter((answer) => !answer.startsWith('200'))).toEqual([]);
      const expected = Array.from(
        { length: 2 * HALF },
        (_, n) => `INC-2026-${String(n + 1).padStart(4, '0')}`,
      );
      // On a busy machine some are answered at once that the answer will follow, and follow.
      await eventually('fifty answers', async () => {
        const calls = [
          ...site.slack.calls.map(({ args }) => args),
          ...site.teams.calls.map(({ body }) => body),
        ];
        const told = [...answers, ...calls.map((call) => JSON.stringify(call))].join('\n');
        return expected.every((number) => told.includes(`Signalement ${number}`)) || undefined;
      });
      const { events } = await exportOf(site, env);
      const reported = events
        .filter(({ type }) => type === 'incident-reported')
        .map(({ data }) => record(data));
      expect(reported.map(({ incident }) => incident)).toEqual(expected);
      expect(new Set(reported.map(({ facts }) => facts)).size).toBe(2 * HALF);
      expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
      await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')]);
    } finally {
      await engine.dispose();
    }
  }, 90_000);
});
