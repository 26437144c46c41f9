import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { record, type Talk } from '../contract/drivers/shown.ts';
import { startJalon } from '../support/process.ts';
import { postgresEngine } from '../support/store-engines.ts';
import { needPostgres } from '../support/store-suites.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';

/** Tuesday 27/01/2026, 10 h in Paris. */
const START = '2026-01-27T09:00:00Z';
const DELIVERABLES = ['LIV-01', 'LIV-02', 'LIV-03', 'LIV-04', 'LIV-05', 'LIV-06'];

const serverUrl = needPostgres();
const onPostgres = serverUrl === null ? describe.skip : describe;

onPostgres(
  'two processes on one PostgreSQL, two people of one beneficiary who answer at once (art. 3)',
  () => {
    let site: Site;
    let dispose = async (): Promise<void> => undefined;
    let env: Readonly<Record<string, string>>;
    /** On Slack, of the first process. */
    let amina: Talk;
    let camille: Talk;
    /** On Teams, of the second. */
    let bruno: Talk;

    beforeAll(async () => {
      const engine = await postgresEngine(serverUrl ?? '', 'deliverables');
      dispose = () => engine.dispose();
      site = await openSite();
      env = { ...site.settings.both, DATABASE_URL: engine.url };
      const [first, second] = await Promise.all([
        site.start(env, START),
        startJalon({ env: { ...env, PORT: '0' }, at: START }),
      ]);
      camille = site.driver('slack', first).talk(people.camille);
      amina = site.driver('slack', first).talk(people.amina);
      bruno = site.driver('teams', second).talk(people.bruno);
      for (const [role, person] of [
        ['referent', people.amina],
        ['suppleant', people.bruno],
      ] as const) {
        await camille.say('referent changer Choisy-le-Roi');
        const typed = { role, nom: person.name, courriel: person.email, telephone: '01 48 00 00 00' };
        expect((await camille.submit(typed)).text).toContain('REF-2026-');
      }
      await amina.say('aide');
      await bruno.say('aide');
      for (const number of DELIVERABLES) await handOver(number);
    }, 60_000);

    afterAll(async () => {
      await site.close();
      await dispose();
    });

    /** Both have been told before they answer. */
    async function handOver(number: string): Promise<void> {
      const preview = await camille.say(`livrable deposer Rapport audit lien:https://exemple.fr/${number}`);
      expect((await camille.press('Déposer', preview)).text).toContain(`Le livrable ${number} est déposé.`);
      for (const talk of [amina, bruno]) await talk.received(`Livrable à valider : ${number}`);
    }

    async function actsOn(...numbers: readonly string[]) {
      const { events } = await exportOf(site, env);
      const acts = events.filter(({ type }) => type === 'deliverable-judged').map(({ data }) => record(data));
      return acts.filter(({ deliverable }) => numbers.includes(String(deliverable)));
    }

    it('one act is recorded for each deliverable, whoever is second is told « déjà traité », no receipt is numbered twice', async () => {
      for (const number of DELIVERABLES) {
        const [hers, his] = await Promise.all(
          [amina, bruno].map((talk) => talk.say(`livrable valider ${number}`)),
        );
        const shown = await Promise.all([amina.press('Valider', hers), bruno.press('Valider', his)]);
        const receipts = shown.map(({ text }) =>
          text.includes(`Votre validation de ${number} (version 1) est`),
        );
        expect(receipts.filter((isReceipt) => isReceipt)).toHaveLength(1);
        const second = shown[receipts[0] === true ? 1 : 0]?.text;
        const winner = receipts[0] === true ? people.amina : people.bruno;
        expect(second).toContain(`Déjà traité : ${number}`);
        expect(second).toContain(`Ce livrable a été validé par ${winner.name} le 27/01/2026 à 10 h`);
      }
      const acts = await actsOn(...DELIVERABLES);
      expect(acts.map(({ deliverable }) => deliverable)).toEqual(DELIVERABLES);
      const numbers = DELIVERABLES.map((_number, index) => `VAL-2026-000${index + 1}`);
      expect(acts.map((act) => act['number'])).toEqual(numbers);
      expect(await site.run(['verify'], env)).toMatchObject({ code: 0 });
    }, 60_000);

    it('one validates while the other refuses: the first to be recorded stands, and the second is shown it', async () => {
      await handOver('LIV-07');
      const [hers, his] = await Promise.all([
        amina.say('livrable valider LIV-07 valider'),
        bruno.say('livrable refuser LIV-07 motif:"Hors sujet"'),
      ]);
      const acts = await actsOn('LIV-07');
      expect(acts).toHaveLength(1);
      const isRefused = acts[0]?.['verdict'] === 'refused';
      const [first, second] = isRefused ? [his, hers] : [hers, his];
      expect(first.text).toContain(String(acts[0]?.['number']));
      const done = isRefused ? 'refusé par Bruno Lefèvre' : 'validé par Amina Diallo';
      expect(second.text).toContain(`Ce livrable a été ${done}`);
    }, 30_000);
  },
);
