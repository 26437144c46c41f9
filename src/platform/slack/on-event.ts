import { answeredInPrivateCard } from '../../../cards/slack.ts';
import type { Json } from '../../usecases/ports.ts';
import type { ChangedAct, MessageAct, OpenedAct, Place, ShortcutAct } from './acts.ts';
import { askBot, type Desk, drawn, drawnReply } from './desk.ts';
import { faultOf } from './fault.ts';
import { offeredInThread } from './on-thread.ts';
import { accountIdOf } from './profile.ts';

/** Answers a line typed to the bot: in the direct conversation, also when it was typed in a channel. */
export async function onMessage(desk: Desk, act: MessageAct): Promise<void> {
  const messages = (await offeredInThread(desk, act)) ?? drawnReply(desk, await askBot(desk, act));
  if (act.kind === 'message') return desk.speaker.post(act, act.channel, messages, act.threadTs);
  const [said] = drawn(desk, answeredInPrivateCard);
  if (said !== undefined) await desk.speaker.whisper(act, act.channel, said);
  return desk.speaker.post(act, act.user, messages, null);
}

/** Gives help to whoever finds a shortcut: Slack keeps those of an app that had some. */
export async function onShortcut(desk: Desk, act: ShortcutAct): Promise<void> {
  return desk.speaker.post(act, act.user, drawnReply(desk, await askBot(desk, act)), null);
}

/** What is done when somebody leaves; their account is named `T123/U456`. */
export type OnLeft = (accountId: string) => Promise<void>;

/** Drops what is kept of a profile that changed, and tells of somebody who has left. */
export async function onChanged(desk: Desk, onLeft: OnLeft, act: ChangedAct): Promise<void> {
  await desk.profiles.forget(act);
  if (!act.hasLeft) return;
  try {
    await onLeft(accountIdOf(act));
  } catch (error) {
    // Their profile says it again at the next message to them.
    desk.log.warn('slack.leaver-not-told', { error: faultOf(error) });
  }
}

/** What the welcome needs to know of the past. */
export interface Greetings {
  /** Whether this person was welcomed, as far as is remembered. */
  wasWelcomed(key: string): Promise<boolean>;
  remember(key: string, value: Json): Promise<void>;
  /** Whether the conversation holds any message; true when Slack does not say. */
  hasMessages(place: Place, channel: string): Promise<boolean>;
}

/** Welcomes somebody who opens the conversation for the first time: Slack tells every opening, not only the first. */
export async function onOpened(desk: Desk, greetings: Greetings, act: OpenedAct): Promise<void> {
  const key = `slack:welcome:${act.team}/${act.user}`;
  if (await greetings.wasWelcomed(key)) return;
  await greetings.remember(key, true);
  if (await greetings.hasMessages(act, act.channel)) return;
  const correlationId = crypto.randomUUID();
  try {
    const card = await desk.bot.welcome(await desk.profiles.visitor(act), correlationId);
    await desk.speaker.post(act, act.channel, drawn(desk, card), null);
  } catch (error) {
    desk.log.error('slack.not-welcomed', { correlationId, error: faultOf(error) });
  }
}
