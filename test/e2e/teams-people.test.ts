import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import type { Talk } from '../contract/drivers/shown.ts';
import type { Running } from '../support/process.ts';
import { register } from './main-job.ts';
import { openSite, type Site } from './site.ts';

/** Thursday 29/01/2026: the audit's end (28/02) is 30 days ahead, which is said at 9 h. */
const BEFORE_NINE = '2026-01-29T07:50:00Z';
const AFTER_NINE = '2026-01-29T08:00:20Z';

let site: Site;
let running: Running;
let amina: Talk;
let camille: Talk;
let printed = '';

const removal = { extra: { action: 'remove' } };

beforeAll(async () => {
  site = await openSite();
  running = await site.start(site.settings.teams, BEFORE_NINE);
  const driver = site.driver('teams', running);
  [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
  await register(amina, camille);
}, 30_000);

afterAll(() => site.close());

describe('somebody who removes the bot from Teams', () => {
  it('is lost at once and on disk; the coordination is told, and no reminder goes to a closed door', async () => {
    const client = site.teamsClient(people.amina, running);
    expect((await client.post(client.activity('installationUpdate', removal))).status).toBe(200);
    printed += running.stderr();
    expect((await running.end('SIGKILL')).signal).toBe('SIGKILL');
    running = await site.start(site.settings.teams, AFTER_NINE);
    const told = await camille.received("n'est plus joignable");
    expect(told.text).toContain('Amina Diallo');
    expect(amina.inbox().filter(({ text }) => text.includes('Dans 30 jours'))).toEqual([]);
  }, 30_000);

  it('is written to again after their next word', async () => {
    await amina.say('aide');
    printed += running.stderr();
    await running.end('SIGTERM');
    running = await site.start(site.settings.teams, '2026-01-29T10:10:00Z');
    await amina.received('Dans 30 jours');
  }, 30_000);

  it('no line of the log is other than JSON, and none holds a name, an address, a word or a secret', async () => {
    const client = site.teamsClient(people.amina, running);
    await client.say('calendrier', { token: { forged: true } });
    await client.say('calendrier', { token: { expiresInSeconds: -3600 } });
    await client.raw('{"text":"Amina', { 'content-type': 'application/json' });
    printed += running.stderr();
    const lines = printed.split('\n').filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ msg: expect.stringMatching(/^[a-z.-]+$/u) });
    expect(printed).toContain('teams.refused');
    expect(printed).not.toMatch(
      /amina|diallo|camille|perrin|choisy\.example|personal-|eyJ|BEGIN|a-password/iu,
    );
    expect(printed).not.toMatch(/connector-token|calendrier choisy|01 48| {4}at |node_modules/iu);
  }, 30_000);
});
