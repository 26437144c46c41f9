import { createHash } from 'node:crypto';
import type { Envelope } from './activity.ts';
import { isRecord, textAt } from './json.ts';

/** The delivery key of a typed message: Teams repeats its id when it delivers it again. */
export function messageKey(envelope: Envelope): string {
  return `teams:${envelope.conversationId}:${envelope.activityId ?? '-'}`;
}

/**
 * The delivery key of a pressed button or a sent form: the same for a double click, whose two deliveries have two
 * ids. One act is one person, one message, one button with its data; a form also has the opening it was shown by.
 */
export function actKey(envelope: Envelope, verb: string, data: unknown): string {
  const where = envelope.replyToId ?? textAt(data, 'opening') ?? envelope.activityId ?? '-';
  const what = createHash('sha256')
    .update(canonical([verb, data]))
    .digest('hex')
    .slice(0, 32);
  return `teams:${envelope.conversationId}:${where}:${envelope.userId ?? '-'}:${what}`;
}

/** Names one opening of a form: the same for a redelivery of the press that opened it. */
export function openingOf(envelope: Envelope, data: unknown): string {
  const earlier = textAt(data, 'opening');
  if (earlier !== null) return earlier.slice(0, 64);
  const id = `${envelope.conversationId} ${envelope.activityId ?? ''} ${envelope.replyToId ?? ''}`;
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

/** JSON with sorted names, so that hosts may order a card's data as they like. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}
