import { hash } from 'node:crypto';
import type { Ask } from '../../usecases/bot.ts';
import type { Envelope } from './activity.ts';
import { textAt } from './json.ts';

/** The delivery key of a typed message: Teams repeats its id when it delivers it again. */
export function messageKey(envelope: Envelope): string {
  return `teams:${envelope.conversationId}:${envelope.activityId ?? '-'}`;
}

/**
 * The delivery key of a pressed button or a sent form: the same for a double click, whose two deliveries have two
 * ids. One act is one person, one message, one button with its data; a form also has the opening it was shown by.
 */
export function actKey(envelope: Envelope, ask: Exclude<Ask, { kind: 'text' }>, data: unknown): string {
  const where = envelope.replyToId ?? earlierOpening(data) ?? envelope.activityId ?? '-';
  const act = [ask.kind, ask.command, earlierOpening(data), Object.entries(ask.values).sort()];
  const what = hash('sha256', JSON.stringify(act)).slice(0, 32);
  return `teams:${envelope.conversationId}:${where}:${envelope.userId ?? '-'}:${what}`;
}

/** Names one opening of a form: the same for a redelivery of the press that opened it. */
export function openingOf(envelope: Envelope, data: unknown): string {
  const earlier = earlierOpening(data);
  if (earlier !== null) return earlier;
  const id = `${envelope.conversationId} ${envelope.activityId ?? ''} ${envelope.replyToId ?? ''}`;
  return hash('sha256', id).slice(0, 16);
}

/** The opening that a form carries; what is not of our making is none, since keys are stored. */
function earlierOpening(data: unknown): string | null {
  const opening = textAt(data, 'opening');
  return opening !== null && /^[\w-]{1,64}$/u.test(opening) ? opening : null;
}
