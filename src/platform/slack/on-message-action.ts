import {
  askOfAction,
  askOfThread,
  type FormAsk,
  type MessageAction,
  messageActionOf,
} from '../../usecases/message-actions.ts';
import type { MessageActionAct } from './acts.ts';
import { askBot, type Desk, drawnReply, noticeOf } from './desk.ts';
import { beside, showForm } from './on-press.ts';
import { mentionedIn, type Names, readable } from './readable.ts';
import { inTime } from './timing.ts';

/** Slack lets a form be opened for 3 s: what only makes its text better is not waited for any longer, in milliseconds. */
const lookedUpMs = 800;

/** How many people are called by their names in one text. */
const mostNames = 10;

/**
 * Opens the form of an action on a message, with its text and its permalink; in the thread about a report, the form that
 * adds to that report (art. 3). A refusal is said to that person alone, where they are.
 */
export async function onMessageAction(desk: Desk, act: MessageActionAct): Promise<void> {
  const action = messageActionOf(act.action);
  if (action === null) return;
  const reply = await askBot(desk, { ...act, ask: await askFor(desk, act, action) });
  if (reply.kind === 'form') return showForm(desk, { ...act, isHome: false }, reply.form, null);
  if (reply.kind === 'refused' && reply.form !== null)
    return showForm(desk, { ...act, isHome: false }, reply.form, noticeOf(reply));
  await desk.speaker.answer(act.responseUrl, act, drawnReply(desk, reply), beside);
}

async function askFor(desk: Desk, act: MessageActionAct, action: MessageAction): Promise<FormAsk> {
  const { channel, ts, threadTs, message } = act;
  const [subject, permalink, names] = await Promise.all([
    soon(desk.threads.subjectOf(channel, threadTs)),
    soon(desk.speaker.permalink(act, channel, ts)),
    namesIn(desk, act),
  ]);
  const sent = { text: readable(message.delivered, names), permalink };
  if (subject === null || !action.isAddedInThreads) return askOfAction(action, sent);
  // What the bot itself said of the report is nothing to add to it.
  const added = askOfThread(subject, message.isBots ? { text: '', permalink: null } : sent);
  return added?.ask ?? askOfAction(action, sent);
}

async function namesIn(desk: Desk, { team, enterprise, message }: MessageActionAct): Promise<Names> {
  const ids = mentionedIn(message.delivered).slice(0, mostNames);
  const named = ids.map(async (user): Promise<readonly [string, string][]> => {
    const profile = await soon(desk.profiles.of({ team, enterprise, user }).catch(() => null));
    return profile?.name == null ? [] : [[user, profile.name]];
  });
  return new Map((await Promise.all(named)).flat());
}

/** The value when it comes soon; otherwise null, as for a value that cannot be had. */
async function soon<T>(work: Promise<T | null>): Promise<T | null> {
  const outcome = await inTime(work, lookedUpMs);
  return outcome.kind === 'done' ? outcome.value : null;
}
