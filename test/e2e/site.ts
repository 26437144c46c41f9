import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../contract/drivers/people.ts';
import type { Driver, Known } from '../contract/drivers/shown.ts';
import { slackDriver } from '../contract/drivers/slack.ts';
import { teamsDriver } from '../contract/drivers/teams.ts';
import { endAll, type Ran, type Running, type RunOptions, runJalon, startJalon } from '../support/process.ts';
import { SlackClient } from './clients/slack.ts';
import { createTeamsClient, type TeamsClient } from './clients/teams.ts';
import { type SlackStandIn, startSlackStandIn } from './stand-ins/slack.ts';
import { startTeamsStandIn, type TeamsStandIn } from './stand-ins/teams.ts';

export const APP_ID = '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11';
const TENANT_ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const SIGNING_SECRET = 'a-signing-secret';
const TEAM = 'T0TEAM';

type Environment = Readonly<Record<string, string>>;

/** Where Jalon is installed for one test: its data, and stand-ins for Slack and for Teams with the same people. */
export interface Site {
  readonly folder: string;
  readonly tenantId: string;
  /** The one workspace of Slack that everybody is in. */
  readonly slackTeam: string;
  readonly slack: SlackStandIn;
  readonly teams: TeamsStandIn;
  /** Settings that connect Slack, Teams, or both. */
  readonly settings: { readonly slack: Environment; readonly teams: Environment; readonly both: Environment };
  /** Starts Jalon at an instant (ISO) of its own clock; always on the same port once it has one. */
  start(env: Environment, at?: string, account?: Pick<RunOptions, 'uid'>): Promise<Running>;
  /** Runs a verb on the same data. */
  run(args: readonly string[], env: Environment, at?: string): Promise<Ran>;
  /** Conversations that go on over restarts. */
  driver(platform: 'slack' | 'teams', running: Running): Driver;
  slackClient(running: Running): SlackClient;
  teamsClient(person: Known, running: Running): TeamsClient;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-site-'));
  const [slack, teams] = await Promise.all([startSlackStandIn({ team: TEAM }), startTeamsStandIn()]);
  for (const { id, name, email } of Object.values(people)) {
    slack.people.set(id, { name, email });
    teams.roster.set(id, { id, aadObjectId: `aad-${id}`, name, email, tenantId: TENANT_ID });
  }
  const present = { port: '0', running: null as Running | null };
  const skewSeconds = () => present.running?.skewSeconds ?? 0;
  const common = {
    JALON_DATA: join(folder, 'data'),
    JALON_COORDINATORS: people.camille.email,
  };
  const onSlack = {
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: 'xoxb-a-token',
    SLACK_API_URL: slack.apiUrl,
  };
  const onTeams = {
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'a-password',
    MICROSOFT_APP_TENANT_ID: TENANT_ID,
    MICROSOFT_OPENID_METADATA_URL: teams.openIdMetadataUrl,
    MICROSOFT_LOGIN_URL: teams.loginUrl,
  };

  const slackClient = ({ url }: Running) =>
    new SlackClient({ url, signingSecret: SIGNING_SECRET, team: TEAM });
  const teamsClient = ({ id, name }: Known, { url: botUrl }: Running) => {
    const user = { id, objectId: `aad-${id}`, name };
    return createTeamsClient({
      botUrl,
      standIn: teams,
      appId: APP_ID,
      tenantId: TENANT_ID,
      user,
      skewSeconds,
    });
  };

  return {
    folder,
    tenantId: TENANT_ID,
    slackTeam: TEAM,
    slack,
    teams,
    settings: {
      slack: { ...common, ...onSlack },
      teams: { ...common, ...onTeams },
      both: { ...common, ...onSlack, ...onTeams },
    },
    async start(env, at, account) {
      const when = at === undefined ? {} : { at };
      const running = await startJalon({ env: { PORT: present.port, ...env }, ...when, ...account });
      present.port = String(running.port);
      present.running = running;
      return running;
    },
    run: (args, env, at) => runJalon(args, at === undefined ? { env } : { env, at }),
    driver: (platform, running) =>
      platform === 'slack'
        ? slackDriver({ standIn: slack, client: slackClient(running), skewSeconds })
        : teamsDriver({ standIn: teams, clientOf: (person) => teamsClient(person, running) }),
    slackClient,
    teamsClient,
    close: async () => {
      await endAll();
      await Promise.all([slack.close(), teams.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
