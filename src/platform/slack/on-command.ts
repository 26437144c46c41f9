import { inProgressCard } from '../../../cards/slack.ts';
import { type CommandAct, isDirect } from './acts.ts';
import { askBot, type Desk, drawn, noticeOf, shownForm } from './desk.ts';
import type { SlackMessage } from './render.ts';
import { inTime } from './timing.ts';

/** Slack's acknowledgement of a command: nothing, or a message that only its author sees. */
export type CommandAck = (message?: SlackMessage & { readonly response_type: 'ephemeral' }) => Promise<void>;

/**
 * Answers `/jalon …` in the acknowledgement itself, seen by its author only. An answer that takes too long is
 * announced, then follows at the address that Slack gave.
 */
export async function onCommand(desk: Desk, act: CommandAct, ack: CommandAck): Promise<void> {
  const answering = answerCommand(desk, act);
  const outcome = await inTime(answering, desk.ackAfterMs);
  const [first, ...rest] = outcome.kind === 'done' ? outcome.value : drawn(desk, inProgressCard);
  await (first === undefined ? ack() : ack({ ...first, response_type: 'ephemeral' }));
  const following = outcome.kind === 'done' ? rest : await answering;
  const manner = { responseType: 'ephemeral', replace: false } as const;
  await desk.speaker.answer(act.responseUrl, act, following, manner);
}

/** What to say; nothing when a modal is open. */
async function answerCommand(desk: Desk, act: CommandAct): Promise<readonly SlackMessage[]> {
  const reply = await askBot(desk, act);
  if (reply.kind === 'card' || (reply.kind === 'refused' && reply.form === null))
    return drawn(desk, reply.card);
  const from = {
    ...act,
    responseUrl: isDirect(act.channel) ? null : act.responseUrl,
    isHome: false,
    notice: reply.kind === 'refused' ? noticeOf(reply) : null,
  };
  return reply.form === null ? [] : ((await shownForm(desk, reply.form, from)) ?? []);
}
