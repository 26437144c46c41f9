import type { InvitationsOwed, MeetingReminderOwed } from '../../domain/committee/events.ts';
import type { OwedEvent } from '../../domain/committee/look.ts';
import { committeesDue } from '../../domain/committee/owed.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { JsonObject, MessageDraft } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { committeeFacts } from './meetings.ts';
import {
  ACTION_REMINDER,
  COPIL_DUE,
  INVITATION,
  MEETING_REMINDER,
  MEETING_SOON,
  MEETING_TOLD,
  SERIES_DRIFT,
} from './topics.ts';

/** What the meetings of a track (art. 6) make owed now: whose calendar is told what, and every reminder about them. */
export function committeesOwed(context: ClockContext, track: TrackState): OwedNow {
  const due = committeesDue(track, context.now, committeeFacts(context));
  return {
    events: due.map(({ type, data }) => ({ type, data: data as unknown as JsonObject })),
    messages: spread(
      due.flatMap((event) => messagesFor(context, track, event)),
      context.now,
    ),
  };
}

/** Fewer than the mails that may leave in a minute (see the messenger's pace): others find room between them. */
const INVITATIONS_A_MINUTE = 240;

/**
 * A series that convenes the référents of 130 communes is thousands of mails, most of them for meetings that are months
 * away: what somebody waits for, a legal notice or a link, must not wait until they have all left.
 */
function spread(drafts: readonly MessageDraft[], now: Temporal.Instant): readonly MessageDraft[] {
  const mails = drafts.filter(({ topic }) => topic === INVITATION);
  const others = drafts.filter(({ topic }) => topic !== INVITATION);
  const later = mails.map((draft, rank) => {
    const minutes = Math.floor(rank / INVITATIONS_A_MINUTE);
    return minutes === 0 ? draft : { ...draft, notBeforeAt: now.add({ minutes }).toString() };
  });
  return [...others, ...later];
}

function messagesFor(context: ClockContext, state: TrackState, event: OwedEvent): readonly MessageDraft[] {
  const track = state.id;
  const drafts = (to: readonly string[], draft: Omit<MessageDraft, 'to' | 'notBeforeAt'>) =>
    to.map((id) => ({ ...draft, key: `${draft.key}@${id}`, to: id, notBeforeAt: context.now.toString() }));
  switch (event.type) {
    case 'invitations-owed':
      return invitationDrafts(context, state, event.data);
    case 'meeting-reminder-owed':
      return drafts(event.data.to, reminderDraft(track, event.data));
    case 'action-reminder-owed': {
      const { meeting, actionId, dueOn, offsetDays, to } = event.data;
      return drafts(to, {
        key: `${ACTION_REMINDER}:${meeting}:${actionId}:${dueOn}:${offsetDays}`,
        topic: ACTION_REMINDER,
        data: { track, meeting, actionId, dueOn, offsetDays },
        group: `action:${actionId}`,
      });
    }
    case 'copil-reminder-owed': {
      const { step, dueOn, stage, to } = event.data;
      return drafts(to, {
        key: `${COPIL_DUE}:${track}:${step}:${dueOn}:${stage}`,
        topic: COPIL_DUE,
        data: { track, step, dueOn },
        group: `copil:${track}:${step}`,
      });
    }
    case 'series-drift-owed': {
      const { series, fromOn, untilOn, to } = event.data;
      return drafts(to, {
        key: `${SERIES_DRIFT}:${series}:${fromOn}:${untilOn}`,
        topic: SERIES_DRIFT,
        data: { track, series, fromOn, untilOn },
        group: null,
      });
    }
  }
}

/** A mail for the calendar, and a card for those who have a chat. Both at once: they tell of something done. */
function invitationDrafts(
  context: ClockContext,
  track: TrackState,
  { meeting, invitations }: InvitationsOwed,
): readonly MessageDraft[] {
  const before = track.committees.meetings.get(meeting)?.invited;
  return invitations.flatMap(({ to, method, sequence }) => {
    // Whoever was convened already is told of another date; anybody else of a meeting.
    const moved = method === 'REQUEST' && before?.get(to)?.method === 'REQUEST';
    const draft = {
      to,
      data: { track: track.id, meeting, method, sequence, moved },
      group: null,
      notBeforeAt: context.now.toString(),
    };
    const key = (topic: string) => `${topic}:${meeting}:${method}:${sequence}@${to}`;
    const mail = { ...draft, key: key(INVITATION), topic: INVITATION };
    return hasChat(context, to) ? [mail, { ...draft, key: key(MEETING_TOLD), topic: MEETING_TOLD }] : [mail];
  });
}

function hasChat({ world }: ClockContext, personId: string): boolean {
  const accounts = world.people.byId(personId)?.person.accounts ?? [];
  return accounts.some(({ platform, lostAt }) => platform !== 'mail' && lostAt === null);
}

function reminderDraft(
  track: string,
  { meeting, stage, sequence }: MeetingReminderOwed,
): Omit<MessageDraft, 'to' | 'notBeforeAt'> {
  const topic = stage === 'H-1' ? MEETING_SOON : MEETING_REMINDER;
  return {
    key: `${topic}:${meeting}:${stage}:${sequence}`,
    topic,
    data: { track, meeting, stage, sequence },
    group: `${topic}:${meeting}`,
  };
}
