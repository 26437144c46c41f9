import { threadAddition } from '../../../cards/message-action.ts';
import { givenIn } from '../../usecases/attachments/given.ts';
import { askOfThread } from '../../usecases/message-actions.ts';
import type { MessageAct } from './acts.ts';
import { askBot, type Desk, drawn, keepForLater, takenAlong } from './desk.ts';
import type { SlackMessage } from './render.ts';

/**
 * What is said to somebody who writes to the bot in the thread about a report (art. 3): the button that adds their words to
 * it, since nothing is recorded without them. Null where the line is a command: outside of such a thread, after « jalon »,
 * and from somebody who may not add to the report.
 */
export async function offeredInThread(desk: Desk, act: MessageAct): Promise<readonly SlackMessage[] | null> {
  const { ask, threadTs } = act;
  if (act.kind !== 'message' || threadTs === null || ask.kind !== 'text' || isForTheBot(ask.text))
    return null;
  const subject = await desk.threads.subjectOf(act.channel, threadTs);
  const addition = subject === null ? null : askOfThread(subject, { text: ask.text, permalink: null });
  if (subject === null || addition === null) return null;
  const files = act.files.map((file) => ({ ...file, field: addition.filesField }));
  const reply = await askBot(desk, { ...act, ask: addition.ask, files });
  if (reply.kind !== 'form') return null;
  const { form } = reply;
  const { command } = form;
  const taken = takenAlong(form);
  const isWhole = taken.what === 'all';
  if (!isWhole) await keepForLater(desk, act, { command, values: form.values });
  const values = isWhole ? taken.values : { ...givenIn(form), ...addition.about };
  return drawn(desk, threadAddition({ subject, command, values }));
}

/** Whoever calls the bot by its name wants a command. */
function isForTheBot(text: string): boolean {
  return /^\/?\s*jalon(?!\p{L})/iu.test(text.trim());
}
