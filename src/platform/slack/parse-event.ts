import { type Incoming, ignored, isDirect, type Place } from './acts.ts';
import type { Reader } from './payload.ts';
import { readFiles } from './sent-file.ts';
import { typedText, withoutMention } from './text.ts';

interface EventParts extends Place {
  readonly key: string;
  readonly event: Reader;
  readonly read: Reader;
}

/** Reads an event. Throws `PayloadError` when it is not what Slack's documentation promises. */
export function parseEvent(read: Reader): Incoming {
  const team = read.text('team_id');
  const authorization = read.objects('authorizations')[0];
  const enterprise = authorization?.maybeText('enterprise_id') ?? read.maybeText('enterprise_id');
  const event = read.object('event');
  const key = `slack:${team}:${read.text('event_id')}`;
  const parts: EventParts = { team, enterprise, key, event, read };
  switch (event.text('type')) {
    case 'message':
      return event.maybeText('channel_type') === 'im' ? parseMessage('message', parts) : ignored;
    case 'app_mention':
      return parseMessage('mention', parts);
    case 'app_home_opened':
      return parseOpened(parts);
    case 'user_change': {
      const person = event.object('user');
      const hasLeft = person.flag('deleted');
      return { kind: 'changed', team, enterprise, key, user: person.text('id'), hasLeft };
    }
    case 'app_uninstalled':
      return removed(parts);
    case 'tokens_revoked': {
      const bots = event.maybeObject('tokens')?.list('bot') ?? [];
      return bots.length > 0 ? removed(parts) : ignored;
    }
    default:
      return ignored;
  }
}

function parseOpened({ team, enterprise, key, event }: EventParts): Incoming {
  const kinds = { messages: 'opened', home: 'home' } as const;
  const tab = event.maybeText('tab');
  if (tab !== 'messages' && tab !== 'home') return ignored;
  return {
    kind: kinds[tab],
    team,
    enterprise,
    key,
    user: event.text('user'),
    channel: event.text('channel'),
  };
}

function removed({ team, enterprise, key, read }: EventParts): Incoming {
  const isOrgWide =
    team === enterprise || read.objects('authorizations')[0]?.flag('is_enterprise_install') === true;
  return { kind: 'removed', team, enterprise, key, isOrgWide, atSeconds: read.number('event_time') };
}

function parseMessage(
  kind: 'message' | 'mention',
  { team, enterprise, key, event, read }: EventParts,
): Incoming {
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
    enterprise,
    user,
    key,
    ask: { kind: 'text', text: typedText(mentioned ? withoutMention(delivered, botUserId) : delivered) },
    files: readFiles(event, null),
    channel,
    threadTs: event.maybeText('thread_ts'),
  };
}
