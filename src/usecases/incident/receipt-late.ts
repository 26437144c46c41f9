import { noticesTo } from '../notices.ts';
import type { Append, Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { undelivered } from '../undelivered.ts';
import { INCIDENT_RECEIPT_LATE } from './topics.ts';

/**
 * Tells whoever wrote a report, once, that it stands though the mail with its receipt could not be sent yet (art. 3);
 * `receipt` is that mail.
 */
export function receiptLate(
  context: ClockContext,
  { to, data, correlationId }: Pick<Message, 'to' | 'data' | 'correlationId'>,
): Append {
  const notice = { topic: INCIDENT_RECEIPT_LATE, id: String(data['incident']), data } as const;
  return undelivered({
    recordedAt: context.now.toString(),
    actor: 'system',
    correlationId,
    messages: noticesTo(context, [to], notice),
  });
}
