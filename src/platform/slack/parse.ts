import { createHash } from 'node:crypto';
import type { Values } from '../../../cards/model.ts';
import type { Ask } from '../../usecases/bot.ts';
import { PayloadError } from '../../usecases/errors.ts';
import { help, type Incoming, ignored, type Party } from './acts.ts';
import { fieldActionId, fieldNameOf } from './fields.ts';
import type { FormContext } from './form.ts';
import { parseEvent } from './parse-event.ts';
import { type Reader, readJson, readObject, readTexts } from './payload.ts';
import { readFiles, type SlackFile } from './sent-file.ts';
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
  const party = partyOf(read);
  const container = read.object('container');
  const view = read.maybeObject('view');
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

const noContext: FormContext = { hidden: {}, given: {}, responseUrl: null, isHome: false };

function contextOf(metadata: string): FormContext {
  const read = readJson(metadata, 'what the form carries');
  return {
    hidden: readTexts(read.object('hidden'), 'what the form carries'),
    given: read.has('given') ? readTexts(read.object('given'), 'what the form carries') : {},
    responseUrl: read.maybeText('responseUrl'),
    isHome: read.flag('isHome'),
  };
}

function parseShortcut(read: Reader): Incoming {
  const party = partyOf(read);
  read.text('callback_id');
  return { kind: 'shortcut', ...party, key: `slack:${party.team}:${read.text('trigger_id')}`, ask: help };
}

/** What the visible fields hold; what was left empty is absent. */
function typedValues(view: Reader): Values {
  const pairs = fieldsOf(view).flatMap(({ name, element }): [string, string][] => {
    const value =
      element.maybeText('value') ??
      element.maybeText('selected_date') ??
      element.maybeObject('selected_option')?.maybeText('value') ??
      null;
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
}

/** What was chosen in the fields for files. */
function givenFiles(view: Reader): readonly SlackFile[] {
  return fieldsOf(view).flatMap(({ name, element }) => readFiles(element, name));
}

function fieldsOf(view: Reader): readonly { readonly name: string; readonly element: Reader }[] {
  const state = view.maybeObject('state')?.maybeObject('values');
  return (state?.entries() ?? []).flatMap(([blockId, block]) => {
    const name = fieldNameOf(blockId);
    const element = readObject(block, 'the state of a form').maybeObject(fieldActionId);
    return name === null || element === null ? [] : [{ name, element }];
  });
}

/** Whoever uses an app installed for a whole organisation is in no workspace of their own accord. */
function partyOf(read: Reader): Party {
  const team = read.maybeObject('team');
  const user = read.object('user');
  return {
    team: team?.maybeText('id') ?? user.text('team_id'),
    enterprise: read.maybeObject('enterprise')?.maybeText('id') ?? team?.maybeText('enterprise_id') ?? null,
    user: user.text('id'),
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
