import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mailDriver } from '../contract/drivers/mail.ts';
import { people } from '../contract/drivers/people.ts';
import { eventually, type Known, list, record } from '../contract/drivers/shown.ts';
import { type Running, startJalon } from '../support/process.ts';
import { postgresEngine } from '../support/store-engines.ts';
import { needPostgres } from '../support/store-suites.ts';
import { COMMUNES, join } from './crowd.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins/smtp.ts';

/** Thursday 29/01/2026, 8 h 59 min 50 s in Paris: the audit's end (28/02) is said at 9 h, while they are replaced. */
const START = '2026-01-29T07:59:50Z';
const FIRST_SUCCESSOR = '2026-01-29T08:00:10Z';
const SECOND_SUCCESSOR = '2026-01-29T08:00:30Z';

const NOTHING_RECORDED = "Rien n'a été enregistré";
const REMINDER = /Dans 30|\d+\s+échéances/u;
const isReminder = (key: string): boolean => key.startsWith('milestone:');

const fatou = { id: 'fatou', name: 'Fatou Keïta', email: 'fatou.keita@choisy.example' };

const serverUrl = needPostgres();
const onPostgres = serverUrl === null ? describe.skip : describe;

onPostgres('two processes on one PostgreSQL with the same secret', () => {
  let site: Site;
  let smtp: SmtpStandIn;
  let dispose = async (): Promise<void> => undefined;
  let env: Readonly<Record<string, string>>;
  /** Those that a balancer would send requests to. */
  let first: Running;
  let second: Running;

  const referents: readonly Known[] = COMMUNES.slice(0, 8).map((_commune, index) => ({
    id: `UP${index}`,
    name: `Personne ${index}`,
    email: `p${index}@ville.example`,
  }));

  beforeAll(async () => {
    const engine = await postgresEngine(serverUrl ?? '', 'two_machines');
    dispose = () => engine.dispose();
    [site, smtp] = await Promise.all([openSite(), startSmtpStandIn()]);
    join(site, 'slack', referents);
    const { SLACK_BOT_TOKEN: _token, ...settings } = site.settings.both;
    env = {
      ...settings,
      SLACK_CLIENT_ID: 'a-client',
      SLACK_CLIENT_SECRET: 'a-client-secret',
      SLACK_WORKSPACES: site.slackTeam,
      JALON_COORDINATORS: `${people.camille.email},${people.nadia.email}`,
      JALON_SECRET: 'a secret that both processes share'.replaceAll(' ', '-'),
      DATABASE_URL: engine.url,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Jalon <jalon@metropole.example>',
    };
    [first, second] = await Promise.all([
      site.start(env, START),
      startJalon({ env: { ...env, PORT: '0' }, at: START }),
    ]);
  }, 60_000);

  afterAll(async () => {
    await site.close();
    await smtp.close();
    await dispose();
  });

  it('Slack installed (OAuth) on a page of one, finished on the other: both serve the workspace', async () => {
    const begun = await fetch(`${first.url}/slack/install`);
    const [cookie = ''] = (begun.headers.getSetCookie()[0] ?? '').split(';');
    const link = /href="([^"]+)"/u.exec(await begun.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    const state = new URL(link).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code: site.slackTeam, state });
    const done = await fetch(`${second.url}/slack/oauth_redirect?${query}`, { headers: { cookie } });
    expect(done.status).toBe(200);
    for (const running of [first, second]) {
      const shown = await site.driver('slack', running).talk(people.camille).say('aide');
      expect(shown.title).toBe('Ce que vous pouvez faire');
    }
    expect(site.slack.callsOf('oauth.v2.access')).toHaveLength(1);
  }, 30_000);

  it('a form opened on one is finished on the other: a modal of Slack, a dialog of Teams, a page that a mail leads to', async () => {
    const camille = [first, second].map((each) => site.driver('slack', each).talk(people.camille));
    const nadia = [first, second].map((each) => site.driver('teams', each).talk(people.nadia));
    const modal = await camille[0]?.say('referent changer Choisy-le-Roi');
    const typed = { nom: fatou.name, courriel: fatou.email, telephone: '01 48 00 00 00' };
    expect((await camille[1]?.submit(typed, modal))?.text).toContain('REF-2026-0001');

    const calendar = await nadia[1]?.say('calendrier Choisy-le-Roi');
    const dialog = await nadia[1]?.press('Signaler un retard', calendar);
    const delay = { etape: 'setup', date: '2026-07-15', cause: 'Livraison tardive' };
    const preview = await nadia[0]?.submit(delay, dialog);
    expect(preview?.text).toContain('137');
    expect((await nadia[1]?.press('Annuler', preview))?.text).toContain(NOTHING_RECORDED);

    const everything = () =>
      /Tout ce que vous pouvez faire\u00a0: (\S+)/u.exec(smtp.mails.at(-1)?.text ?? '')?.[1] ?? '';
    const reader = [first, second].map(({ url }) =>
      mailDriver({ origin: url, everything, mails: () => smtp.mails }).talk(fatou),
    );
    const welcome = await reader[0]?.received('Vous êtes référent(e) projet');
    for (const each of reader) expect((await each.press('Calendrier', welcome)).title).toContain('Choisy');
    const page = await reader[0]?.press('Signaler un retard', await reader[0]?.press('Calendrier', welcome));
    const shown = await reader[1]?.submit({ ...delay, date: '15/07/2026' }, page);
    expect((await reader[0]?.press('Transmettre', shown))?.text).toContain('transmis');
    const [, id] = await Promise.all([camille[0]?.received('retard signalé'), exportOf(site, env)]);
    expect(id.events.filter(({ type }) => type === 'phase-end-proposed')).toHaveLength(1);
  }, 30_000);

  const textsOnSlack = (id: string, said: RegExp): number =>
    site.slack
      .callsOf('chat.postMessage')
      .filter(({ args }) => args['channel'] === id && said.test(JSON.stringify(args))).length;

  /** One command, sent as often as it takes to be answered, as platforms and balancers do. */
  async function insist(work: (running: Running) => Promise<boolean>, rank: number): Promise<void> {
    let tries = 0;
    await eventually('an answer', async () => {
      const running = (rank + tries) % 2 === 0 ? first : second;
      tries += 1;
      return (await work(running).catch(() => false)) ? true : undefined;
    });
  }

  const add = (commune: string, rank: number) =>
    insist(async (running) => {
      const text = `commune ajouter "${commune}"`;
      if (rank % 4 < 2) {
        const place = { triggerId: `add-${commune}` };
        const signed = { skewSeconds: running.skewSeconds };
        const { status, body } = await site
          .slackClient(running)
          .slash(people.camille.id, text, place, signed);
        return status === 200 && body.includes('participe désormais');
      }
      const { status } = await site.teamsClient(people.nadia, running).say(text, { id: `add-${commune}` });
      return status === 200;
    }, rank);

  function designation(view: Readonly<Record<string, unknown>>, form: unknown) {
    return (commune: string, rank: number) => {
      const values = {
        commune: commune.toLowerCase(),
        role: 'referent',
        nom: referents[rank]?.name ?? '',
        courriel: referents[rank]?.email ?? '',
        telephone: '0148000000',
        'a-compter-du': '2026-01-29',
      };
      return insist(async (running) => {
        if (rank % 4 < 2) {
          const submission = { viewId: `V-${commune}`, view, values };
          const signed = { skewSeconds: running.skewSeconds };
          const { status, body } = await site
            .slackClient(running)
            .submit(people.camille.id, submission, signed);
          return status === 200 && body === '';
        }
        const about = { id: `do-${commune}`, replyToId: `form-${commune}` };
        const { status, body } = await site.teamsClient(people.nadia, running).submit(form, values, about);
        return status === 200 && JSON.stringify(body).includes('REF-2026-');
      }, rank);
    };
  }

  it('replaced one after the other under traffic: each acknowledged command once, each reminder and receipt once, no number twice', async () => {
    const signed = { skewSeconds: first.skewSeconds };
    const triggerId = 'the modal';
    await site
      .slackClient(first)
      .slash(people.camille.id, 'referent changer Choisy-le-Roi', { triggerId }, signed);
    const opened = await site.slack.until(({ args }) => args['trigger_id'] === triggerId);
    await site.teamsClient(people.nadia, first).say('referent changer Choisy-le-Roi');
    const spoken = site.teams.calls.filter(({ part }) => part === 'send').at(-1);
    const form = record(list(record(spoken?.body)['attachments'])[0])['content'];
    const designate = designation(record(opened.args['view']), form);
    const known = COMMUNES.slice(0, 8);
    const fresh = COMMUNES.slice(8);
    await Promise.all(known.map(add));

    const during = (from: number, to: number) => [
      ...known.slice(from, to).map((commune, index) => designate(commune, from + index)),
      ...fresh.slice(from, to).map((commune, index) => add(commune, from + index)),
    ];
    const early = during(0, 2);
    const left = first.end('SIGTERM');
    await Promise.all([...early, ...during(2, 4)]);
    expect(await left).toEqual({ code: 0, signal: null });
    first = await site.start(env, FIRST_SUCCESSOR);

    const late = during(4, 6);
    const port = String(second.port);
    const leaving = second.end('SIGTERM');
    await Promise.all([...late, ...during(6, 8)]);
    expect(await leaving).toEqual({ code: 0, signal: null });
    second = await startJalon({ env: { ...env, PORT: port }, at: SECOND_SUCCESSOR });

    const { events, messages } = await eventually('nothing that waits', async () => {
      const found = await exportOf(site, env);
      const isOver = found.messages.every(({ state }) => state === 'sent');
      return isOver && found.messages.some(({ key }) => isReminder(key)) ? found : undefined;
    });
    const added = events.filter(({ type }) => type === 'beneficiary-added');
    expect(added.map(({ data }) => record(record(data)['beneficiary'])['name']).toSorted()).toEqual(
      [...known, ...fresh.slice(0, 8)].toSorted(),
    );
    const designated = events.filter(({ type }) => type === 'referent-designated').map(({ data }) => data);
    const numbers = designated.map((data) => String(record(data)['number'])).toSorted();
    expect(numbers).toEqual(numbers.map((_, index) => `REF-2026-${String(index + 1).padStart(4, '0')}`));
    expect(numbers).toHaveLength(9);
    for (const { id } of referents) expect(textsOnSlack(id, /Vous êtes référent/u)).toBe(1);
    // Several reminders leave as one: each message of a platform stands for those that carry its id.
    const remindersOn = (platform: string) =>
      new Set(messages.flatMap((m) => (m.channel === platform && isReminder(m.key) ? [m.platformId] : [])))
        .size;
    const [coordinator, ...others] = [people.camille, ...referents].map(({ id }) =>
      textsOnSlack(id, REMINDER),
    );
    expect((coordinator ?? 0) + others.reduce((sum, one) => sum + one, 0)).toBe(remindersOn('slack'));
    expect(Math.max(...others)).toBeLessThanOrEqual(1);
    const onTeams = site.teams.calls.filter(
      ({ part, body }) => part === 'send' && REMINDER.test(JSON.stringify(body)),
    );
    expect(onTeams).toHaveLength(remindersOn('teams'));
    expect(smtp.mails.filter(({ text }) => REMINDER.test(text))).toHaveLength(remindersOn('mail'));
    expect(messages.map(({ key, attempts }) => [key, attempts])).toEqual(messages.map(({ key }) => [key, 1]));
    expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
  }, 60_000);

  it('one that is asked to stop refuses new requests at once and ends what it was sending; the other goes on', async () => {
    const { promise: until, resolve: answer } = Promise.withResolvers<void>();
    const before = site.slack.callsOf('chat.postMessage').length;
    site.slack.fail('chat.postMessage', { kind: 'held', until }, 1, people.camille.id);
    const amina = site.driver('slack', second).talk(people.amina);
    await amina.say('inscription Choisy-le-Roi');
    await amina.submit({ telephone: '01 48 00 00 01', role: 'suppleant' });
    await site.slack.until(
      (call) =>
        site.slack.calls.filter(({ method }) => method === call.method).length > before &&
        call.method === 'chat.postMessage' &&
        JSON.stringify(call.args).includes("demande d'accès"),
    );
    const ended = second.end('SIGTERM');
    await eventually('a closed door', () =>
      fetch(`${second.url}/readyz`).then(
        () => undefined,
        () => true,
      ),
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    answer();
    const answeredMs = performance.now();
    expect(await ended).toEqual({ code: 0, signal: null });
    // Connections that were kept open are not waited for.
    expect(performance.now() - answeredMs).toBeLessThan(4000);
    const { messages } = await exportOf(site, env);
    expect(messages.filter(({ key }) => key.startsWith('access-asked')).map(({ state }) => state)).toEqual([
      'sent',
      'sent',
    ]);
  }, 30_000);
});
