import { type MessageView, outboxCard, type TroubleView } from '../../cards/outbox.ts';
import { type Context, defineCommand } from './command.ts';
import { hidden } from './fields.ts';
import { pageOf } from './paging.ts';
import { contactView } from './people.ts';
import type { Message } from './ports.ts';
import { targetOf } from './target.ts';
import { unreachable } from './unreachable.ts';

const PER_PAGE = 5;

/** What waits to be sent, what did not leave and why, and whom Jalon no longer reaches: for coordinators. */
export const showOutbox = defineCommand({
  word: 'envois',
  title: 'Envois',
  help: "voir les messages qui attendent ou n'ont pas pu partir, et les personnes injoignables",
  article: null,
  roles: ['coordinator'],
  fields: { page: hidden().optional() },
  run: (input, context) => ({
    kind: 'inspection',
    of: 'outbox',
    conclude: (report) => {
      const { items, page, pages, first } = pageOf(report.troubled, input.page, PER_PAGE);
      const card = outboxCard({
        waiting: report.waiting,
        due: report.due,
        oldestDueAt: report.oldestDueAt,
        failed: report.failed,
        troubled: report.troubledCount,
        shown: report.troubled.length,
        items: items.map((message) => troubleView(context, message)),
        first,
        page,
        pages,
        unreachable: page === 1 ? unreachable(context) : [],
      });
      return { kind: 'answer', card };
    },
  }),
});

/** What a coordinator is told of a message: to whom, about what. */
export function messageView(context: Pick<Context, 'world'>, message: Message): MessageView {
  const { key, to, topic, data } = message;
  const target = targetOf(context.world, String(data['track']), String(data['commune']));
  return {
    key,
    to: contactView(context.world.people, to).name,
    topic,
    commune: target?.beneficiary.facts.name ?? null,
  };
}

function troubleView(context: Context, message: Message): TroubleView {
  const { lastError, attempts, createdAt, state, notBeforeAt } = message;
  return {
    ...messageView(context, message),
    fault: lastError,
    attempts,
    createdAt,
    nextTryAt: state === 'waiting' ? notBeforeAt : null,
  };
}
