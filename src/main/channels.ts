import type { Express } from 'express';
import { identityUnavailable } from '../../cards/service.ts';
import type { Config, MailConfig, SlackConfig } from '../config.ts';
import type { Doors } from '../http/doors.ts';
import { formBody, jsonBody } from '../http/server.ts';
import type { PagesOptions } from '../platform/web/pages/options.ts';
import { createPages } from '../platform/web/pages/pages.ts';
import type { Sealer } from '../platform/web/seal.ts';
import type { openDisposable } from '../store/disposable.ts';
import { verifierOf } from '../store/hash.ts';
import { askForLink, isHolderKnown } from '../usecases/ask-for-link.ts';
import type { Intake } from '../usecases/attachments/intake.ts';
import { createReplies } from '../usecases/committee/replies.ts';
import type { Core } from '../usecases/core.ts';
import type { DraftingBot } from '../usecases/draft-bot.ts';
import { createFiles } from '../usecases/files.ts';
import { createIncidentCheck } from '../usecases/incident/check.ts';
import type { Messenger } from '../usecases/messenger.ts';
import type { PlatformName } from '../usecases/ports.ts';
import { accountsOn } from './accounts.ts';
import { calendarsOf } from './calendars.ts';
import { papersOf } from './papers.ts';

/** What a channel is mounted on. */
export interface ChannelParts {
  readonly config: Config;
  readonly app: Express;
  readonly doors: Doors;
  readonly bot: DraftingBot;
  readonly core: Core;
  /** One for all that is mounted: it bounds the memory that files take. */
  readonly intake: Intake;
  readonly cache: ReturnType<typeof openDisposable>;
  readonly sealer: Sealer;
}

/** A way in and out; `stop` resolves once what was asked there is answered. */
export interface Channel {
  readonly messengers: readonly Messenger[];
  stop(): Promise<void> | void;
}

/** Everything that the configuration connects. Each SDK takes half a second to load: only what is connected is. */
export async function openChannels(parts: ChannelParts): Promise<readonly Channel[]> {
  const { config } = parts;
  const channels: Channel[] = [];
  if (config.slack !== null) channels.push(await openSlack(parts, config.slack));
  if (config.teams !== null || config.localTeams) channels.push(await openTeams(parts));
  if (config.mail !== null) channels.push(...(await openMail(parts, config.mail)));
  openPages(parts, { canMail: config.mail !== null, isFrontDoor: true });
  return channels;
}

async function openMail(parts: ChannelParts, mail: MailConfig): Promise<readonly Channel[]> {
  const { core, bot } = parts;
  const { createMailMessenger } = await import('../platform/mail/messenger.ts');
  const calendars = await calendarsOf({ mail });
  const files = createFiles(core, { calendars: async () => calendars, papers: papersOf });
  const messenger = createMailMessenger({ ...mail, links: core.links, calendars, files });
  const writing: Channel = { messengers: [messenger], stop: () => messenger.close() };
  if (mail.imapUrl === null) return [writing];
  const { openInbox } = await import('../platform/mail/inbox.ts');
  const onReply = createReplies(core, bot);
  const inbox = openInbox({ imapUrl: mail.imapUrl, onReply, log: core.log });
  void inbox.look();
  return [writing, { messengers: [], stop: inbox.stop }];
}

/** Where the configuration lets Jalon write. */
function platformsOf({ slack, teams, localTeams, mail }: Config): ReadonlySet<PlatformName> {
  const isOpen = { slack: slack !== null, teams: teams !== null || localTeams, mail: mail !== null };
  return new Set((['slack', 'teams', 'mail'] as const).filter((platform) => isOpen[platform]));
}

async function openSlack(
  { config, app, doors, bot, core, intake, cache, sealer }: ChannelParts,
  slack: SlackConfig,
): Promise<Channel> {
  const { createSlack } = await import('../platform/slack/app.ts');
  const { publicUrl } = config;
  const { vault } = core.store;
  const opened = createSlack({
    signingSecret: slack.signingSecret,
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    installs: slack.oauth === null ? null : { ...slack.oauth, publicUrl, vault, sealer },
    app,
    doors,
    bot,
    intake,
    log: core.log,
    cache,
    unavailable: identityUnavailable(),
    now: () => core.now().toString(),
    onLeft: accountsOn('slack', core, platformsOf(config)).left,
  });
  return { messengers: [opened.messenger], stop: opened.stop };
}

async function openTeams({ config, app, bot, core, intake, cache }: ChannelParts): Promise<Channel> {
  const { createTeams } = await import('../platform/teams/app.ts');
  const { teams, localTeams } = config;
  const endpoints =
    teams?.openIdMetadataUrl == null
      ? {}
      : { endpoints: { openIdMetadataUrl: teams.openIdMetadataUrl, loginUrl: teams.loginUrl } };
  const opened = createTeams({
    app,
    json: jsonBody('1mb'),
    credentials: teams,
    local: localTeams,
    ...endpoints,
    bot,
    intake,
    log: core.log,
    cache,
    accounts: accountsOn('teams', core, platformsOf(config)),
    unavailable: identityUnavailable(),
  });
  return { messengers: [opened.messenger], stop: opened.stop };
}

/** The pages that links open, whatever channel carried them. */
export function openPages(
  { config, app, bot, core, intake }: ChannelParts,
  ways: Pick<PagesOptions, 'canMail' | 'isFrontDoor'>,
): void {
  createPages({
    ...ways,
    app,
    urlencoded: formBody('1mb'),
    bot,
    intake,
    links: core.links,
    log: core.log,
    now: core.now,
    newId: core.newId,
    isKnown: (holder) => isHolderKnown(core, holder),
    checkIncident: createIncidentCheck(core, verifierOf(core.store).verifyEntry),
    files: createFiles(core, { calendars: () => calendarsOf(config), papers: papersOf }),
    askForLink: (email) => askForLink(core, email),
  });
}
