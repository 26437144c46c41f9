import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { declareDelay, exportOf, register } from './main-job.ts';
import { openSite, type Site } from './site.ts';

/** Thursday 29/01/2026: the audit's end (28/02) is 30 days ahead, which is said at 9 h. */
const BEFORE_NINE = '2026-01-29T07:50:00Z';
const AFTER_NINE = '2026-01-29T08:00:20Z';
const TRACK = 'track:ia-administration-interne';

let site: Site;

beforeEach(async () => {
  site = await openSite();
});

afterEach(() => site.close());

describe.each(['slack', 'teams'] as const)(
  'the main job on the convention of Choisy-le-Roi, on %s',
  (platform) => {
    it('registers the référent, reminds them on the right day after a restart, and moves the calendar', async () => {
      const env = site.settings[platform];
      const first = await site.start(env, BEFORE_NINE);
      const driver = site.driver(platform, first);
      const [amina, camille] = [driver.talk(people.amina), driver.talk(people.camille)];
      await register(amina, camille);
      expect(amina.inbox()).toHaveLength(1);
      expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null });

      await site.start(env, AFTER_NINE);
      await declareDelay(amina, camille);
      expect(await site.run(['tick'], env, '2026-01-30T09:00:00Z')).toMatchObject({ code: 0 });
      expect(
        amina.inbox().filter(({ text }) => text.includes('État des lieux et audit préalables : fin prévue')),
      ).toHaveLength(1);

      const exported = await exportOf(site, env);
      expect(exported.messages.map(({ state, channel, attempts }) => ({ state, channel, attempts }))).toEqual(
        exported.messages.map(() => ({ state: 'sent', channel: platform, attempts: 1 })),
      );
      expect(
        exported.messages.map(({ key }) => key.replace(/@.*/u, '').replace(/[0-9a-f-]{36}/u, 'id')),
      ).toEqual([
        'access-asked:id',
        'referent-welcome:REF-2026-0001',
        expect.stringMatching(/^milestone:choisy-le-roi:audit-end:J-30/u),
        'proposal-made:id',
        'proposal-settled:id',
        // A day without a process is told to the coordination.
        'outbox-alarm:2026-01-30',
      ]);
      expect(exported.events.filter(({ stream }) => stream === TRACK).map(({ type }) => type)).toEqual([
        'programme-loaded',
        'referent-requested',
        'request-settled',
        'referent-designated',
        'reminders-owed',
        'reminder-noted',
        'phase-end-proposed',
        'proposal-settled',
        'phase-end-set',
      ]);
      expect(JSON.stringify(exported.events.map(({ data }) => data))).not.toMatch(
        /amina|\+33148|01 48 00|0148000000/iu,
      );
      expect(await site.run(['verify'], env)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Le journal est intact'),
      });
    }, 40_000);
  },
);
