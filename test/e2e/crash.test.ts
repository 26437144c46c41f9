import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';
import type { SlackCall } from './stand-ins/slack.ts';

const START = '2026-01-27T09:00:00Z';
/** What a dead process had begun to send is taken over once its lease of three minutes has run out. */
const AFTER_THE_LEASE = '2026-01-27T09:04:00Z';
const LATER = '2026-01-27T09:08:00Z';

let site: Site;

beforeEach(async () => {
  site = await openSite();
});

afterEach(() => site.close());

const toCamille = ({ method, args }: SlackCall) =>
  method === 'chat.postMessage' &&
  args['channel'] === people.camille.id &&
  JSON.stringify(args).includes("demande d'accès");

it('killed (kill -9) between recording and sending: the message arrives after the restart, and no number is taken twice', async () => {
  const env = site.settings.slack;
  const first = await site.start(env, START);
  const driver = site.driver('slack', first);
  const [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
  await camille.say('aide');
  site.slack.fail('chat.postMessage', { kind: 'hang' });
  await amina.say('inscription');
  expect((await amina.submit({ telephone: '01 48 00 00 00' })).text).toContain(
    'est enregistrée le 27/01/2026',
  );
  await site.slack.until(toCamille);
  expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await site.start(env, AFTER_THE_LEASE);
  await site.slack.until((call) => toCamille(call) && site.slack.calls.filter(toCamille).length === 2);
  const [, asked] = camille.inbox().filter(({ text }) => text.includes("demande d'accès"));
  site.slack.fail('response_url', { kind: 'hang' });
  expect((await camille.press('Confirmer', asked)).text).toContain('REF-2026-0001');
  expect(await second.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

  await site.start(env, LATER);
  expect((await camille.press('Confirmer', asked)).text).toContain('REF-2026-0001');
  await amina.received('Vous êtes référent(e) projet');
  await camille.say('referent changer');
  const typed = { nom: 'Bruno Lefèvre', courriel: people.bruno.email, telephone: '01 48 00 00 01' };
  expect((await camille.submit(typed)).text).toContain('REF-2026-0002');
  const { events } = await exportOf(site, env);
  expect(events.filter(({ type }) => type === 'referent-requested')).toHaveLength(1);
  expect(events.filter(({ type }) => type === 'number-taken')).toHaveLength(2);
  expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
}, 40_000);

it('asked to stop (SIGTERM) while Slack hangs: ends within 10 s, and sends after the restart', async () => {
  const env = site.settings.slack;
  const running = await site.start(env, START);
  const driver = site.driver('slack', running);
  const [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
  await camille.say('aide');
  site.slack.fail('chat.postMessage', { kind: 'hang' });
  await amina.say('inscription');
  await amina.submit({ telephone: '01 48 00 00 00' });
  await site.slack.until(toCamille);
  const asked = performance.now();
  expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(10_000);
  await site.start(env, AFTER_THE_LEASE);
  await site.slack.until((call) => toCamille(call) && site.slack.calls.filter(toCamille).length === 2);
}, 40_000);
