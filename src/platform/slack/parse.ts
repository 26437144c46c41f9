import { createHash } from 'node:crypto';
import type { Ask } from '../../usecases/bot.ts';
import { PayloadError } from '../../usecases/errors.ts';
import { help, type Incoming, ignored } from './acts.ts';
import { fieldActionId } from './fields.ts';
import { contextOf, givenFiles, noContext, typedValues } from './form-state.ts';
import { parseEvent } from './parse-event.ts';
import { parseShortcut } from './parse-shortcut.ts';
import { partyOf } from './party.ts';
import { type Reader, readJson, readObject, readTexts } from './payload.ts';
import { typedText } from './text.ts';

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
    case 'view_closed':
      return parseUnsent(read, read.maybeObject('view'), true);
    case 'event_callback':
      return parseEvent(read);
    case 'shortcut':
    case 'message_action':
      return parseShortcut(read);
    case null:
      throw new PayloadError('the payload has no type');
    default:
      return ignored;
  }
}

function parseCommand(read: Reader): Incoming {
  read.text('command');
  const team = read.text('team_id');
  const triggerId = read.text('trigger_id');
  return {
    kind: 'command',
    team,
    enterprise: read.maybeText('enterprise_id') || null,
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
  const view = read.maybeObject('view');
  if (id === fieldActionId) return parseUnsent(read, view, false);
  const party = partyOf(read);
  const container = read.object('container');
  const isHome = view?.maybeText('type') === 'home';
  // One Home page is published anew for ever: its hash tells its versions apart.
  const place = isHome
    ? `${container.text('view_id')}:${view.maybeText('hash') ?? ''}`
    : (container.maybeText('message_ts') ?? container.text('view_id'));
  const value = action.maybeText('value') ?? '';
  // Slack names the blocks of each version of a message anew: a button that comes back later is another act.
  const parts = [place, party.user, action.maybeText('block_id') ?? '', id, shortHash(value)];
  return {
    kind: 'press',
    ...party,
    key: `slack:${party.team}:${parts.join(':')}`,
    ask: askOf(id, value),
    channel: read.maybeObject('channel')?.maybeText('id') ?? container.maybeText('channel_id'),
    isHome,
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
  const party = partyOf(read);
  const view = read.object('view');
  const viewId = view.text('id');
  const callback = view.maybeText('callback_id');
  if (callback === null) return ignored;
  const metadata = view.maybeText('private_metadata') ?? '';
  const isOurs = callback.startsWith('form:');
  const context = isOurs ? contextOf(metadata) : noContext;
  const values = { ...context.given, ...typedValues(view), ...context.hidden };
  return {
    kind: 'submission',
    ...party,
    // One modal may show two forms in a row: what it carries tells the steps apart.
    key: `slack:${party.team}:${viewId}:${shortHash(`${callback}\n${metadata}`)}`,
    ask: isOurs ? { kind: 'submit', command: callback.slice('form:'.length), values } : help,
    files: isOurs ? givenFiles(view) : [],
    context,
    viewId,
    view,
  };
}

/** What stands in a form that nobody has sent: while it is typed, and as it is closed, where Slack tells. */
function parseUnsent(read: Reader, view: Reader | null, isClosed: boolean): Incoming {
  const callback = view?.maybeText('callback_id') ?? '';
  if (view === null || !callback.startsWith('form:')) return ignored;
  const party = partyOf(read);
  const { given, hidden } = contextOf(view.maybeText('private_metadata') ?? '');
  const viewId = view.text('id');
  const typed = typedValues(view);
  return {
    kind: 'unsent',
    ...party,
    key: `slack:${party.team}:${viewId}`,
    viewId,
    command: callback.slice('form:'.length),
    values: Object.keys(typed).length === 0 ? null : { ...given, ...typed, ...hidden },
    isClosed,
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
