import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { people } from '../contract/drivers/people.ts';
import { eventually, type Talk } from '../contract/drivers/shown.ts';
import { fileOf, PROGRAM } from '../support/given-files.ts';
import type { Running } from '../support/process.ts';
import { register } from './main-job.ts';
import { openSite, type Site } from './site.ts';

const AT = '2026-01-27T09:00:00Z';
const LATER = '2026-01-27T10:00:00Z';

/** Somebody who has no chat, whose mail server says their name and address with each refusal. */
const zoe = { name: 'Zoé Quentin', email: 'zoe.quentin@poste.example', phone: '06 11 22 33 44' };
/** What was typed, secret or merely nobody's business. */
const typed = {
  post: 'Directrice du cimetière',
  reason: 'Congé de longue maladie',
  unknown: 'mon mot de passe est hortensia',
  mail: 'inconnue@quelquepart.example',
  file: 'Licenciement économique.pdf',
};
const secrets = {
  signing: 'a-signing-secret',
  slackToken: 'xoxb-a-token',
  teamsPassword: 'a-password',
  smtpPassword: 'smtp-pass-8431',
  seal: 'a-sealing-secret-of-thirty-two-letters',
  forged: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmb3JnZWQifQ.c2lnbmF0dXJl',
};

interface Line {
  readonly time?: unknown;
  readonly level?: unknown;
  readonly name?: unknown;
  readonly msg?: unknown;
  readonly correlationId?: unknown;
}

/** Refuses the first mail with words that say whom it was for, then takes them. */
async function startSmtp() {
  const sources: string[] = [];
  const refusals = { left: 1 };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(null, { user: 'jalon' }),
    onRcptTo: ({ address }, _session, done) => {
      refusals.left -= 1;
      const words = `4.3.0 mailbox of ${zoe.name} <${address}> is busy, call ${zoe.phone}`;
      done(refusals.left < 0 ? null : Object.assign(new Error(words), { responseCode: 452 }));
    },
    onData: (stream, _session, done) => {
      text(stream).then((source) => {
        sources.push(source);
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://jalon:${secrets.smtpPassword}@127.0.0.1:${port}`, sources, close };
}

/** Tokens of the links in a mail, whose soft line breaks are taken out first. */
function linkTokens(sources: readonly string[]): readonly string[] {
  const whole = sources
    .join('\n')
    .replaceAll(/=\r?\n/gu, '')
    .replaceAll('=3D', '=');
  return [...whole.matchAll(/jalon\.example\/(?:suite|fichier)\/([\w-]{40,})/gu)].map(
    ([, token = '']) => token,
  );
}

/** What the world's ill will, and its bad luck, do to a bot in a day. */
async function misfortunes(
  site: Site,
  running: Running,
  bruno: Talk,
  tokens: readonly string[],
): Promise<void> {
  const slack = site.slackClient(running);
  const teams = site.teamsClient(people.dominique, running);
  const hostile = `payload=${encodeURIComponent(JSON.stringify({ type: typed.unknown, user: people.bruno }))}`;
  await slack.slash(people.bruno.id, typed.unknown, {}, { secret: 'another-secret' });
  await slack.slash(people.bruno.id, typed.unknown, {}, { skewSeconds: -3600 });
  await slack.send(hostile, { skewSeconds: running.skewSeconds });
  await slack.send(`{"type":"${typed.unknown}"`, {
    contentType: 'application/json',
    skewSeconds: running.skewSeconds,
  });
  const file = { name: typed.file, bytes: fileOf('pdf') };
  site.slack.fileHost.fail({ kind: 'reset' });
  const shared = { subtype: 'file_share', files: [site.slack.give(file.name, file.bytes)] };
  await slack.message(people.bruno.id, typed.unknown, shared, { skewSeconds: running.skewSeconds });
  await eventually('the file that Slack did not hand over', () =>
    running.stderr().includes('slack.file-not-fetched') ? true : undefined,
  );
  site.slack.fail('users.info', { kind: 'status', status: 500 }, 3);
  await slack.slash(people.dominique.id, typed.unknown, {}, { skewSeconds: running.skewSeconds });
  const message = teams.activity('message', { extra: { text: typed.unknown } });
  await teams.post(message, { token: null });
  await teams.post(message, { token: { forged: true } });
  await teams.raw(JSON.stringify(message), {
    'content-type': 'application/json',
    authorization: `Bearer ${secrets.forged}`,
  });
  await teams.raw(`{"text":"${typed.unknown}"`, { 'content-type': 'application/json' });
  await teams.invoke('adaptiveCard/action', {
    action: { type: 'Action.Execute', verb: typed.unknown, data: {} },
  });
  site.teams.fail('member', { status: 500, code: people.dominique.name });
  await teams.say(typed.unknown);
  await bruno.say(typed.unknown);
  await bruno.say(`referent voir ${zoe.name}`);
  await bruno.send(file);
  await bruno.send({ ...file, bytes: PROGRAM });
  site.teams.fileHost.fail({ kind: 'status', status: 404 });
  await bruno.send(file);
  for (const path of [
    ...tokens.map((token) => `/suite/${token}`),
    `/suite/${secrets.forged}`,
    `/${zoe.email}`,
  ])
    await fetch(`${running.url}${path}`);
  await fetch(`${running.url}/acces`, {
    method: 'POST',
    body: new URLSearchParams({ courriel: typed.mail }),
  });
}

describe('the log of a whole day on Slack, on Teams and by mail, with its faults', () => {
  let site: Site;
  let smtp: Awaited<ReturnType<typeof startSmtp>>;
  let stdout = '';
  let lines: readonly string[] = [];
  let tokens: readonly string[] = [];

  beforeAll(async () => {
    [site, smtp] = await Promise.all([openSite(), startSmtp()]);
    const env = {
      ...site.settings.both,
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Jalon <jalon@metropole.example>',
      PUBLIC_URL: 'https://jalon.example',
      JALON_SECRET: secrets.seal,
    };
    const running = await site.start(env, AT);
    const slack = site.driver('slack', running);
    const [amina, camille] = [slack.talk(people.amina), slack.talk(people.camille)];
    site.slack.fail('chat.postMessage', { kind: 'status', status: 503 });
    await register(amina, camille);
    await amina.say('referent changer');
    await amina.submit({
      nom: zoe.name,
      courriel: zoe.email,
      telephone: zoe.phone,
      fonction: typed.post,
      motif: typed.reason,
    });
    await eventually('a mail that the server refused', () =>
      running.stderr().includes('"channel":"mail"') ? true : undefined,
    );
    await running.end('SIGTERM');
    const later = await site.start(env, LATER);
    await eventually('the mail that was refused', () => (smtp.sources.length > 0 ? true : undefined));
    tokens = linkTokens(smtp.sources);
    await misfortunes(site, later, site.driver('teams', later).talk(people.bruno), tokens);
    expect(await later.end('SIGTERM')).toEqual({ code: 0, signal: null });
    stdout = [running.stdout(), later.stdout()].join('');
    lines = [running.stderr(), later.stderr()]
      .join('')
      .split('\n')
      .filter((line) => line !== '');
  }, 120_000);

  afterAll(async () => {
    await Promise.all([site.close(), smtp.close()]);
  });

  it('is JSON, one line for each event, with its time, level and name', () => {
    const parsed = lines.map((line): Line => JSON.parse(line));
    expect(parsed.length).toBeGreaterThan(10);
    for (const { time, level, name, msg } of parsed) {
      expect(String(time)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u);
      expect(['info', 'warn', 'error']).toContain(level);
      expect(name).toBe('jalon');
      expect(String(msg)).toMatch(/^[a-z][a-z.-]+$/u);
    }
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it('tells of what happened: each command with its correlation id, what was sent, refused and failed', () => {
    const parsed = lines.map((line): Line => JSON.parse(line));
    const commands = parsed.filter(({ msg }) => msg === 'command');
    expect(commands.length).toBeGreaterThan(5);
    for (const { correlationId } of commands) expect(String(correlationId)).toMatch(/^.{8,}$/u);
    const events = new Set(parsed.map(({ msg }) => msg));
    for (const event of ['command', 'sent', 'send-failed', 'teams.refused', 'teams.profile-failed'])
      expect(events).toContain(event);
    for (const event of ['slack.file-not-fetched', 'teams.file-not-fetched']) expect(events).toContain(event);
    expect(lines.filter((line) => line.includes('"channel":"mail"')).length).toBeGreaterThanOrEqual(2);
    expect(tokens.length).toBeGreaterThan(0);
  });

  it('says no secret, token, name, address, number, chat id nor word of anybody', () => {
    const everything = `${stdout}\n${lines.join('\n')}`;
    const persons = [...Object.values(people), { ...zoe, id: 'personal-' }];
    const private_ = [
      ...persons.flatMap(({ id, name, email }) => [
        id,
        name,
        ...name.split(' '),
        email,
        email.split('@')[0] ?? '',
      ]),
      zoe.phone,
      '+33611223344',
      '611223344',
      '0148000000',
      '+33148000000',
      ...Object.values(typed),
      ...Object.values(typed).map(encodeURIComponent),
      ...Object.values(secrets),
      ...tokens,
      'connector-token',
      '/files/',
      '28:',
      '29:',
      'Bearer',
    ];
    const found = [...new Set(private_)].filter((word) =>
      everything.toLowerCase().includes(word.toLowerCase()),
    );
    expect(found).toEqual([]);
  });
});
