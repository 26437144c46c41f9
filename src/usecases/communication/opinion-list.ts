import { type AskingMail, type ListedOpinionView, opinionList } from '../../../cards/opinion-list.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import { workingDaysSince } from '../../domain/calendar/workdays.ts';
import { type Context, defineCommand, type Role } from '../command.ts';
import { hidden } from '../fields.ts';
import { pageOf } from '../paging.ts';
import type { Message } from '../ports.ts';
import { targetsFor } from '../target.ts';
import { type FoundOpinion, OPINION_FILE, opinionView } from './opinions.ts';
import { OPINION_ASKED } from './topics.ts';

const ROLES: readonly Role[] = ['referent', 'deputy', 'coordinator'];
/** Answers are shown in full. */
const PER_PAGE = 5;

/** Règlement, art. 9: the drafts that were submitted: those that wait first, with whom they wait for and since when, then the newest. */
export const listOpinions = defineCommand({
  word: 'avis liste',
  title: "Demandes d'avis",
  help: "voir les demandes d'avis, qui elles attendent et ce qui a été répondu",
  article: 'règlement, art. 9',
  roles: ROLES,
  fields: { page: hidden().optional() },
  run: ({ page: asked }, context) => {
    const all = opinionsOf(context);
    const { items, page, pages } = pageOf(all, asked, PER_PAGE);
    // Whoever asked sees that the mail of a draft which waits has not left.
    return {
      kind: 'inspection',
      of: 'messages',
      keys: items.filter(isWaiting).map(keyOf),
      conclude: (messages) => ({
        kind: 'answer',
        card: opinionList({
          items: items.map((found) => listed(context, found, mailOf(messages.get(keyOf(found))))),
          total: all.length,
          waiting: all.filter(isWaiting).length,
          page,
          pages,
          values: {},
          mayGive: context.actor.isCoordinator,
        }),
      }),
    };
  },
});

function opinionsOf(context: Context): readonly FoundOpinion[] {
  const all = targetsFor(context, ROLES).flatMap((target) =>
    [...target.track.communication.opinions.values()]
      .filter(({ commune }) => commune === target.beneficiary.facts.id)
      .map((opinion) => ({ target, opinion })),
  );
  const byInstant = (a: FoundOpinion, b: FoundOpinion) =>
    Temporal.Instant.compare(a.opinion.at, b.opinion.at);
  return [
    ...all.filter(isWaiting).sort(byInstant),
    ...all.filter((found) => !isWaiting(found)).sort((a, b) => byInstant(b, a)),
  ];
}

function isWaiting({ opinion }: FoundOpinion): boolean {
  return opinion.answers.length === 0;
}

/** Of the mail that asks. */
function keyOf({ opinion }: FoundOpinion): string {
  return `${OPINION_ASKED}:${opinion.number}@${opinion.toId}`;
}

function mailOf(message: Message | undefined): AskingMail {
  if (message === undefined || message.state === 'sent') return 'left';
  return message.state === 'waiting' ? 'waiting' : 'failed';
}

function listed(context: Context, found: FoundOpinion, mail: AskingMail): ListedOpinionView {
  const { number, at } = found.opinion;
  const askedOn = parisDay(Temporal.Instant.from(at));
  const { holidays } = context.settings;
  return {
    ...opinionView(context, found),
    fileUrl: context.fileUrl({ file: OPINION_FILE, values: { avis: number } }),
    workingDays: workingDaysSince(askedOn, context.today, holidays),
    mail,
  };
}
