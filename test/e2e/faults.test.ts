import { join as joinPath } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { eventually, type Known, type Talk } from '../contract/drivers/shown.ts';
import type { Running } from '../support/process.ts';
import { coordinator, figure, join, logged, messagesAt, wakerOf } from './crowd.ts';
import { openSite, type Site } from './site.ts';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins/smtp.ts';

/** A Tuesday, 10 h in Paris. */
const START = '2026-01-27T09:00:00Z';
const ASKED = "demande d'accès";

describe('one process on SQLite, the coordination on Slack, on Teams and by e-mail', () => {
  const slack = ['well', 'wait', 'broken', 'silent', 'cut', 'lost', 'page'].map((name) =>
    coordinator('slack', name),
  );
  const teams = ['well', 'wait', 'busy', 'stale', 'silent', 'cut', 'lost'].map((name) =>
    coordinator('teams', name),
  );
  const [, waitOnSlack, brokenOnSlack, silentOnSlack, cutOnSlack, lostOnSlack, pageOnSlack] = slack.map(
    ({ id }) => id,
  );
  const [, waitOnTeams, busyOnTeams, staleOnTeams, silentOnTeams, cutOnTeams, lostOnTeams] = teams.map(
    ({ id }) => `personal-${id}`,
  );
  let site: Site;
  let smtp: SmtpStandIn;
  let env: Readonly<Record<string, string>>;
  let running: Running;
  let camille: Talk;
  let wake: () => Promise<void>;

  beforeAll(async () => {
    [site, smtp] = await Promise.all([openSite(), startSmtpStandIn()]);
    join(site, 'slack', slack);
    join(site, 'teams', teams);
    env = {
      ...site.settings.both,
      JALON_COORDINATORS: [people.camille, ...slack, ...teams].map(({ email }) => email).join(),
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Jalon <jalon@metropole.example>',
    };
    running = await site.start(env, START);
    camille = site.driver('slack', running).talk(people.camille);
    await camille.say('aide');
    wake = wakerOf((text) => camille.say(text));
    // Somebody of whom Slack knows more than the address, once they have spoken.
    for (const each of slack.slice(2, 3)) await site.driver('slack', running).talk(each).say('aide');
    for (const each of teams) await site.driver('teams', running).talk(each).say('aide');
  }, 60_000);

  afterAll(async () => {
    await site.close();
    await smtp.close();
  });

  /** Asks for access (art. 4), which every coordinator is told of. */
  async function ask(person: Known): Promise<void> {
    const talk = site.driver('slack', running).talk(person);
    await talk.say('inscription Choisy-le-Roi');
    expect((await talk.submit({ telephone: '01 48 00 00 00' })).text).toContain('est enregistrée le');
  }

  const told = () => messagesAt(site).filter(({ key }) => key.startsWith('access-asked'));
  const sent = () => told().filter(({ state }) => state === 'sent').length;
  const arrived = (count: number) =>
    eventually(`${count} messages sent`, () => (sent() === count ? true : undefined));
  const triesOnSlack = (id: string | undefined) =>
    site.slack
      .callsOf('chat.postMessage')
      .filter(({ args }) => args['channel'] === id && JSON.stringify(args).includes(ASKED)).length;
  const arrivedOnTeams = (id: string | undefined) =>
    site.teams.calls.filter(
      ({ part, conversationId, body }) =>
        part === 'send' && conversationId === id && JSON.stringify(body).includes(ASKED),
    ).length;
  const sendsFailed = () => logged(running, 'send-failed').length;

  it('APIs that answer 429, 5xx, 412, a page, nothing, or cut the connection: the others are served, a wait is obeyed by its conversation alone, everything arrives', async () => {
    site.slack.fail('chat.postMessage', { kind: 'rate-limit', retryAfterSeconds: 9 }, 1, waitOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'status', status: 500 }, 1, brokenOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'hang' }, 1, silentOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'reset' }, 1, cutOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'accepted-then-reset' }, 1, lostOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'html' }, 1, pageOnSlack);
    site.teams.fail('send', { status: 429, retryAfter: '9' }, 1, waitOnTeams);
    site.teams.fail('send', { status: 502 }, 1, busyOnTeams);
    site.teams.fail('send', { status: 412 }, 1, staleOnTeams);
    site.teams.fail('send', 'hang', 1, silentOnTeams);
    site.teams.fail('send', 'reset', 1, cutOnTeams);
    site.teams.fail('send', 'accepted-then-reset', 1, lostOnTeams);
    await ask(people.amina);
    await eventually('the first tries', () => (sendsFailed() >= 10 ? true : undefined));
    await camille.received(ASKED);
    const seen = await camille.say('envois');
    expect(seen.text).toMatch(/\d+ envois en difficulté/u);
    expect(await figure(running, 'jalon_deliveries_total{channel="slack",outcome="retry"}')).toBe(5);
    // The hour at which they are tried again has come, the waits that were asked for are not over.
    await running.moveClock({ minutes: 1 });
    await wake();
    await eventually('both held back', () =>
      logged(running, 'held').filter(({ why }) => why === 'rate-limited').length >= 2 ? true : undefined,
    );
    await eventually('the end of the silence', () =>
      logged(running, 'send-failed').filter(({ ms }) => Number(ms) > 5000).length >= 2 ? true : undefined,
    );
    await running.moveClock({ minutes: 1 });
    await wake();
    await arrived(15);
    expect(site.slack.tooEarly).toEqual([]);
    expect(site.teams.tooEarly).toEqual([]);
    expect(slack.map(({ id }) => triesOnSlack(id))).toEqual([1, 2, 2, 2, 2, 2, 2]);
    expect(teams.map(({ id }) => arrivedOnTeams(`personal-${id}`))).toEqual([1, 1, 1, 1, 1, 1, 2]);
  }, 60_000);

  it('somebody removed (Slack: deactivated, Teams: BotNotInConversationRoster) is written to by e-mail, and the coordination is told', async () => {
    const [leaver, removed] = [slack[2], teams[2]];
    if (leaver === undefined || removed === undefined) return;
    site.slack.people.set(leaver.id, { ...leaver, more: { deleted: true } });
    const refusal = { status: 403, code: 'BotNotInConversationRoster' };
    site.teams.fail('send', refusal, 1, busyOnTeams);
    // What is kept of a profile is kept for ten minutes.
    await running.moveClock({ minutes: 11 });
    await ask(people.bruno);
    const mailed = await eventually('both mails', () => {
      const to = smtp.mails.filter(({ text }) => text.includes(people.bruno.name)).map((mail) => mail.to);
      return to.length >= 2 ? to : undefined;
    });
    expect(mailed.toSorted()).toEqual([leaver.email, removed.email].toSorted());
    await camille.received("n'est plus joignable");
    await arrived(30);
    const shown = await camille.say('envois');
    expect(shown.text).toContain('Injoignables');
    for (const { name } of [leaver, removed]) expect(shown.text).toContain(name);
    expect(logged(running, 'account-lost').map(({ channel, hasOther }) => [channel, hasOther])).toEqual(
      expect.arrayContaining([
        ['slack', true],
        ['teams', true],
      ]),
    );
  }, 60_000);

  it('no mail server: what goes by e-mail waits, the others are served, and each mail arrives once it is back', async () => {
    const { port } = smtp;
    await smtp.close();
    await ask(people.dominique);
    await eventually('a mail that does not leave', () =>
      logged(running, 'send-failed').some(({ fault }) => fault === 'mail server away') ? true : undefined,
    );
    await arrived(43);
    smtp = await startSmtpStandIn(port);
    await running.moveClock({ minutes: 2 });
    await wake();
    await arrived(45);
    // Of this request: what was told of the removed people may be on its way yet.
    const asked = smtp.mails.filter(({ text }) => text.includes(people.dominique.name));
    expect(asked.map(({ to }) => to).toSorted()).toEqual([slack[2]?.email, teams[2]?.email].toSorted());
  }, 60_000);

  it('poisoned messages (rows changed by SQL) end as failed and show in « envois »; the healthy beside them leave', async () => {
    site.slack.fail('chat.postMessage', { kind: 'status', status: 500 }, 1, waitOnSlack);
    site.slack.fail('chat.postMessage', { kind: 'status', status: 500 }, 1, cutOnSlack);
    const before = sendsFailed();
    await ask(people.ines);
    await eventually('two messages that wait', () => (sendsFailed() === before + 2 ? true : undefined));
    await arrived(58);
    const database = new DatabaseSync(joinPath(site.folder, 'data', 'jalon.sqlite'), { timeout: 5000 });
    const poison = database.prepare(
      `UPDATE messages SET data = ? WHERE state = 'waiting' AND seq = (SELECT min(seq) FROM messages WHERE state = 'waiting' AND data LIKE '%requestId%')`,
    );
    for (const data of ['{}', '{"track":']) expect(poison.run(data).changes).toBe(1);
    database.close();
    const tries = () => logged(running, 'render-failed').length;
    const givenUp = () => logged(running, 'given-up').length;
    // Five tries each; on a busy machine one of the two may be a round ahead of the other.
    for (let round = 0; round < 12 && givenUp() < 2; round += 1) {
      const before = tries();
      await running.moveClock({ minutes: 30 });
      await wake();
      await eventually('a try', () => (tries() > before || givenUp() === 2 ? true : undefined));
    }
    await eventually('both given up', () => (givenUp() === 2 ? true : undefined));
    expect(logged(running, 'given-up')).toHaveLength(2);
    await arrived(58);
    await eventually('the figure', async () =>
      (await figure(running, 'jalon_outbox_messages{state="failed"}')) === 2 ? true : undefined,
    );
    const shown = await camille.say('envois');
    expect(shown.text).toContain('2 envois en difficulté');
    await running.end('SIGTERM');
    running = await site.start(env, '2026-01-27T13:00:00Z');
    expect((await camille.received('Envois à surveiller')).text).toContain(
      '2 messages ont échoué pour de bon',
    );
  }, 60_000);
});
