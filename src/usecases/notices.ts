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
    | 'access-link'
    | 'minutes-published'
    | 'poll-asked'
    | 'deliverable-handed'
    | 'deliverable-withdrawn'
    | 'deliverable-judged'
    | 'validation-receipt'
    | 'reserve-lifted'
    | 'avenant-told'
    | 'review-told'
    | 'review-receipt'
    | 'incident-alert'
    | 'incident-receipt'
    | 'incident-receipt-late'
    | 'incident-step'
    | 'opinion-asked'
    | 'opinion-told';
  /** What the notice is about: makes its key. */
  readonly id: string;
  readonly data: JsonObject;
}

/** One message for each person: legal notices wait for no hour. None for somebody whose data were erased (RGPD). */
export function noticesTo(
  context: Pick<Context, 'now' | 'world'>,
  people: readonly string[],
  notice: Notice,
): readonly MessageDraft[] {
  const { people: known } = context.world;
  const readers = [...new Set(people)].filter((id) => known.byId(id)?.person.name !== '');
  return readers.map((to) => ({
    key: `${notice.topic}:${notice.id}@${to}`,
    to,
    topic: notice.topic,
    data: notice.data,
    group: null,
    notBeforeAt: context.now.toString(),
  }));
}
