import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { startJalon } from '../support/process.ts';
import { postgresEngine } from '../support/store-engines.ts';
import { exportOf, register } from './main-job.ts';
import { openSite, type Site } from './site.ts';

/** Thursday 29/01/2026: the reminder of the audit's end (28/02) is due at 9 h. */
const BEFORE_NINE = '2026-01-29T07:50:00Z';
const AFTER_NINE = '2026-01-29T08:00:20Z';
const DIRECTORY = 'directory';

let site: Site;

beforeEach(async () => {
  site = await openSite();
});

afterEach(() => site.close());

it('asked on Slack and confirmed on Teams (art. 4): one record, and each is written to where they last spoke', async () => {
  const env = site.settings.both;
  const running = await site.start(env, BEFORE_NINE);
  const onSlack = site.driver('slack', running);
  const onTeams = site.driver('teams', running);
  const amina = onSlack.talk(people.amina);
  const camille = onTeams.talk(people.camille);
  await register(amina, camille);
  await running.end('SIGTERM');
  await site.start(env, AFTER_NINE);
  await amina.received('Dans 30 jours');
  const aminaOnTeams = onTeams.talk(people.amina);
  expect((await aminaOnTeams.say('referent voir')).text).toContain('Amina Diallo');
  await camille.say('etape retard Choisy-le-Roi');
  const preview = await camille.submit({ etape: 'setup', date: '2026-07-15', cause: 'Marché en retard' });
  await camille.press('Enregistrer', preview);
  await aminaOnTeams.received('calendrier mis à jour');
  const { messages } = await exportOf(site, env);
  expect(messages.map(({ key, channel }) => [key.split(':')[0], channel])).toEqual([
    ['access-asked', 'teams'],
    ['referent-welcome', 'slack'],
    ['milestone', 'slack'],
    ['phase-end-told', 'teams'],
  ]);
}, 30_000);

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];
const onPostgres = serverUrl === undefined ? describe.skip : describe;

onPostgres('on PostgreSQL', () => {
  const database = { dispose: async () => undefined as undefined, url: '' };

  beforeEach(async () => {
    const engine = await postgresEngine(serverUrl ?? '', 'main_job');
    Object.assign(database, { url: engine.url, dispose: engine.dispose });
  });

  afterAll(() => database.dispose());

  it('two processes at once on the same records: nothing twice, no number taken twice, the chain holds', async () => {
    const env = { ...site.settings.slack, DATABASE_URL: database.url };
    const first = await site.start(env, BEFORE_NINE);
    const amina = site.driver('slack', first).talk(people.amina);
    await register(amina, site.driver('slack', first).talk(people.camille));
    await first.end('SIGTERM');
    const [one, two] = await Promise.all([
      site.start(env, AFTER_NINE),
      startJalon({ env: { ...env, PORT: '0' }, at: AFTER_NINE }),
    ]);
    await amina.received('Dans 30 jours');

    const communes = ['Nanterre', 'Vitry-sur-Seine', 'Créteil', 'Montreuil', 'Sceaux', 'Gennevilliers'];
    const designate = async (commune: string, index: number) => {
      const coordinator = site.driver('slack', index % 2 === 0 ? one : two).talk(people.camille);
      expect((await coordinator.say(`commune ajouter "${commune}"`)).text).toContain('participe désormais');
      await coordinator.say(`referent changer "${commune}"`);
      const typed = {
        nom: `Personne ${index}`,
        courriel: `p${index}@ville.example`,
        telephone: '0148000000',
      };
      return (await coordinator.submit(typed)).text;
    };
    const receipts = await Promise.all(communes.map(designate));
    const numbers = receipts.map((receipt) => /REF-2026-\d{4}/u.exec(receipt)?.[0]).sort();
    expect(numbers).toEqual(communes.map((_commune, index) => `REF-2026-000${index + 2}`));

    expect(await one.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await two.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const { events, messages } = await exportOf(site, env);
    const taken = events.filter(({ stream, type }) => stream === DIRECTORY && type === 'number-taken');
    expect(taken).toHaveLength(communes.length + 1);
    expect(events.filter(({ type }) => type === 'programme-loaded')).toHaveLength(1);
    const sent = messages.filter(({ state }) => state === 'sent').map(({ platformId }) => platformId);
    expect(site.slack.callsOf('chat.postMessage')).toHaveLength(new Set(sent).size);
    expect(amina.inbox().filter(({ text }) => text.includes('Dans 30 jours'))).toHaveLength(1);
    expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
  }, 40_000);
});
