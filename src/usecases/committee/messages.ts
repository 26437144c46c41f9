import { actionReminder } from '../../../cards/committee-duties.ts';
import {
  ADD_TO_CALENDAR,
  meetingCancelledNotice,
  meetingInvitation,
  meetingReminder,
  meetingSoon,
  meetingsTold,
  meetingWithdrawn,
  type ToldMeeting,
} from '../../../cards/meeting-messages.ts';
import { minutesPublished } from '../../../cards/minutes.ts';
import type { Card } from '../../../cards/model.ts';
import { pollAsked } from '../../../cards/poll.ts';
import { answerOf } from '../../domain/committee/answers.ts';
import type { MeetingStage } from '../../domain/committee/events.ts';
import { isConvened } from '../../domain/committee/invitees.ts';
import { isOver, isUpcoming } from '../../domain/committee/when.ts';
import { coordinatorIds } from '../designate.ts';
import { contactView } from '../people.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { drop, type Saying, said, type Verdict } from '../verdict.ts';
import { calendarMeeting, MEETING_FILE } from './calendar.ts';
import { outsiderOf } from './convened.ts';
import { copilDueCard, seriesDriftCard } from './duty-cards.ts';
import { committeeFacts, type Found, viewOf } from './meetings.ts';
import { minutesView } from './minutes-view.ts';
import { pollView } from './poll-view.ts';
import {
  ACTION_REMINDER,
  COPIL_DUE,
  INVITATION,
  MEETING_REMINDER,
  MEETING_SOON,
  MEETING_TOLD,
  POLL_ASKED,
  SERIES_DRIFT,
} from './topics.ts';

/** What to do with claimed messages about meetings (art. 6), decided from the records as they are when they leave. */
export function committeeVerdicts(
  context: ClockContext,
  messages: readonly Message[],
): readonly (readonly [string, Verdict])[] {
  const told: (ToldMeeting & { readonly key: string })[] = [];
  const verdicts = new Map<string, Verdict>();
  for (const message of messages) {
    const verdict = verdictOf(context, message);
    if ('view' in verdict) told.push({ ...verdict, key: message.key });
    else verdicts.set(message.key, verdict);
  }
  told.sort((a, b) => (whenOf(a) < whenOf(b) ? -1 : 1));
  const [only, ...others] = told;
  if (only !== undefined) {
    const say = others.length === 0 ? sayingTold(only) : { kind: 'say' as const, card: meetingsTold(told) };
    for (const { key } of told) verdicts.set(key, say);
  }
  return [...verdicts];
}

function verdictOf(context: ClockContext, message: Message): Verdict | ToldMeeting {
  switch (message.topic) {
    case COPIL_DUE:
      return toCoordinator(context, message, copilDueCard(context, message));
    case SERIES_DRIFT:
      return toCoordinator(context, message, seriesDriftCard(context, message));
    case POLL_ASKED:
      return said(pollCard(context, message));
    default: {
      const found = foundBy(context, message);
      return found === null ? drop('meeting-gone') : ofMeeting(context, found, message);
    }
  }
}

function ofMeeting(context: ClockContext, found: Found, message: Message): Verdict | ToldMeeting {
  switch (message.topic) {
    case INVITATION:
    case MEETING_TOLD:
      return invitation(context, found, message);
    case MEETING_REMINDER:
    case MEETING_SOON:
      return reminder(context, found, message);
    case ACTION_REMINDER:
      return action(context, found, message);
    default:
      return said(publishedCard(context, found, message));
  }
}

/** Minutes that were corrected before they left are told by the message of the correction. */
function publishedCard(context: ClockContext, found: Found, { to, data }: Message): Card | null {
  const { minutes } = found.meeting;
  if (minutes === null || minutes.at !== data['recordedAt']) return null;
  return minutesPublished(minutesView(context, found, minutes, to));
}

/**
 * What a person's calendar is told, while it is the newest that it was to be told and still of use: a mail that calendars
 * obey, or the same for a chat, told together with what else is told there.
 */
function invitation(context: ClockContext, found: Found, message: Message): Verdict | ToldMeeting {
  const { meeting } = found;
  const { to, topic, data } = message;
  const newest = meeting.invited.get(to);
  if (newest === undefined || newest.method !== data['method'] || newest.sequence !== data['sequence'])
    return drop('later-sent');
  if (isOver(meeting, context.now)) return drop('meeting-over');
  // What the clock is about to tell: nobody is asked to another date under the sequence of the former one. Whoever is no
  // longer convened may be again before it looks, and would then have been told nothing.
  if (newest.method === 'REQUEST') {
    if (meeting.cancelled !== null) return drop('cancelled-since');
    if (newest.sequence < meeting.sequence) return drop('moved-since');
  }
  const told = toldOf(context, found, message);
  if (topic === MEETING_TOLD) return told;
  const { method, sequence } = newest;
  const isCancelled = method === 'CANCEL';
  return {
    ...saying(oneTold(told, true), isCancelled ? null : told.view.number),
    calendar: { method, meeting: calendarMeeting(context, found, { sequence, isCancelled, to }) },
  };
}

function toldOf(context: ClockContext, found: Found, { to, data }: Message): ToldMeeting {
  const view = viewOf(context, found, to);
  const reason = outsiderOf(context, found, to);
  if (data['method'] === 'REQUEST')
    return { view, what: data['moved'] === true ? 'moved' : 'invited', reason };
  return { view, what: found.meeting.cancelled === null ? 'withdrawn' : 'cancelled', reason };
}

function whenOf({ view }: ToldMeeting): string {
  return `${view.on} ${view.from}`;
}

function sayingTold(told: ToldMeeting): Saying {
  const isConvened = told.what === 'invited' || told.what === 'moved';
  return saying(oneTold(told, false), isConvened ? told.view.number : null);
}

function oneTold({ view, what, reason }: ToldMeeting, inMail: boolean): Card {
  switch (what) {
    case 'invited':
    case 'moved':
      return meetingInvitation(view, { moved: what === 'moved', inMail, reason });
    case 'cancelled':
      return meetingCancelledNotice(view);
    case 'withdrawn':
      return meetingWithdrawn(view);
  }
}

/** Not after an absence was said, a move, a cancellation, the start, or to whoever is no longer convened. */
function reminder(context: ClockContext, found: Found, { to, topic, data }: Message): Verdict {
  const { meeting, track } = found;
  if (meeting.sequence !== data['sequence']) return drop('meeting-moved');
  if (!isUpcoming(meeting, context.now)) return drop('meeting-past');
  if (!isConvened(track, meeting, committeeFacts(context), to)) return drop('no-longer-convened');
  const answer = answerOf(meeting, to);
  if (answer === 'absent' || answer === 'replaced') return drop('said-no');
  const stage = String(data['stage']) as MeetingStage;
  if (stage === 'J-3' && answer !== null) return drop('answered-since');
  const view = viewOf(context, found, to);
  const card = topic === MEETING_SOON || stage === 'H-1' ? meetingSoon(view) : meetingReminder(view, stage);
  return saying(card, meeting.number);
}

function action(context: ClockContext, { meeting }: Found, { to, data }: Message): Verdict {
  const found = meeting.minutes?.actions.find(({ actionId }) => actionId === data['actionId']);
  if (found === undefined || found.dueOn !== data['dueOn']) return drop('action-gone');
  if (meeting.actionsDone.has(found.actionId)) return drop('action-done');
  const forCoordinator = found.ownerId !== to;
  if (forCoordinator && !coordinatorIds(context).includes(to)) return drop('no-role-left');
  const view = {
    meeting: meeting.number,
    actionId: found.actionId,
    text: found.text,
    owner: contactView(context.world.people, found.ownerId).name,
    dueOn: found.dueOn,
    daysLeft: context.today.until(Temporal.PlainDate.from(found.dueOn)).days,
    forCoordinator,
  };
  return { kind: 'say', card: actionReminder(view) };
}

function pollCard(context: ClockContext, { data, to }: Message): Card | null {
  const track = context.world.tracks.get(String(data['track']));
  const poll = track?.committees.polls.get(String(data['poll']));
  if (track === undefined || poll === undefined || poll.closed !== null) return null;
  const view = pollView(context, { track, poll }, to);
  // Somebody who is no longer asked, or has answered by now, is not asked.
  return view.own === null || view.own.hasAnswered ? null : pollAsked(view);
}

function foundBy({ world }: ClockContext, { data }: Message): Found | null {
  const track = world.tracks.get(String(data['track']));
  const meeting = track?.committees.meetings.get(String(data['meeting']));
  if (track === undefined || track.facts === null || meeting === undefined) return null;
  return { track, facts: track.facts, meeting };
}

function toCoordinator(context: ClockContext, { to }: Message, card: Card | null): Verdict {
  return coordinatorIds(context).includes(to) ? said(card) : drop('no-role-left');
}

/** With the meeting's file for calendars that no mail reaches. */
function saying(card: Card, number: string | null): Saying {
  if (number === null) return { kind: 'say', card };
  const file = { file: MEETING_FILE, values: { reunion: number } };
  return { kind: 'say', card, download: { label: ADD_TO_CALENDAR, file } };
}
