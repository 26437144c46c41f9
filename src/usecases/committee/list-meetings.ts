import { meetingList } from '../../../cards/meeting-list.ts';
import { isOver } from '../../domain/committee/when.ts';
import { actorId } from '../actor.ts';
import { defineCommand } from '../command.ts';
import { hidden } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { type Found, meetingsFor, viewOf } from './meetings.ts';

const PER_PAGE = 10;

/**
 * The meetings of art. 6 to which somebody is convened, all of them for a coordinator: those to come, soonest first; at
 * the press of a button, those that are over or were cancelled, newest first. Nobody learns of a meeting that is not theirs.
 */
export const listMeetings = defineCommand({
  word: 'comite liste',
  aliases: { comites: {}, reunions: {} },
  title: 'Comités et réunions',
  help: 'voir vos réunions à venir et passées',
  article: 'convention, art. 6',
  roles: ['anyone'],
  fields: { quand: hidden().optional(), page: hidden().optional() },
  run: ({ quand, page: asked }, context) => {
    const isPast = quand === 'passees';
    const all = meetingsFor(context);
    const isClosed = ({ meeting }: Found) => meeting.cancelled !== null || isOver(meeting, context.now);
    const wanted = all.filter((found) => isClosed(found) === isPast);
    const { items, page, pages } = pageOf(isPast ? wanted.toReversed() : wanted, asked, PER_PAGE);
    const card = meetingList({
      meetings: items.map((found) => ({
        ...viewOf(context, found, actorId(context.actor)),
        hasMinutes: found.meeting.minutes !== null,
      })),
      isPast,
      total: wanted.length,
      others: all.length - wanted.length,
      isCoordinator: context.actor.isCoordinator,
      page,
      pages,
    });
    return { kind: 'answer', card };
  },
});
