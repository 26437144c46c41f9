import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { trackStream } from '../../../src/usecases/world.ts';
import { createTeamsClient } from '../../../test/e2e/clients/teams.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../test/e2e/stand-ins/slack.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../../../test/e2e/stand-ins/teams.ts';
import type { Sendable } from './load.ts';
import { runJalon } from './process.ts';
import { designateReferents, type Referent, referents, TRACK, writeProgramme } from './programme.ts';

export const SIGNING_SECRET = 'a-signing-secret';
export const APP_ID = '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11';
const TENANT_ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const TEAM = 'T0TEAM';

/** What one command stores: the bare programs store rows of the same sizes, and answer the same bytes. */
export interface Rows {
  readonly answer: string;
  readonly data: string;
}

/** Records with a programme and its référents, and stand-ins for both platforms on which they have accounts. */
export interface Site {
  readonly folder: string;
  readonly slack: SlackStandIn;
  readonly teams: TeamsStandIn;
  readonly env: Readonly<Record<'slack' | 'teams', Readonly<Record<string, string>>>>;
  /** How many events the track holds. */
  events(): Promise<number>;
  /** The newest rows stored. */
  newestRows(): Promise<Rows>;
  /** `/jalon …` of one person, signed now. */
  slash(referent: Referent, text: string): Sendable;
  /** A message of one person to the bot in Teams, under a token that is used for an hour as Microsoft's are. */
  message(referent: Referent, text: string): Sendable;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-bench-'));
  const [slack, teams] = await Promise.all([startSlackStandIn({ team: TEAM }), startTeamsStandIn()]);
  for (const { userId, name, email } of referents) {
    slack.people.set(userId, { name, email });
    teams.roster.set(userId, { id: userId, aadObjectId: `aad-${userId}`, name, email, tenantId: TENANT_ID });
  }
  const programme = join(folder, 'programme.yaml');
  writeProgramme(programme);
  const data = join(folder, 'data');
  const common = { JALON_DATA: data, JALON_PROGRAMME: programme };
  const env: Site['env'] = {
    slack: {
      ...common,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_BOT_TOKEN: 'xoxb-a-token',
      SLACK_API_URL: slack.apiUrl,
    },
    teams: {
      ...common,
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_PASSWORD: 'a-password',
      MICROSOFT_APP_TENANT_ID: TENANT_ID,
      MICROSOFT_OPENID_METADATA_URL: teams.openIdMetadataUrl,
      MICROSOFT_LOGIN_URL: teams.loginUrl,
    },
  };
  await runJalon('tick', env.slack);
  const file = join(data, 'jalon.sqlite');
  const store = openSqlite(file);
  await designateReferents(store);
  const token = await teams.token({ audience: APP_ID, serviceUrl: teams.serviceUrl });
  let sent = 0;
  return {
    folder,
    slack,
    teams,
    env,
    events: async () => (await store.heads()).streams.get(trackStream(TRACK)) ?? 0,
    newestRows: async () => {
      const entry = (await store.read(trackStream(TRACK), 0)).at(-1);
      return { answer: newestAnswer(file), data: JSON.stringify(entry?.data ?? null) };
    },
    slash: ({ userId }, text) => {
      sent += 1;
      const body = new URLSearchParams({
        command: '/jalon',
        text,
        team_id: TEAM,
        user_id: userId,
        channel_id: 'C0PUBLIC',
        trigger_id: `bench-${sent}`,
      }).toString();
      return signed(body);
    },
    message: ({ userId, name }, text) => {
      const user = { id: userId, objectId: `aad-${userId}`, name };
      const client = createTeamsClient({
        botUrl: '',
        standIn: teams,
        appId: APP_ID,
        tenantId: TENANT_ID,
        user,
      });
      sent += 1;
      const activity = client.activity('message', { id: `bench-${sent}`, extra: { text } });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      return { body: JSON.stringify(activity), headers };
    },
    close: async () => {
      await store.close();
      await Promise.all([slack.close(), teams.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newestAnswer(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('SELECT answer FROM answers ORDER BY recorded_at DESC LIMIT 1').get();
  database.close();
  return String(row?.['answer']);
}

function signed(body: string): Sendable {
  const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000));
  const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac.digest('hex')}`,
  };
  return { body, headers };
}
