import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '../../../src/config.ts';
import { createDoors } from '../../../src/http/doors.ts';
import { mountHealth } from '../../../src/http/health.ts';
import { createReadiness } from '../../../src/http/readiness.ts';
import { closeApp, createApp, listen } from '../../../src/http/server.ts';
import { openChannels } from '../../../src/main/channels.ts';
import { openCore } from '../../../src/main/core.ts';
import { loadProgramme } from '../../../src/main/programme.ts';
import { textsOf } from '../../../src/main/texts.ts';
import { createLinks } from '../../../src/platform/web/links.ts';
import { createSealer } from '../../../src/platform/web/seal.ts';
import { openDisposable } from '../../../src/store/disposable.ts';
import { verifierOf } from '../../../src/store/hash.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createBot } from '../../../src/usecases/answer.ts';
import { createIntake } from '../../../src/usecases/attachments/intake.ts';
import type { Reply } from '../../../src/usecases/bot.ts';
import type { Core } from '../../../src/usecases/core.ts';
import { createDraftingBot } from '../../../src/usecases/draft-bot.ts';
import { createDrafts } from '../../../src/usecases/drafts.ts';
import type { LogFields } from '../../../src/usecases/log.ts';
import { startSlackStandIn } from '../../e2e/stand-ins/slack.ts';
import { startTeamsStandIn } from '../../e2e/stand-ins/teams.ts';
import { tableWithDeposit } from '../../support/deposit.ts';
import { fileOf } from '../../support/given-files.ts';
import { coordinators, people } from './people.ts';

/** Ids by which the platforms' payloads name where they come from and go to. */
export interface Addresses {
  readonly team: string;
  readonly appId: string;
  readonly tenantId: string;
  readonly responseUrl: string;
  readonly serviceUrl: string;
  /** A file, as Slack's payloads tell of it. */
  readonly slackFile: object;
  /** The same, and an image pasted into the text, as Teams attaches them. */
  readonly teamsFile: readonly object[];
  readonly teamsImage: readonly object[];
}

type Headers = Readonly<Record<string, string>>;

/**
 * Everything that Jalon opens to the network but the trial, over records in memory, with a command that takes files
 * and without limits on how often.
 */
export interface Exposed extends Addresses {
  readonly url: string;
  readonly core: Core;
  readonly replies: readonly Reply[];
  /** What was logged as an error: nothing that a request holds may be one, but for what a platform itself says. */
  readonly faults: string[];
  /** By which Slack vouches for these very bytes, now. */
  slackHeaders(body: string | Uint8Array): Headers;
  /** By which Teams vouches for any activity. */
  readonly teamsHeaders: Headers;
  /** Resolves when Slack's requests, which are answered before they are dealt with, are dealt with. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The app was removed; there is no such conversation. */
const PLATFORMS_OWN: ReadonlySet<string> = new Set(['slack.uninstalled', 'teams.reply-lost']);
const SIGNING_SECRET = 'a-signing-secret';
const root = join(import.meta.dirname, '..', '..', '..');
const ids = {
  team: 'T0TEAM',
  appId: '7d2f0b8e-5a0c-4b0e-9d57-3f4f5d1f8a11',
  tenantId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
};

/** @param at the bot's instant, ISO */
export async function expose(at: string): Promise<Exposed> {
  const [slack, teams] = await Promise.all([startSlackStandIn(ids), startTeamsStandIn()]);
  for (const { id, name, email } of Object.values(people)) {
    slack.people.set(id, { name, email });
    teams.roster.set(id, { id, aadObjectId: `aad-${id}`, name, email, tenantId: ids.tenantId });
  }
  const config = readConfig(root, {
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: 'xoxb-a-token',
    SLACK_API_URL: slack.apiUrl,
    MICROSOFT_APP_ID: ids.appId,
    MICROSOFT_APP_PASSWORD: 'a-password',
    MICROSOFT_APP_TENANT_ID: ids.tenantId,
    MICROSOFT_OPENID_METADATA_URL: teams.openIdMetadataUrl,
    MICROSOFT_LOGIN_URL: teams.loginUrl,
  });
  const now = () => Temporal.Instant.from(at);
  const sealer = createSealer(['a secret that only the tests know']);
  const links = createLinks({ sealer, publicUrl: () => 'https://jalon.example', now });
  const store = openMemory();
  const faults: string[] = [];
  const fault = (event: string, fields: LogFields) => {
    if (!PLATFORMS_OWN.has(event)) faults.push(`${event} ${JSON.stringify(fields)}`);
  };
  const log = { info: () => undefined, warn: () => undefined, error: fault };
  const tracks = loadProgramme(join(root, 'conventions', 'ia-administration-interne.yaml'));
  const core = await openCore(store, tracks, coordinators, { now, newId: randomUUID, log, links });
  const replies: Reply[] = [];
  const answering = createBot({
    ...core,
    commands: tableWithDeposit,
    onRecorded: () => undefined,
    onErased: () => undefined,
    ...verifierOf(store),
    texts: textsOf,
  });
  const answer: typeof answering.answer = async (request) => {
    if (!isStorableKey(request.key)) fault('key-not-storable', { key: request.key });
    const reply = await answering.answer(request);
    replies.push(reply);
    return reply;
  };
  const app = createApp();
  const doors = createDoors(app, { log });
  mountHealth(
    app,
    createReadiness({ store, now, lastBeatAt: () => null, silentForMs: () => null, isStopping: () => false }),
  );
  const cache = openDisposable(null);
  const bot = createDraftingBot({ ...answering, answer }, createDrafts(cache), tableWithDeposit);
  const parts = { config, app, doors, bot, core, cache, sealer };
  const channels = await openChannels({ ...parts, intake: createIntake(core) });
  closeApp(app, log);
  const listening = await listen(doors.hear, '127.0.0.1', 0);
  const token = await teams.token({ audience: ids.appId, serviceUrl: teams.serviceUrl });
  const [onSlack] = channels;
  return {
    ...ids,
    url: `http://127.0.0.1:${listening.port}`,
    responseUrl: slack.responseUrl(),
    serviceUrl: teams.serviceUrl,
    slackFile: slack.give('rapport.pdf', fileOf('pdf')),
    teamsFile: teams.attach('rapport.pdf', fileOf('pdf')),
    teamsImage: teams.paste(fileOf('png')),
    core,
    replies,
    faults,
    slackHeaders: (body) => {
      const seconds = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1_000));
      const hmac = createHmac('sha256', SIGNING_SECRET).update(`v0:${seconds}:`).update(body);
      return {
        'x-slack-request-timestamp': seconds,
        'x-slack-signature': `v0=${hmac.digest('hex')}`,
      };
    },
    teamsHeaders: { authorization: `Bearer ${token}` },
    settled: async () => onSlack?.stop(),
    close: async () => {
      await listening.close(0);
      await Promise.all(channels.map((channel) => channel.stop()));
      await Promise.all([slack.close(), teams.close()]);
    },
  };
}

/** PostgreSQL takes no NUL, no half of a surrogate pair, and nothing longer in an index. */
function isStorableKey(key: string): boolean {
  return key.isWellFormed() && !key.includes('\0') && new TextEncoder().encode(key).length <= 2_600;
}
