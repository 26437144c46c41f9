import { noticesDue } from '../../domain/convention/notices.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { coordinatorIds } from '../designate.ts';
import type { JsonObject } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { NOTICE_REMINDER } from './topics.ts';

/** What coordinators are to be told of the formal notices that are open (art. 12), with the messages. */
export function noticesOwed(context: ClockContext, track: TrackState): OwedNow {
  const facts = { holidays: context.settings.holidays, coordinators: coordinatorIds(context) };
  const owed = noticesDue(track, context.now, facts);
  return {
    events: owed.map((data) => ({
      type: 'formal-notice-reminder-owed',
      data: { ...data } as unknown as JsonObject,
    })),
    messages: owed.flatMap(({ notice, commune, offsetDays, to }) =>
      to.map((person) => ({
        key: `${NOTICE_REMINDER}:${notice}:${offsetDays}@${person}`,
        to: person,
        topic: NOTICE_REMINDER,
        data: { track: track.id, commune, notice },
        group: null,
        notBeforeAt: context.now.toString(),
      })),
    ),
  };
}
