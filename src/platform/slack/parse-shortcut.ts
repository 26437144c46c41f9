import { messageActionOf } from '../../usecases/message-actions.ts';
import { help, type Incoming } from './acts.ts';
import { partyOf } from './party.ts';
import type { Reader } from './payload.ts';

/**
 * Reads a shortcut. One of a message that this bot declares is an action on it; any other, which Slack keeps from an app that
 * had some, asks for help. Throws `PayloadError` when it is not what Slack's documentation promises.
 */
export function parseShortcut(read: Reader): Incoming {
  const party = partyOf(read);
  const triggerId = read.text('trigger_id');
  const key = `slack:${party.team}:${triggerId}`;
  const action = messageActionOf(read.text('callback_id'));
  if (action === null || read.maybeText('type') !== 'message_action')
    return { kind: 'shortcut', ...party, key, ask: help };
  const message = read.object('message');
  const ts = message.maybeText('ts') ?? read.text('message_ts');
  return {
    kind: 'message-action',
    ...party,
    key,
    action: action.id,
    channel: read.object('channel').text('id'),
    ts,
    threadTs: message.maybeText('thread_ts') ?? ts,
    message: { delivered: deliveredIn(message), isBots: message.has('bot_id') },
    triggerId,
    responseUrl: read.maybeText('response_url'),
  };
}

/** Many apps say what they say in attachments alone. */
function deliveredIn(message: Reader): string {
  const text = message.maybeText('text') ?? '';
  if (text !== '') return text;
  const said = message.objects('attachments').map((part) => part.maybeText('fallback') ?? '');
  return said.filter((part) => part !== '').join('\n');
}
