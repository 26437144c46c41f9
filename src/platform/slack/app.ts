import type { Logger, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { Application } from 'express';
import type { Card } from '../../../cards/model.ts';
import type { Intake } from '../../usecases/attachments/intake.ts';
import type { DraftingBot } from '../../usecases/draft-bot.ts';
import { ConfigError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Messenger } from '../../usecases/messenger.ts';
import type { Vault } from '../../usecases/records.ts';
import { clientOptions, createClient } from './client.ts';
import type { Desk } from './desk.ts';
import { actOf, CheckedApp, statusOfFault } from './door.ts';
import { faultOf } from './fault.ts';
import { createFileDesk } from './file-desk.ts';
import { createGreetings } from './greetings.ts';
import { mountInstall } from './install.ts';
import { createInstallations, type Sealer } from './installations.ts';
import { installedWorkspaces } from './installed-workspaces.ts';
import { createMessenger } from './messenger.ts';
import { onCommand } from './on-command.ts';
import { type OnLeft, onChanged, onMessage, onOpened, onShortcut } from './on-event.ts';
import { showHome } from './on-home.ts';
import { onMessageAction } from './on-message-action.ts';
import { onPress } from './on-press.ts';
import { onSubmission } from './on-submission.ts';
import { onUnsent } from './on-unsent.ts';
import { type Cache, createProfiles } from './profile.ts';
import { SlackReceiver, type Visit } from './receiver.ts';
import { createRecent } from './recent.ts';
import { createReplays } from './replays.ts';
import { sdkLogger } from './sdk-logger.ts';
import { createSpeaker } from './speaker.ts';
import { createThreads } from './threads.ts';
import { createUnsentForms } from './unsent-forms.ts';
import { oneWorkspace, type Workspaces } from './workspaces.ts';

/** Slack waits three seconds for an acknowledgement; half a second is left for the way. */
const usualAckAfterMs = 2_500;

/** How many events are remembered, so that one that Slack sends again is not answered twice. */
const rememberedEvents = 1_000;

/** How many answered requests are remembered, for those sent again as they were. */
const rememberedRequests = 500;

/** Files reach us in seconds; whoever gave them waits, in milliseconds. */
const usualFilesMs = 60_000;

const endpoint = '/slack/events';

/** Several workspaces: each installs the app by itself, at `/slack/install`. */
export interface SlackInstalls {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the bot is reached, without a slash at its end; null lets Slack take the address that its settings hold. */
  readonly publicUrl: string | null;
  /** Ids of the workspaces and organisations that may install the app and are served; null for any. */
  readonly admitted: ReadonlySet<string> | null;
  readonly vault: Vault;
  readonly sealer: Sealer;
}

export interface SlackOptions {
  /** Takes the pages of the installation. */
  readonly app: Application;
  /** Has `POST` requests to a path answered. */
  readonly doors: { open(path: string, hear: (visit: Visit) => Promise<void>): void };
  readonly signingSecret: string;
  /** The one workspace's token; null where workspaces install the app themselves. */
  readonly botToken: string | null;
  readonly installs?: SlackInstalls | null;
  /** Slack's Web API, `https://slack.com/api/` but in local tests. */
  readonly apiUrl: string;
  readonly bot: DraftingBot;
  readonly intake: Intake;
  readonly log: Log;
  readonly cache: Cache;
  /** Said when Slack cannot tell who is asking. */
  readonly unavailable: Card;
  /** The present instant, ISO. */
  readonly now: () => string;
  /** Told when Slack says that somebody has left. */
  readonly onLeft?: OnLeft;
  /** How long an answer may take before Slack is told to wait, in milliseconds. */
  readonly ackAfterMs?: number;
  /** How long the files of one act may take, in milliseconds. */
  readonly filesMs?: number;
}

export interface Slack {
  readonly messenger: Messenger;
  /** Resolves when every request under way is answered; the HTTP server is stopped by its owner. */
  stop(): Promise<void>;
}

/**
 * Puts the bot on Slack: `POST /slack/events` takes commands, interactions and events alike. Throws `ConfigError`
 * without a token nor a way to install the app.
 */
export function createSlack(options: SlackOptions): Slack {
  const {
    doors,
    bot,
    apiUrl,
    intake,
    cache,
    log,
    unavailable,
    now,
    filesMs: limitMs = usualFilesMs,
  } = options;
  const logger = sdkLogger(log);
  const workspaces = workspacesOf(options, logger);
  const profiles = createProfiles(workspaces, cache, log);
  const speaker = createSpeaker({ workspaces, apiUrl, log });
  const ackAfterMs = options.ackAfterMs ?? usualAckAfterMs;
  const fileDesk = createFileDesk({ workspaces, apiUrl, intake, log, limitMs });
  const threads = createThreads(cache);
  const unsent = createUnsentForms();
  const desk: Desk = {
    bot,
    profiles,
    speaker,
    fileDesk,
    threads,
    unsent,
    log,
    unavailable,
    ackAfterMs,
    now,
  };
  const greetings = createGreetings(workspaces, cache, log);
  const onLeft = options.onLeft ?? (async () => undefined);
  const work = new Set<Promise<void>>();
  const isFirst = createRecent(rememberedEvents);

  async function during(task: Promise<void>): Promise<void> {
    work.add(task);
    try {
      await task;
    } finally {
      work.delete(task);
    }
  }

  const statusOf = (error: unknown) => statusOfFault(error, log);
  const receiver = new SlackReceiver({ signingSecret: options.signingSecret, logger, statusOf });
  doors.open(endpoint, (visit) => receiver.hear(visit));
  const slack = new CheckedApp(
    {
      receiver,
      logger,
      clientOptions: clientOptions({ apiUrl, logger }),
      // Bolt's own client is not used and gets no token: own messages are known by their shape, without auth.test.
      authorize: async () => ({}),
      ignoreSelf: false,
      convoStore: false,
    },
    { workspaces, replays: createReplays(rememberedRequests), log },
  );
  slack.error(async (error) => log.error('slack.handler-failed', { error: faultOf(error) }));

  slack.command(/.*/s, async ({ context, ack }) => {
    const act = actOf(context);
    if (act.kind === 'command') await during(onCommand(desk, act, ack));
  });
  slack.action(/.*/s, async ({ context, ack }) => {
    await ack();
    const act = actOf(context);
    if (act.kind === 'press') await during(onPress(desk, act));
    if (act.kind === 'unsent') await during(onUnsent(desk, act));
  });
  slack.shortcut(/.*/s, async ({ context, ack }) => {
    await ack();
    const act = actOf(context);
    if (act.kind === 'message-action') await during(onMessageAction(desk, act));
    if (act.kind === 'shortcut') await during(onShortcut(desk, act));
  });
  slack.view<ViewSubmitAction>({ callback_id: /.*/s, type: 'view_submission' }, async ({ context, ack }) => {
    const act = actOf(context);
    if (act.kind === 'submission') await during(onSubmission(desk, act, ack));
  });
  slack.view<ViewClosedAction>({ callback_id: /.*/s, type: 'view_closed' }, async ({ context, ack }) => {
    await ack();
    const act = actOf(context);
    if (act.kind === 'unsent') await during(onUnsent(desk, act));
  });
  slack.event(/.*/s, async ({ context }) => {
    const act = actOf(context);
    if (act.kind === 'ignored' || !isFirst(act.key)) return;
    if (act.kind === 'message' || act.kind === 'mention') await during(onMessage(desk, act));
    if (act.kind === 'opened') await during(onOpened(desk, greetings, act));
    if (act.kind === 'home') await during(showHome(desk, act, null));
    if (act.kind === 'changed') await during(onChanged(desk, onLeft, act));
    if (act.kind === 'removed') await during(workspaces.forget(act));
  });

  return {
    messenger: createMessenger({ workspaces, profiles, cache, log, now }),
    stop: async () => {
      await Promise.allSettled(work);
    },
  };
}

function workspacesOf(options: SlackOptions, logger: Logger): Workspaces {
  const { apiUrl, botToken, installs, log, now } = options;
  const sdk = clientOptions({ apiUrl, logger });
  const nowMs = () => Temporal.Instant.from(now()).epochMilliseconds;
  const clientWith = (token: string) => createClient(token, sdk);
  if (botToken !== null && botToken !== '') return oneWorkspace({ client: clientWith(botToken), log, nowMs });
  if (!installs) throw new ConfigError('Slack has neither a token nor a way to install the app');
  const installations = createInstallations({ ...installs, log, now });
  mountInstall({ ...options, ...installs, installations, clientOptions: sdk, logger });
  return installedWorkspaces({ installations, admitted: installs.admitted, clientWith, log, nowMs });
}
