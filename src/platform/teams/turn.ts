import {
  FILES_PRIVATELY,
  IN_PROGRESS,
  IN_PROGRESS_PRIVATELY,
  NOT_UNDERSTOOD,
  PRIVATELY,
  WRITE_PRIVATELY,
} from '../../../cards/teams.ts';
import type { Reply } from '../../usecases/bot.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Envelope } from './activity.ts';
import type { HttpAnswer } from './adapter.ts';
import { type Connector, cardMessage } from './connector.ts';
import { createDeadline } from './deadline.ts';
import type { FileDesk } from './file-desk.ts';
import type { TeamsLimits, TeamsOptions } from './options.ts';
import { httpAnswer, type Outcome } from './outcome.ts';
import type { Asked, Incoming } from './parse.ts';
import { isOfExtension } from './parse-extension.ts';
import { accountIdOf, type PersonalEnvelope, type Profiles } from './profile.ts';
import { type Reference, referenceOf } from './reference.ts';
import { deliveryOf } from './reply.ts';
import { createSpeaker, type Speaker } from './speaker.ts';
import { createWelcome } from './welcome.ts';

export interface Turns {
  /** Answers within the limit; what takes longer goes on, and `settled` waits for it. */
  answer(incoming: Incoming, connector: Connector): Promise<HttpAnswer>;
  settled(): Promise<void>;
}

type TurnsOptions = Pick<TeamsOptions, 'bot' | 'log' | 'cache' | 'accounts' | 'unavailable'> & {
  readonly profiles: Profiles;
  readonly fileDesk: FileDesk;
  readonly limits: TeamsLimits;
  readonly dialogs: boolean;
};

/** What came out, and where its late parts are said: never in public. */
interface Performed {
  readonly outcome: Outcome;
  readonly speaker: Speaker;
}

/** From what was asked to what is answered. */
export function createTurns(options: TurnsOptions): Turns {
  const { bot, log, accounts, profiles, fileDesk, limits, dialogs, unavailable } = options;
  const deadline = createDeadline(limits.answerMs, log);
  const actionDeadline = createDeadline(limits.actionMs, log);
  const welcome = createWelcome(options);
  const speakerIn = (conversationId: string, connector: Connector) =>
    createSpeaker({ connector, conversationId, dialogs, retryMs: limits.retryMs });

  const replyTo = async (
    asked: Asked,
    home: { readonly reference: Reference; readonly connector: Connector; readonly correlationId: string },
  ): Promise<Reply> => {
    const envelope = askedIn(asked, home.reference);
    try {
      const visitor = await profiles.visitor(envelope, home.reference, home.connector);
      const { key, ask, files } = asked;
      const isWithFiles = files.length > 0 && !envelope.isPublic;
      return await bot.answer({
        visitor,
        key,
        correlationId: home.correlationId,
        ask,
        takeIn: isWithFiles ? () => fileDesk.takeIn({ ask, files, ...envelope }, visitor) : null,
      });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.warn('teams.profile-failed', { correlationId: home.correlationId, error: error.message });
      return { kind: 'refused', card: unavailable, form: null };
    }
  };

  const perform = async (asked: Asked, connector: Connector): Promise<Performed> => {
    const correlationId = crypto.randomUUID();
    const { envelope } = asked;
    const here = speakerIn(envelope.conversationId, connector);
    const home = await homeOf(asked, connector);
    if (home === null) {
      log.warn('teams.private-closed', { correlationId });
      if (asked.kind === 'message') await here.sendText(WRITE_PRIVATELY);
      return { outcome: inShort(asked.kind, WRITE_PRIVATELY), speaker: here };
    }
    const speaker = speakerIn(home.conversationId ?? envelope.conversationId, connector);
    const reply = await replyTo(asked, { reference: home, connector, correlationId });
    const delivery = deliveryOf(asked, reply, speaker);
    try {
      await speaker.sendMessages(delivery.messages);
      if (asked.kind === 'message' && envelope.isPublic) {
        if (asked.files.length > 0) await speaker.sendText(FILES_PRIVATELY);
        await here.sendText(PRIVATELY);
      }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.error('teams.reply-lost', { correlationId, error: error.message, kind: asked.kind });
      if (asked.kind === 'message') throw error;
      return { outcome: delivery.otherwise ?? delivery.outcome, speaker };
    }
    return { outcome: delivery.outcome, speaker };
  };

  const finishLate = async (asked: Asked, { outcome, speaker }: Performed): Promise<void> => {
    if (outcome.kind === 'dialog') await speaker.sendMessages(outcome.inConversation);
    if (outcome.kind === 'replace') await replaceLate(speaker, asked.envelope.replyToId, outcome);
  };

  const answerAsked = async (asked: Asked, connector: Connector): Promise<HttpAnswer> => {
    try {
      const { within } = isOnMessage(asked) ? actionDeadline : deadline;
      const performed = await within(perform(asked, connector), asked.kind, (outcome) =>
        finishLate(asked, outcome),
      );
      const later = isOnMessage(asked) ? IN_PROGRESS_PRIVATELY : IN_PROGRESS;
      return httpAnswer(performed?.outcome ?? inShort(asked.kind, later));
    } catch (error) {
      // Delivered again, a request is answered again: of no use where Teams refuses the answer for good.
      if (error instanceof DeliveryError) return { status: error.retryable ? 502 : 200 };
      throw error;
    }
  };

  const greet = async (envelope: PersonalEnvelope, connector: Connector): Promise<HttpAnswer> => {
    const reference = referenceOf(envelope);
    const speaker = speakerIn(envelope.conversationId, connector);
    const greeting = welcome.greet(envelope, { reference, connector, speaker });
    return (await deadline.within(greeting, 'welcome', async () => undefined)) ?? { status: 200 };
  };

  /** Nobody waits for what is kept of an address, only for the answer. */
  const keep = async (work: Promise<void>): Promise<void> => {
    const kept = work.then(() => true);
    await deadline.within(kept, 'address', async () => undefined);
  };

  /** Nobody asked anything: only where Teams is reached may have changed. */
  const notice = async (envelope: Envelope): Promise<void> => {
    if (envelope.userId === null || envelope.userId === envelope.botId) return;
    await keep(accounts.seen(accountIdOf(personal(envelope)), { serviceUrl: envelope.serviceUrl }));
  };

  return {
    async answer(incoming, connector) {
      switch (incoming.kind) {
        case 'message':
        case 'card-action':
        case 'dialog-open':
        case 'dialog-submit':
        case 'action-open':
        case 'action-submit':
          return answerAsked(incoming, connector);
        case 'installed':
          return greet(personal(incoming.envelope), connector);
        case 'left':
          await welcome.forget(incoming.envelope);
          await keep(accounts.left(accountIdOf(personal(incoming.envelope))));
          return { status: 200 };
        case 'not-understood':
          log.warn('teams.not-understood', { invoke: wordOf(incoming.invoke) });
          await notice(incoming.envelope);
          return httpAnswer(notUnderstood(incoming.invoke));
        case 'ignored':
          await notice(incoming.envelope);
          return { status: 200 };
      }
    },
    async settled() {
      await Promise.all([deadline.settled(), actionDeadline.settled()]);
    },
  };
}

/** Where the answer goes: the personal conversation, opened when the question was asked in public; null when it cannot be. */
async function homeOf(asked: Asked, connector: Connector): Promise<Reference | null> {
  const reference = referenceOf(personal(asked.envelope));
  if (!asked.envelope.isPublic) return reference;
  try {
    return { ...reference, conversationId: await connector.open(reference) };
  } catch (error) {
    if (error instanceof DeliveryError) return null;
    throw error;
  }
}

/** The dialog of an action on a message, see `parseExtension`. */
function isOnMessage({ kind }: Asked): boolean {
  return kind === 'action-open' || kind === 'action-submit';
}

/** Whose roster vouches for the person: the bot may not be in the conversation of a message. */
function askedIn(asked: Asked, { conversationId }: Reference): PersonalEnvelope {
  const envelope = personal(asked.envelope);
  return isOnMessage(asked) && conversationId !== null ? { ...envelope, conversationId } : envelope;
}

/** Only activities with a user are asked or installed: `envelopeOf` and `parseActivity` see to it. */
function personal(envelope: Incoming['envelope']): PersonalEnvelope {
  return { ...envelope, userId: envelope.userId ?? '' };
}

/** The card that was pressed may be gone in between: then the outcome comes as a message. */
async function replaceLate(
  speaker: Speaker,
  messageId: string | null,
  outcome: Extract<Outcome, { kind: 'replace' }>,
): Promise<void> {
  const message = cardMessage(outcome.card, outcome.title);
  if (messageId === null) return speaker.sendMessages([message]);
  try {
    await speaker.replace(messageId, message);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.retryable) throw error;
    await speaker.sendMessages([message]);
  }
}

function inShort(kind: Asked['kind'], text: string): Outcome {
  switch (kind) {
    case 'message':
      return { kind: 'done' };
    case 'card-action':
      return { kind: 'tell', text };
    case 'dialog-open':
    case 'dialog-submit':
    case 'action-open':
    case 'action-submit':
      return { kind: 'close', text };
  }
}

function notUnderstood(invoke: string): Outcome {
  return invoke.startsWith('task/') || isOfExtension(invoke)
    ? { kind: 'close', text: NOT_UNDERSTOOD }
    : { kind: 'tell', text: NOT_UNDERSTOOD };
}

/** An invoke's name as a log may hold it: Teams names them by words and slashes. */
function wordOf(invoke: string): string {
  return /^[\w/]{1,60}$/u.test(invoke) ? invoke : 'unnamed';
}
