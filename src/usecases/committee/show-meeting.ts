import { meetingFile } from '../../../cards/meeting-file.ts';
import { startOf } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { defineCommand } from '../command.ts';
import { hidden, known } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { pointViews } from './agenda.ts';
import { MEETING_FILE } from './calendar.ts';
import { attendanceOf } from './convened.ts';
import { findMeeting, viewOf } from './meetings.ts';

/** Attendance is long: two people for each of many beneficiaries. */
const PER_PAGE = 30;

/** Everything of one meeting (art. 6), to those convened and to coordinators. Refused as `findMeeting` says. */
export const showMeeting = defineCommand({
  word: 'comite voir',
  title: 'Réunion',
  help: "voir une réunion, qui vient et l'ordre du jour",
  article: 'convention, art. 6',
  roles: ['anyone'],
  fields: { reunion: known({ label: 'Réunion' }, 'meetings'), page: hidden().optional() },
  run: ({ reunion, page: asked }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    const { meeting } = found;
    const view = viewOf(context, found, actorId(context.actor));
    const { items, page, pages } = pageOf(attendanceOf(context, found), asked, PER_PAGE);
    const card = meetingFile({
      meeting: view,
      attendance: items,
      points: pointViews(context, found),
      minutesAt: meeting.minutes?.at ?? null,
      hasBegun: Temporal.Instant.compare(startOf(meeting), context.now) <= 0,
      isCoordinator: context.actor.isCoordinator,
      calendarUrl:
        view.own === null
          ? null
          : context.fileUrl({ file: MEETING_FILE, values: { reunion: meeting.number } }),
      page,
      pages,
    });
    return { kind: 'answer', card };
  },
});
