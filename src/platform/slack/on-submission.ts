import type { types } from '@slack/bolt';
import type { Values } from '../../../cards/model.ts';
import { inProgressCard } from '../../../cards/slack.ts';
import type { Reply } from '../../usecases/bot.ts';
import type { SubmissionAct } from './acts.ts';
import { askBot, type Desk, drawnReply, noticeOf, replyCard } from './desk.ts';
import { faultOf } from './fault.ts';
import { cardView, formView, modalErrors, sameView } from './form.ts';
import { showHome } from './on-home.ts';
import { inTime } from './timing.ts';

type SubmissionAnswer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: types.ModalView };

/** Slack's acknowledgement of a submission: nothing closes the modal. */
export type SubmissionAck = (answer?: SubmissionAnswer) => Promise<void>;

/**
 * Answers a filled-in form. A refusal keeps the modal and what was typed, with the error under its field or on top;
 * an outcome closes it and is written to the person, so that a trace remains.
 */
export async function onSubmission(desk: Desk, act: SubmissionAct, ack: SubmissionAck): Promise<void> {
  const replying = sendUp(desk, act);
  const outcome = await inTime(replying, desk.ackAfterMs);
  if (outcome.kind === 'done') {
    const { value: reply } = outcome;
    await ack(answerNow(desk, act, reply));
    if (reply.kind === 'card') await tell(desk, act, reply);
    return;
  }
  await ack({ response_action: 'update', view: cardView(inProgressCard) });
  await answerLate(desk, act, await replying);
}

/** What is typed is kept no more once it is sent, unless the form stays. */
async function sendUp(desk: Desk, act: SubmissionAct): Promise<Reply> {
  await desk.unsent.hold(act.viewId);
  const reply = await askBot(desk, act);
  if (reply.kind !== 'card') desk.unsent.release(act.viewId);
  return reply;
}

function answerNow(desk: Desk, act: SubmissionAct, reply: Reply): SubmissionAnswer | undefined {
  if (reply.kind === 'card') return undefined;
  const errors = reply.kind === 'refused' && reply.form !== null ? modalErrors(reply.form) : null;
  if (errors !== null) return { response_action: 'errors', errors };
  return { response_action: 'update', view: viewAgain(desk, act, reply) };
}

/** The modal shows that it waits: what was typed comes back from the reply, or from what was sent. */
async function answerLate(desk: Desk, act: SubmissionAct, reply: Reply): Promise<void> {
  if (reply.kind === 'card') {
    await desk.speaker.updateView(act, act.viewId, cardView(reply.card));
    return tell(desk, act, reply);
  }
  const isShown = await desk.speaker.updateView(act, act.viewId, viewAgain(desk, act, reply));
  if (!isShown) await tell(desk, act, reply);
}

function viewAgain(desk: Desk, act: SubmissionAct, reply: Exclude<Reply, { kind: 'card' }>): types.ModalView {
  const { responseUrl, isHome } = act.context;
  try {
    if (reply.kind === 'form') return formView(reply.form, responseUrl, null, isHome);
    if (reply.form === null) return sameView(act.view, typedIn(act), reply.card);
    return formView(reply.form, responseUrl, noticeOf(reply), isHome);
  } catch (error) {
    desk.log.error('slack.form-not-drawn', { error: faultOf(error) });
    return sameView(act.view, typedIn(act), desk.unavailable);
  }
}

function typedIn(act: SubmissionAct): Values {
  return act.ask.kind === 'submit' ? act.ask.values : {};
}

async function tell(desk: Desk, act: SubmissionAct, reply: Reply): Promise<void> {
  const manner = { responseType: 'ephemeral', replace: false } as const;
  await desk.speaker.answer(act.context.responseUrl, act, drawnReply(desk, reply), manner);
  if (act.context.isHome) await showHome(desk, act, replyCard(reply));
}
