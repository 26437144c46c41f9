import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../src/store/sqlite.ts';
import type { Account } from '../../../src/usecases/ports.ts';
import { atMost, type Figure, shown } from '../lib/figure.ts';
import { type Limits, startLimitedPlatform } from '../lib/limited.ts';
import { BenchError } from '../lib/load.ts';
import { runJalon, startJalon } from '../lib/process.ts';
import { designateReferents, type Referent, referents, writeProgramme } from '../lib/programme.ts';

/** A Monday morning, 29 days before the first phase ends: its first reminder is owed to everybody. */
const AT = '2026-03-02T09:10:00+01:00';
/** When the programme is loaded: nothing is owed yet. */
const LOADED_AT = '2026-02-02T09:10:00+01:00';
const STARTS_ON = Temporal.PlainDate.from('2023-04-01');
const TENANT_ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const APP_ID = '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11';
const GIVE_UP_MS = 90_000;

interface Paced {
  readonly name: string;
  readonly limits: Limits;
  /** The least time between two messages to different people, in milliseconds. */
  readonly inAllMs: number;
  env(url: string): Readonly<Record<string, string>>;
  account(url: string, referent: Referent): Account;
}

/** Slack bears one message a second in a conversation, and « several hundred a minute » in all: four a second. */
const SLACK: Paced = {
  name: 'Slack',
  limits: { perConversationMs: 1000, perSecond: 5 },
  inAllMs: 250,
  env: (url) => ({
    SLACK_SIGNING_SECRET: 'a-secret',
    SLACK_BOT_TOKEN: 'xoxb-a-token',
    SLACK_API_URL: `${url}/api/`,
  }),
  account: (_url, { userId, email }) => ({
    ...blank(email),
    platform: 'slack',
    id: `T0TEAM/${userId}`,
    reference: {},
  }),
};

const TEAMS: Paced = {
  name: 'Teams',
  limits: { perConversationMs: 143, perSecond: 25 },
  inAllMs: 40,
  env: (url) => ({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'a-password',
    MICROSOFT_APP_TENANT_ID: TENANT_ID,
    MICROSOFT_OPENID_METADATA_URL: `${url}/keys/openid`,
    MICROSOFT_LOGIN_URL: `${url}/login`,
  }),
  account: (url, { userId, email }) => ({
    ...blank(email),
    platform: 'teams',
    id: `${TENANT_ID}/aad-${userId}`,
    reference: {
      channelId: 'msteams',
      serviceUrl: `${url}/teams/`,
      bot: { id: `28:${APP_ID}` },
      user: { id: userId },
      tenantId: TENANT_ID,
      conversation: { id: `personal-${userId}`, conversationType: 'personal', tenantId: TENANT_ID },
    },
  }),
};

function blank(email: string) {
  return { email, seenAt: '2026-03-01T09:00:00Z', lostAt: null };
}

/** Every commune's référent has a reminder due at once: how long it takes beside what the platform's limits command. */
export async function paceRow(): Promise<readonly Figure[]> {
  return [...(await paced(SLACK)), ...(await paced(TEAMS))];
}

async function paced({ name, limits, inAllMs, env, account }: Paced): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-bench-'));
  const platform = await startLimitedPlatform(limits);
  const programme = join(folder, 'programme.yaml');
  writeProgramme(programme, STARTS_ON);
  const shared = {
    ...env(platform.url),
    JALON_DATA: join(folder, 'data'),
    JALON_PROGRAMME: programme,
  };
  try {
    await runJalon('tick', { ...shared, ...clockAt(LOADED_AT) });
    const store = openSqlite(join(folder, 'data', 'jalon.sqlite'));
    await designateReferents(store, {
      startsOn: STARTS_ON,
      nextDueAt: AT,
      account: (one) => account(platform.url, one),
    });
    await store.close();
    const server = await startJalon({ ...shared, ...clockAt(AT) });
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), GIVE_UP_MS);
    const outcome = await Promise.race([platform.until(referents.length), late]);
    clearTimeout(timer);
    await server.stop();
    if (outcome === 'late') {
      throw new BenchError(
        `${name}: ${platform.taken.length} of ${referents.length} reminders left. ${server.said()}`,
      );
    }
    const tookMs = (platform.taken.at(-1) ?? 0) - (platform.taken[0] ?? 0);
    const idealMs = (referents.length - 1) * inAllMs;
    const refused = platform.refused();
    return [
      atMost(
        `${name}, ${referents.length} reminders to as many people, over the ideal time`,
        tookMs / idealMs,
        1.1,
        `${shown(tookMs / 1000)} s / ${shown(idealMs / 1000)} s = ${shown(tookMs / idealMs)}`,
      ),
      atMost(`${name}, answers 429`, refused, 1, String(refused)),
    ];
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A process that lives at an instant, from its start on. */
function clockAt(instant: string) {
  const shiftMs = Temporal.Instant.from(instant).epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
  return {
    NODE_OPTIONS: `--import=${import.meta.resolve('../../../test/support/shifted-clock.ts')}`,
    TEST_CLOCK_SHIFT_MS: String(shiftMs),
  };
}
