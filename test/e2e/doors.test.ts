import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAdaptiveCard } from '../contract/drivers/adaptive.ts';
import { people } from '../contract/drivers/people.ts';
import { list, record } from '../contract/drivers/shown.ts';
import type { Running } from '../support/process.ts';
import { createTeamsClient } from './clients/teams.ts';
import { exportOf } from './main-job.ts';
import { APP_ID, openSite, type Site } from './site.ts';

/** Bodies that neither Slack nor Teams sends. */
const malformed = [
  '',
  ' ',
  '{',
  'null',
  'true',
  '42',
  '[]',
  '[[]]',
  '""',
  '{}',
  '{"type":null}',
  '{"type":"invoke","name":{},"value":[]}',
  '{"type":"event_callback"}',
  '{"type":"event_callback","event":[],"team_id":{}}',
  '{"type":"url_verification","challenge":"x"}',
  '{"__proto__":{"type":"message"},"constructor":1}',
  `{"type":"message","text":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  'payload=',
  'payload=%7B',
  'payload=%7B%22type%22%3A%22block_actions%22%7D',
  'payload=%7B%22type%22%3A%22view_submission%22%2C%22view%22%3Anull%7D',
  'command=/jalon',
  'command=%2Fjalon&text=aide&team_id=&user_id=&channel_id=&trigger_id=',
  '%00%ff%fe',
  '\u0000\uffff',
];

let site: Site;
let running: Running;

async function healthy(): Promise<boolean> {
  return (await fetch(`${running.url}/healthz`)).status === 200;
}

describe('the doors of a bot on Slack and Teams', () => {
  beforeAll(async () => {
    site = await openSite();
    running = await site.start(site.settings.both);
  }, 30_000);

  afterAll(() => site.close());

  it('Slack: a wrong, missing or old signature is 401, and nothing is recorded', async () => {
    const client = site.slackClient(running);
    const before = (await exportOf(site, site.settings.both)).events.length;
    const body =
      'command=%2Fjalon&text=inscription&team_id=T0TEAM&user_id=UAMINA&channel_id=C1&trigger_id=t1';
    const statuses = [
      await client.send(body, { secret: 'another-secret' }),
      await client.send(body, { skewSeconds: -600 }),
      await client.send(body, { skewSeconds: 600 }),
      await client.send(body, { headers: { 'X-Slack-Signature': 'v0=00' } }),
      await client.send(body, { headers: { 'X-Slack-Signature': '' } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect((await fetch(client.url, { method: 'POST', body })).status).toBeGreaterThanOrEqual(401);
    expect((await exportOf(site, site.settings.both)).events).toHaveLength(before);
    expect(await healthy()).toBe(true);
  }, 15_000);

  it('Teams: no token, a forged, foreign or outdated one is 401; a token for another service URL is 403', async () => {
    const client = site.teamsClient(people.amina, running);
    const message = client.activity('message', { extra: { text: 'inscription' } });
    const statusOf = async (token: Parameters<typeof client.post>[1]) =>
      (await client.post(message, token)).status;
    expect(await statusOf({ token: null })).toBe(401);
    expect(await statusOf({ token: { forged: true } })).toBe(401);
    expect(await statusOf({ token: { issuer: 'https://evil.example' } })).toBe(401);
    expect(await statusOf({ token: { audience: 'another-app' } })).toBe(401);
    expect(await statusOf({ token: { expiresInSeconds: -3600 } })).toBe(401);
    expect(await statusOf({ token: { serviceUrl: 'https://smba.trafficmanager.net/emea/' } })).toBe(403);
    expect(site.teams.calls.filter(({ part }) => part === 'send')).toEqual([]);
    expect(await healthy()).toBe(true);
  });

  it.each(['application/json', 'application/x-www-form-urlencoded'])(
    'Slack: a signed body that is none of Slack’s, as %s, is never a fault of ours',
    async (contentType) => {
      const client = site.slackClient(running);
      for (const body of malformed) {
        const { status } = await client.send(body, { contentType });
        expect({ body: body.slice(0, 60), isOurs: status >= 500 }).toEqual({
          body: body.slice(0, 60),
          isOurs: false,
        });
      }
      expect(await healthy()).toBe(true);
    },
    15_000,
  );

  it('Teams: a body with a genuine token that is no activity is never a fault of ours', async () => {
    const client = site.teamsClient(people.amina, running);
    for (const body of malformed) {
      const { status } = await client.raw(body, { 'content-type': 'application/json' });
      expect({ body: body.slice(0, 60), isOurs: status >= 500 }).toEqual({
        body: body.slice(0, 60),
        isOurs: false,
      });
    }
    expect(await healthy()).toBe(true);
  });

  it('no trial where people are connected, and no word on the inside in an answer', async () => {
    const trial = await fetch(`${running.url}/essai`);
    expect(trial.status).toBe(404);
    expect(trial.headers.get('x-powered-by')).toBeNull();
    expect(await (await fetch(`${running.url}/readyz`)).json()).toMatchObject({ ok: true });
    expect(running.stderr()).not.toMatch(/a-signing-secret|xoxb|a-password|Bearer|amina\.diallo/u);
  });
});

describe('local Teams clients (JALON_LOCAL_TEAMS=1)', () => {
  beforeAll(async () => {
    site = await openSite();
    const { JALON_DATA, JALON_COORDINATORS } = site.settings.teams;
    running = await site.start({
      JALON_DATA: JALON_DATA ?? '',
      JALON_COORDINATORS: JALON_COORDINATORS ?? '',
      JALON_LOCAL_TEAMS: '1',
    });
  }, 30_000);

  afterAll(() => site.close());

  const clientFor = (serviceUrl: string) =>
    createTeamsClient({
      botUrl: running.url,
      standIn: { ...site.teams, serviceUrl },
      appId: APP_ID,
      tenantId: 'local',
      user: { id: people.amina.id, objectId: 'aad', name: people.amina.name },
      signed: false,
    });

  it('answers an unsigned activity of this machine', async () => {
    site.teams.roster.set(people.amina.id, {
      id: people.amina.id,
      name: people.amina.name,
      email: people.amina.email,
    });
    expect((await clientFor(site.teams.serviceUrl).say('aide')).status).toBe(200);
    const [sent] = await site.teams.spoken(1);
    const [attachment] = list(record(sent?.body)['attachments']);
    expect(readAdaptiveCard(record(attachment)['content']).title).toBe('Ce que vous pouvez faire');
  });

  it.each(['https://smba.trafficmanager.net/emea/', 'http://192.0.2.1/', 'http://localhost.evil.example/'])(
    'refuses to answer at %s',
    async (serviceUrl) => {
      expect((await clientFor(serviceUrl).say('aide')).status).toBe(403);
    },
  );

  it('refuses what came through a proxy or under another name', async () => {
    const body = JSON.stringify(
      clientFor(site.teams.serviceUrl).activity('message', { extra: { text: 'aide' } }),
    );
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.7' };
    const response = await fetch(`${running.url}/api/messages`, { method: 'POST', headers, body });
    expect(response.status).toBe(403);
  });
});
