import {
  App,
  ExpressReceiver,
  type ExpressReceiverOptions,
  type ReceiverEvent,
  type ViewSubmitAction,
} from '@slack/bolt';
import type { Application } from 'express';
import type { Card } from '../../../cards/model.ts';
import type { Bot } from '../../usecases/bot.ts';
import { PayloadError } from '../../usecases/errors.ts';
import type { Log, Messenger } from '../../usecases/ports.ts';
import { clientOptions, createClient } from './client.ts';
import type { Desk } from './desk.ts';
import { createGreetings } from './greetings.ts';
import { bodyLimitBytes, guardSlack, refuse } from './guard.ts';
import { createMessenger } from './messenger.ts';
import { onCommand } from './on-command.ts';
import { onMessage, onOpened } from './on-event.ts';
import { onPress } from './on-press.ts';
import { onSubmission } from './on-submission.ts';
import { parseBody } from './parse.ts';
import { type Cache, createProfiles } from './profile.ts';
import { createRecent } from './recent.ts';
import { sdkLogger } from './sdk-logger.ts';
import { createSpeaker } from './speaker.ts';

/** Slack waits three seconds for an acknowledgement; half a second is left for the way. */
const usualAckAfterMs = 2_500;

/** How many events are remembered, so that one that Slack sends again is not answered twice. */
const rememberedEvents = 1_000;

const endpoint = '/slack/events';

export interface SlackOptions {
  /** No body parser may stand before `/slack/events` in it: signatures are checked on the raw body. */
  readonly app: Application;
  readonly signingSecret: string;
  readonly botToken: string;
  /** Slack's Web API, `https://slack.com/api/` but in local tests. */
  readonly apiUrl: string;
  readonly bot: Bot;
  readonly log: Log;
  readonly cache: Cache;
  /** Said when Slack cannot tell who is asking. */
  readonly unavailable: Card;
  /** The present instant, ISO. */
  readonly now: () => string;
  /** How long an answer may take before Slack is told to wait, in milliseconds. */
  readonly ackAfterMs?: number;
}

export interface Slack {
  readonly messenger: Messenger;
  /** Resolves when every request under way is answered; the HTTP server is stopped by its owner. */
  stop(): Promise<void>;
}

/** Puts the bot on Slack: `POST /slack/events` takes commands, interactions and events alike. */
export function createSlack(options: SlackOptions): Slack {
  const { app, bot, botToken, apiUrl, cache, log, unavailable } = options;
  const logger = sdkLogger(log);
  const client = createClient(botToken, { apiUrl, logger });
  const profiles = createProfiles(client, cache, log);
  const speaker = createSpeaker({ client, apiUrl, log });
  const ackAfterMs = options.ackAfterMs ?? usualAckAfterMs;
  const desk: Desk = { bot, profiles, speaker, log, unavailable, ackAfterMs };
  const greetings = createGreetings(client, cache, log);
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

  app.post(endpoint, guardSlack);
  const receiver = new ExpressReceiver({
    app,
    endpoints: endpoint,
    signingSecret: options.signingSecret,
    logger,
    bodyLimit: bodyLimitBytes,
    unhandledRequestHandler: ({ response }) => {
      if (!response.headersSent) response.writeHead(200).end();
    },
    processEventErrorHandler: refuseFault(log),
  });
  const slack = new CheckedApp({
    receiver,
    logger,
    clientOptions: clientOptions({ apiUrl, logger }),
    // No call to auth.test: a request is answered with the one token there is, and own messages are known by their shape.
    authorize: async () => ({ botToken }),
    ignoreSelf: false,
    convoStore: false,
  });
  slack.error(async (error) => log.error('slack.handler-failed', { error: error.message }));

  slack.command(/.*/, async ({ body, ack }) => {
    const act = parseBody(body);
    if (act.kind === 'command') await during(onCommand(desk, act, ack));
  });
  slack.action(/.*/s, async ({ body, ack }) => {
    await ack();
    const act = parseBody(body);
    if (act.kind === 'press') await during(onPress(desk, act));
  });
  slack.view<ViewSubmitAction>({ callback_id: /.*/s, type: 'view_submission' }, async ({ body, ack }) => {
    const act = parseBody(body);
    if (act.kind === 'submission') await during(onSubmission(desk, act, ack));
  });
  for (const name of ['message', 'app_mention', 'app_home_opened'] as const) {
    slack.event(name, async ({ body }) => {
      const act = parseBody(body);
      if (act.kind === 'ignored' || !isFirst(act.key)) return;
      if (act.kind === 'message' || act.kind === 'mention') await during(onMessage(desk, act));
      if (act.kind === 'opened') await during(onOpened(desk, greetings, act));
    });
  }

  return {
    messenger: createMessenger({ client, profiles, log, now: options.now }),
    stop: async () => {
      await Promise.allSettled(work);
    },
  };
}

/** Bolt's dispatcher, made to answer at once what has no listener: Bolt itself would leave Slack waiting for 3 s. */
class CheckedApp extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (parseBody(event.body).kind === 'ignored') return event.ack();
    let isAcknowledged = false;
    const ack: ReceiverEvent['ack'] = (response) => {
      isAcknowledged = true;
      return event.ack(response);
    };
    try {
      await super.processEvent({ ...event, ack });
    } catch (cause) {
      // Listeners' own failures end in the error handler: what is left is a body that Bolt cannot read.
      throw new PayloadError('the payload cannot be read', { cause });
    }
    if (!isAcknowledged) await event.ack();
  }
}

type FaultHandler = NonNullable<ExpressReceiverOptions['processEventErrorHandler']>;

/** A body that is not what Slack sends is the sender's fault (400), anything else is ours (500); neither shows the inside. */
function refuseFault(log: Log): FaultHandler {
  return async ({ error, response }) => {
    const isTheirs = error instanceof PayloadError;
    log.warn(isTheirs ? 'slack.payload-refused' : 'slack.request-failed', { error: error.message });
    if (!response.headersSent) refuse(response, isTheirs ? 400 : 500);
    return true;
  };
}
