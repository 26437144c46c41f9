import { askOfAction, messageActionOf } from '../../usecases/message-actions.ts';
import type { Envelope } from './activity.ts';
import { askOf } from './ask.ts';
import { textOfHtml } from './html-text.ts';
import { at, textAt } from './json.ts';
import { actKey, openingOf } from './keys.ts';
import type { Incoming } from './parse.ts';

/** Longest message that is read, in characters: Teams itself takes less than 100,000. */
const LONGEST_READ = 200_000;

/** The invokes of a message action: its dialog is asked for, then sent. */
export function isOfExtension(invoke: string): boolean {
  return invoke === 'composeExtension/fetchTask' || invoke === 'composeExtension/submitAction';
}

/**
 * What is asked by an action in the menu of a message. Its conversation is that of the message, which the bot may not be
 * in and which others share, also where Teams calls it personal: nothing of a case is said there.
 */
export function parseExtension(heard: Envelope, invoke: string, body: unknown): Incoming {
  const envelope = { ...heard, isPublic: true };
  const data = at(body, 'value', 'data');
  const isSent = invoke === 'composeExtension/submitAction';
  const ask = isSent ? askOf(at(data, 'verb'), data) : asked(at(body, 'value'));
  if (ask === null) return { kind: 'not-understood', envelope, invoke };
  return {
    kind: isSent ? 'action-submit' : 'action-open',
    envelope,
    ask,
    files: [],
    key: actKey(envelope, ask, data),
    opening: openingOf(envelope, data),
  };
}

function asked(value: unknown) {
  const action = messageActionOf(textAt(value, 'commandId') ?? '');
  if (action === null) return null;
  const message = at(value, 'messagePayload');
  const content = (textAt(message, 'body', 'content') ?? '').slice(0, LONGEST_READ);
  const text = textAt(message, 'body', 'contentType') === 'text' ? content : textOfHtml(content);
  return askOfAction(action, { text, permalink: textAt(message, 'linkToMessage') });
}
