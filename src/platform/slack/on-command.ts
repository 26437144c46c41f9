import { inProgressCard } from '../../../cards/slack.ts';
import { askBot, type Desk, drawn, shownForm } from './desk.ts';
import type { CommandAct } from './parse.ts';
import { isDirect } from './parse.ts';
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
  await desk.speaker.answer(act.responseUrl, act.user, following, manner);
}

/** What to say; nothing when a modal is open. */
async function answerCommand(desk: Desk, act: CommandAct): Promise<readonly SlackMessage[]> {
  const reply = await askBot(desk, act);
  const responseUrl = isDirect(act.channel) ? null : act.responseUrl;
  switch (reply.kind) {
    case 'card':
      return drawn(desk, reply.card);
    case 'form':
      return (
        (await shownForm(desk, reply.form, { triggerId: act.triggerId, responseUrl, notice: null })) ?? []
      );
    case 'refused': {
      if (reply.form === null) return drawn(desk, reply.card);
      const notice = Object.keys(reply.form.errors).length === 0 ? reply.card : null;
      return (await shownForm(desk, reply.form, { triggerId: act.triggerId, responseUrl, notice })) ?? [];
    }
  }
}
