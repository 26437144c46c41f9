import { answeredInPrivateCard } from '../../../cards/slack.ts';
import type { Json } from '../../usecases/ports.ts';
import { askBot, type Desk, drawn, drawnReply } from './desk.ts';
import type { MessageAct, OpenedAct } from './parse.ts';

/** Answers a line typed to the bot: in the direct conversation, also when it was typed in a channel. */
export async function onMessage(desk: Desk, act: MessageAct): Promise<void> {
  const messages = drawnReply(desk, await askBot(desk, act));
  if (act.kind === 'message') return desk.speaker.post(act.channel, messages, act.threadTs);
  const [said] = drawn(desk, answeredInPrivateCard);
  if (said !== undefined) await desk.speaker.whisper(act.channel, act.user, said);
  return desk.speaker.post(act.user, messages, null);
}

/** What the welcome needs to know of the past. */
export interface Greetings {
  /** Whether this person was welcomed, as far as is remembered. */
  wasWelcomed(key: string): Promise<boolean>;
  remember(key: string, value: Json): Promise<void>;
  /** Whether the conversation holds any message; true when Slack does not say. */
  hasMessages(channel: string): Promise<boolean>;
}

/** Welcomes somebody who opens the conversation for the first time: Slack tells every opening, not only the first. */
export async function onOpened(desk: Desk, greetings: Greetings, act: OpenedAct): Promise<void> {
  const key = `slack:welcome:${act.team}/${act.user}`;
  if (await greetings.wasWelcomed(key)) return;
  await greetings.remember(key, true);
  if (await greetings.hasMessages(act.channel)) return;
  const correlationId = crypto.randomUUID();
  try {
    const card = await desk.bot.welcome(await desk.profiles.visitor(act.team, act.user), correlationId);
    await desk.speaker.post(act.channel, drawn(desk, card), null);
  } catch (error) {
    desk.log.error('slack.not-welcomed', {
      correlationId,
      error: error instanceof Error ? error.message : typeof error,
    });
  }
}
