import { createHash } from 'node:crypto';
import type { Values } from '../../../cards/model.ts';
import type { Ask } from '../../usecases/bot.ts';
import { PayloadError } from '../../usecases/errors.ts';
import { fieldActionId, fieldNameOf } from './fields.ts';
import type { FormContext } from './form.ts';
import { type Reader, readJson, readObject, readTexts } from './payload.ts';
import { typedText, withoutMention } from './text.ts';

/** Who did something, and the key under which doing it again is the same act. */
interface Act {
  readonly team: string;
  readonly user: string;
  readonly key: string;
}

export interface CommandAct extends Act {
  readonly kind: 'command';
  readonly ask: Ask;
  readonly channel: string;
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

export interface PressAct extends Act {
  readonly kind: 'press';
  readonly ask: Ask;
  /** Null for a button that stands in a modal. */
  readonly channel: string | null;
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

export interface SubmissionAct extends Act {
  readonly kind: 'submission';
  readonly ask: Ask;
  readonly context: FormContext;
  readonly viewId: string;
  /** The modal as Slack sends it back, to be shown again. */
  readonly view: Reader;
}

export interface MessageAct extends Act {
  readonly kind: 'message' | 'mention';
  readonly ask: Ask;
  readonly channel: string;
  readonly threadTs: string | null;
}

/** Somebody opened the conversation with the bot. */
export interface OpenedAct extends Act {
  readonly kind: 'opened';
  readonly channel: string;
}

export type Incoming =
  | CommandAct
  | PressAct
  | SubmissionAct
  | MessageAct
  | OpenedAct
  /** Nothing to answer: a link, a bot's own message, an edit, a kind of payload that the app does not use. */
  | { readonly kind: 'ignored' };

const help: Ask = { kind: 'text', text: 'aide' };
const ignored: Incoming = { kind: 'ignored' };

/**
 * Reads any verified body that Slack sends. Throws `PayloadError` when it is not what Slack's documentation promises;
 * what the app has no use for is `ignored`, a button or form it does not know asks for help.
 */
export function parseBody(body: unknown): Incoming {
  const read = readObject(body);
  if (read.has('command')) return parseCommand(read);
  switch (read.maybeText('type')) {
    case 'block_actions':
      return parsePress(read);
    case 'view_submission':
      return parseSubmission(read);
    case 'event_callback':
      return parseEvent(read);
    case null:
      throw new PayloadError('the payload has no type');
    default:
      return ignored;
  }
}

/** Whether a channel id is that of a direct message. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function parseCommand(read: Reader): Incoming {
  read.text('command');
  const team = read.text('team_id');
  const triggerId = read.text('trigger_id');
  return {
    kind: 'command',
    team,
    user: read.text('user_id'),
    key: `slack:${team}:${triggerId}`,
    ask: { kind: 'text', text: typedText(read.maybeText('text') ?? '') },
    channel: read.text('channel_id'),
    triggerId,
    responseUrl: read.maybeText('response_url'),
  };
}

function parsePress(read: Reader): Incoming {
  const [first] = read.list('actions');
  if (first === undefined) return ignored;
  const action = readObject(first, 'the action');
  const id = action.text('action_id');
  if (id.startsWith('link:')) return ignored;
  const team = teamOf(read);
  const user = read.object('user').text('id');
  const container = read.object('container');
  const place = container.maybeText('message_ts') ?? container.text('view_id');
  const value = action.maybeText('value') ?? '';
  // Slack names the blocks of each version of a message anew: a button that comes back later is another act.
  const parts = [place, user, action.maybeText('block_id') ?? '', id, shortHash(value)];
  return {
    kind: 'press',
    team,
    user,
    key: `slack:${team}:${parts.join(':')}`,
    ask: askOf(id, value),
    channel: read.maybeObject('channel')?.maybeText('id') ?? container.maybeText('channel_id'),
    triggerId: read.text('trigger_id'),
    responseUrl: read.maybeText('response_url'),
  };
}

function askOf(actionId: string, value: string): Ask {
  const [verb, command] = /^(run|form):(.+):\d+$/s.exec(actionId)?.slice(1) ?? [];
  if (command === undefined) return help;
  const values =
    value === '' ? {} : readTexts(readJson(value, 'the value of a button'), 'the value of a button');
  return { kind: verb === 'run' ? 'run' : 'form', command, values };
}

function parseSubmission(read: Reader): Incoming {
  const team = teamOf(read);
  const view = read.object('view');
  const viewId = view.text('id');
  const callback = view.maybeText('callback_id');
  if (callback === null) return ignored;
  const metadata = view.maybeText('private_metadata') ?? '';
  const isOurs = callback.startsWith('form:');
  const context = isOurs ? contextOf(metadata) : { hidden: {}, responseUrl: null };
  const values = { ...typedValues(view), ...context.hidden };
  return {
    kind: 'submission',
    team,
    user: read.object('user').text('id'),
    // One modal may show two forms in a row: what it carries tells the steps apart.
    key: `slack:${team}:${viewId}:${shortHash(`${callback}\n${metadata}`)}`,
    ask: isOurs ? { kind: 'submit', command: callback.slice('form:'.length), values } : help,
    context,
    viewId,
    view,
  };
}

function contextOf(metadata: string): FormContext {
  const read = readJson(metadata, 'what the form carries');
  return {
    hidden: readTexts(read.object('hidden'), 'what the form carries'),
    responseUrl: read.maybeText('responseUrl'),
  };
}

/** What the visible fields hold; what was left empty is absent. */
function typedValues(view: Reader): Values {
  const state = view.maybeObject('state')?.maybeObject('values');
  const pairs = (state?.entries() ?? []).flatMap(([blockId, block]): [string, string][] => {
    const name = fieldNameOf(blockId);
    const element = readObject(block, 'the state of a form').maybeObject(fieldActionId);
    const value =
      element?.maybeText('value') ??
      element?.maybeText('selected_date') ??
      element?.maybeObject('selected_option')?.maybeText('value') ??
      null;
    return name === null || value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
}

function parseEvent(read: Reader): Incoming {
  const team = read.text('team_id');
  const event = read.object('event');
  const key = `slack:${team}:${read.text('event_id')}`;
  switch (event.text('type')) {
    case 'message':
      return event.maybeText('channel_type') === 'im'
        ? parseMessage('message', { team, key, event, read })
        : ignored;
    case 'app_mention':
      return parseMessage('mention', { team, key, event, read });
    case 'app_home_opened':
      if (event.maybeText('tab') !== 'messages') return ignored;
      return { kind: 'opened', team, key, user: event.text('user'), channel: event.text('channel') };
    default:
      return ignored;
  }
}

interface EventParts {
  readonly team: string;
  readonly key: string;
  readonly event: Reader;
  readonly read: Reader;
}

function parseMessage(kind: 'message' | 'mention', { team, key, event, read }: EventParts): Incoming {
  const botUserId = read.objects('authorizations')[0]?.maybeText('user_id') ?? null;
  const user = event.maybeText('user');
  const subtype = event.maybeText('subtype');
  const isWritten = subtype === null || subtype === 'file_share';
  if (user === null || user === botUserId || event.has('bot_id') || event.flag('hidden') || !isWritten)
    return ignored;
  const channel = event.text('channel');
  const delivered = event.maybeText('text') ?? '';
  const mentioned = kind === 'mention' || botUserId !== null;
  return {
    kind: kind === 'mention' && isDirect(channel) ? 'message' : kind,
    team,
    user,
    key,
    ask: { kind: 'text', text: typedText(mentioned ? withoutMention(delivered, botUserId) : delivered) },
    channel,
    threadTs: event.maybeText('thread_ts'),
  };
}

function teamOf(read: Reader): string {
  return read.maybeObject('team')?.maybeText('id') ?? read.object('user').text('team_id');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
