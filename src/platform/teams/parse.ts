import type { Ask } from '../../usecases/bot.ts';
import type { Envelope } from './activity.ts';
import { askOf } from './ask.ts';
import { at, isRecord, textAt } from './json.ts';
import { actKey, messageKey, openingOf } from './keys.ts';
import { messageText } from './message-text.ts';
import { isOfExtension, parseExtension } from './parse-extension.ts';
import { filesOf, type TeamsFile } from './sent-file.ts';

/** Something that a person asks, and how Teams waits for the answer. */
export interface Asked {
  readonly kind:
    | 'message'
    | 'card-action'
    | 'dialog-open'
    | 'dialog-submit'
    /** An action on a message, whose dialog stands over a conversation of other people. */
    | 'action-open'
    | 'action-submit';
  readonly envelope: Envelope;
  readonly ask: Ask;
  /** Those that came with a message. */
  readonly files: readonly TeamsFile[];
  readonly key: string;
  /** Goes into the data of a form that answers, see `FormPlace.opening`. */
  readonly opening: string;
}

export type Incoming =
  | Asked
  /** The bot was added by this person, who gets its first words. */
  | { readonly kind: 'installed'; readonly envelope: Envelope }
  /** This person removed the bot: nobody is reached in this conversation any more. */
  | { readonly kind: 'left'; readonly envelope: Envelope }
  /** An invoke of a known sort whose content is not of this bot's making. */
  | { readonly kind: 'not-understood'; readonly envelope: Envelope; readonly invoke: string }
  /** Typing, reactions and whatever else wants no answer. */
  | { readonly kind: 'ignored'; readonly envelope: Envelope };

/** What a posted activity means. Never throws, whatever its body holds. */
export function parseActivity(envelope: Envelope, body: unknown): Incoming {
  switch (envelope.type) {
    case 'message':
      return parseMessage(envelope, body);
    case 'invoke':
      return parseInvoke(envelope, body);
    case 'installationUpdate':
      return moved(envelope, textAt(body, 'action') === 'add', textAt(body, 'action') === 'remove');
    case 'conversationUpdate':
      return moved(
        envelope,
        botIsAmong(at(body, 'membersAdded'), envelope.botId),
        botIsAmong(at(body, 'membersRemoved'), envelope.botId),
      );
    default:
      return { kind: 'ignored', envelope };
  }
}

function parseMessage(envelope: Envelope, body: unknown): Incoming {
  if (envelope.userId === envelope.botId) return { kind: 'ignored', envelope };
  const value = at(body, 'value');
  const ask = askOf(at(value, 'verb'), value);
  const opening = openingOf(envelope, value);
  if (ask !== null) {
    return { kind: 'message', envelope, ask, files: [], key: actKey(envelope, ask, value), opening };
  }
  return {
    kind: 'message',
    envelope,
    ask: { kind: 'text', text: messageText(body) },
    files: filesOf(envelope, body),
    key: messageKey(envelope),
    opening,
  };
}

function parseInvoke(envelope: Envelope, body: unknown): Incoming {
  const name = textAt(body, 'name') ?? '';
  switch (name) {
    case 'adaptiveCard/action':
      return act(
        'card-action',
        envelope,
        name,
        at(body, 'value', 'action', 'verb'),
        at(body, 'value', 'action', 'data'),
      );
    case 'task/fetch':
      return act('dialog-open', envelope, name, 'form', at(body, 'value', 'data'));
    case 'task/submit':
      return act(
        'dialog-submit',
        envelope,
        name,
        at(body, 'value', 'data', 'verb'),
        at(body, 'value', 'data'),
      );
    default:
      return isOfExtension(name)
        ? parseExtension(envelope, name, body)
        : { kind: 'not-understood', envelope, invoke: name };
  }
}

function act(
  kind: 'card-action' | 'dialog-open' | 'dialog-submit',
  envelope: Envelope,
  invoke: string,
  verb: unknown,
  data: unknown,
): Incoming {
  const ask = askOf(verb, data);
  if (ask === null) return { kind: 'not-understood', envelope, invoke };
  const opening = openingOf(envelope, data);
  return { kind, envelope, ask, files: [], key: actKey(envelope, ask, data), opening };
}

/** In a team or a group chat nobody in particular is welcomed or lost: people are when they write. */
function moved(envelope: Envelope, isAdded: boolean, isRemoved: boolean): Incoming {
  const isPersonal = !envelope.isPublic && envelope.userId !== null && envelope.userId !== envelope.botId;
  if (isPersonal && isAdded) return { kind: 'installed', envelope };
  return { kind: isPersonal && isRemoved ? 'left' : 'ignored', envelope };
}

function botIsAmong(members: unknown, botId: string): boolean {
  return (
    Array.isArray(members) && members.some((member) => isRecord(member) && textAt(member, 'id') === botId)
  );
}
