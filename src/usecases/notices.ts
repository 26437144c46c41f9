import type { Context } from './command.ts';
import type { JsonObject, MessageDraft } from './ports.ts';

/** Messages that tell of something done, at once; reminders are made by the clock (`reminders.ts`). */
export interface Notice {
  readonly topic:
    | 'referent-changed'
    | 'referent-welcome'
    | 'referent-farewell'
    | 'access-asked'
    | 'access-declined'
    | 'proposal-made'
    | 'proposal-settled'
    | 'phase-end-told'
    | 'person-unreachable'
    | 'outbox-alarm'
    | 'access-link';
  /** What the notice is about: makes its key. */
  readonly id: string;
  readonly data: JsonObject;
}

/** One message for each person: legal notices wait for no hour. */
export function noticesTo(
  context: Pick<Context, 'now'>,
  people: readonly string[],
  notice: Notice,
): readonly MessageDraft[] {
  return [...new Set(people)].map((to) => ({
    key: `${notice.topic}:${notice.id}@${to}`,
    to,
    topic: notice.topic,
    data: notice.data,
    group: null,
    notBeforeAt: context.now.toString(),
  }));
}
