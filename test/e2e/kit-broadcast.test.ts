import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LimitedPlatform, type Limits, startLimitedPlatform } from '../../scripts/bench/lib/limited.ts';
import {
  designateReferents,
  type Referent,
  referents,
  TRACK,
  writeProgramme,
} from '../../scripts/bench/lib/programme.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Account } from '../../src/usecases/ports.ts';
import { people } from '../contract/drivers/people.ts';
import { eventually } from '../contract/drivers/shown.ts';
import { messagesAt } from './crowd.ts';
import { exportOf } from './main-job.ts';
import { APP_ID, openSite, type Site } from './site.ts';

/** A Tuesday, 10 h in Paris. */
const ORDERED_AT = '2026-01-27T09:00:00Z';
/** What a dead process had begun to send is taken over once its lease of three minutes has run out. */
const AFTER_THE_LEASE = '2026-01-27T09:04:00Z';
const BENEFICIARIES = 130;
/** Rank of the message whose answer the process does not live to read. */
const KILLED_AT = 60;
const GIVE_UP_MS = 60_000;

interface Broadcast {
  readonly platform: 'slack' | 'teams';
  readonly limits: Limits;
  /** The least time between two messages to different people, in milliseconds. */
  readonly inAllMs: number;
  /** Settings that lead to the platform with the limits. */
  env(url: string): Readonly<Record<string, string>>;
  account(site: Site, url: string, referent: Referent): Account;
  conversationOf(referent: Referent): string;
}

/** One message a second in a conversation, and « several hundred a minute » in all: four a second. */
const onSlack: Broadcast = {
  platform: 'slack',
  limits: { perConversationMs: 1000, perSecond: 5 },
  inAllMs: 250,
  env: (url) => ({ SLACK_API_URL: `${url}/api/` }),
  account: ({ slackTeam }, _url, { userId, email }) => ({
    platform: 'slack',
    id: `${slackTeam}/${userId}`,
    email,
    reference: {},
    seenAt: ORDERED_AT,
    lostAt: null,
  }),
  conversationOf: ({ userId }) => userId,
};

const onTeams: Broadcast = {
  platform: 'teams',
  limits: { perConversationMs: 143, perSecond: 25 },
  inAllMs: 40,
  env: () => ({}),
  account: ({ tenantId }, url, { userId, email }) => ({
    platform: 'teams',
    id: `${tenantId}/aad-${userId}`,
    email,
    reference: {
      channelId: 'msteams',
      serviceUrl: `${url}/teams/`,
      bot: { id: `28:${APP_ID}` },
      user: { id: userId },
      tenantId,
      conversation: { id: `personal-${userId}`, conversationType: 'personal', tenantId },
    },
    seenAt: ORDERED_AT,
    lostAt: null,
  }),
  conversationOf: ({ userId }) => `personal-${userId}`,
};

let site: Site;
let limited: LimitedPlatform;

beforeEach(async () => {
  site = await openSite();
});

afterEach(async () => {
  await site.close();
  await limited.close();
});

/** The référents to whom the announcement was sent as far as the records of the site tell. */
function markedSent(): ReadonlySet<string> {
  const sent = messagesAt(site).filter(({ key, state }) => key.startsWith('kit-ready:') && state === 'sent');
  return new Set(sent.map(({ key }) => key.slice(key.lastIndexOf('@') + 1)));
}

describe.each([onSlack, onTeams])(
  'a kit for 130 beneficiaries (règlement, art. 9) on $platform',
  (broadcast) => {
    it('is told at the pace of the platform; killed (kill -9) in the middle, it skips nobody', async () => {
      limited = await startLimitedPlatform(broadcast.limits);
      const programme = join(site.folder, 'programme.json');
      writeProgramme(programme);
      const env = { ...site.settings.both, JALON_PROGRAMME: programme, ...broadcast.env(limited.url) };
      await site.run(['tick'], env, ORDERED_AT);
      const store = openSqlite(join(site.folder, 'data', 'jalon.sqlite'));
      await designateReferents(store, { account: (one) => broadcast.account(site, limited.url, one) });
      await store.close();
      expect(referents).toHaveLength(BENEFICIARIES);

      // The coordination writes from the other platform: it takes none of this one's time.
      const first = await site.start(env, ORDERED_AT);
      const camille = site
        .driver(broadcast.platform === 'slack' ? 'teams' : 'slack', first)
        .talk(people.camille);
      const preview = await camille.say('kit publier 1 https://nuage.mgp.example/kits/ia');
      expect(preview.title).toContain('130');
      await camille.press('Publier maintenant', preview);
      await limited.silentFrom(KILLED_AT);
      expect(await first.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
      const takenBefore = limited.taken.length;
      const heardBefore = new Set(limited.conversations);
      const marked = markedSent();
      const inFlight = referents.filter(
        (one) => heardBefore.has(broadcast.conversationOf(one)) && !marked.has(one.userId),
      );

      limited.answerAgain();
      await site.start(env, AFTER_THE_LEASE);
      await eventually(
        'the announcement is sent to everybody',
        () => (markedSent().size === BENEFICIARIES ? true : undefined),
        GIVE_UP_MS,
      );
      const heard = Map.groupBy(limited.conversations, (conversation) => conversation);
      expect([...heard.keys()].sort()).toEqual(referents.map(broadcast.conversationOf).sort());
      const twice = [...heard].filter(([, { length }]) => length > 1).map(([conversation]) => conversation);
      expect(twice.sort()).toEqual(inFlight.map(broadcast.conversationOf).sort());
      expect(limited.conversations).toHaveLength(BENEFICIARIES + inFlight.length);
      expect(inFlight.length).toBeGreaterThan(0);
      expect(inFlight.length).toBeLessThan(10);

      const { taken } = limited;
      const tookMs = spanMs(taken.slice(0, takenBefore)) + spanMs(taken.slice(takenBefore));
      expect(tookMs).toBeLessThanOrEqual(1.2 * (taken.length - 2) * broadcast.inAllMs);
      expect(limited.refused()).toBeLessThanOrEqual(1);
      const { events } = await exportOf(site, env);
      const told = events.filter(({ type }) => type === 'kit-told').map(({ stream }) => stream);
      expect(told).toEqual([`track:${TRACK}`]);
    }, 90_000);
  },
);

function spanMs(instants: readonly number[]): number {
  return (instants.at(-1) ?? 0) - (instants[0] ?? 0);
}
