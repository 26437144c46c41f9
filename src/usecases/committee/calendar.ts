import { meetingEntry } from '../../../cards/meeting-calendar.ts';
import { answerOf } from '../../domain/committee/answers.ts';
import type { CalendarAttendee, CalendarMeeting } from '../../domain/committee/calendar-entry.ts';
import type { Attendance } from '../../domain/committee/events.ts';
import { type Invitee, inviteesOf } from '../../domain/committee/invitees.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import type { Person } from '../ports.ts';
import { committeeFacts, communeName, type Found, type Records } from './meetings.ts';

/** The file of one meeting, « Ajouter à mon agenda »: its value is `reunion`, the number. */
export const MEETING_FILE = 'reunion';

/** Minutes before the start at which a calendar rings. */
const ALARM_MINUTES = [15];

export interface CalendarOptions {
  /** SEQUENCE as one person's calendar sees it; the meeting's own where nobody in particular is told. */
  readonly sequence?: number;
  /** True for whom it is taken out of the calendar, whether it takes place or not. */
  readonly isCancelled?: boolean;
  /** Id of the person whose calendar is told, and asked for an answer; nobody is named where there is none. */
  readonly to?: string;
}

/**
 * A meeting (art. 6) as calendars show it, from the records as they are. Everybody convened is named, with their answer
 * for the present date; whoever is no longer convened is told of themselves alone (RFC 5546, 3.2.5).
 */
export function calendarMeeting(
  context: Records,
  found: Found,
  { sequence, isCancelled, to }: CalendarOptions = {},
): CalendarMeeting {
  const { track, facts, meeting } = found;
  const { title, description } = meetingEntry({
    number: meeting.number,
    kind: meeting.kind,
    title: meeting.title,
    commune: communeName(track, meeting.commune),
    track: facts.title,
    agenda: meeting.agenda.map(({ text }) => text),
    cancelled: meeting.cancelled,
  });
  const isOff = isCancelled ?? meeting.cancelled !== null;
  return {
    uid: meeting.uid,
    sequence: sequence ?? meeting.sequence,
    isCancelled: isOff,
    changedAt: meeting.cancelled?.at ?? meeting.setAt,
    startsAt: `${meeting.on}T${meeting.from}`,
    durationMinutes: meeting.durationMinutes,
    title,
    description,
    place: meeting.place,
    attendees: to === undefined ? [] : attendeesFor(context, found, to),
    alarmMinutes: isOff ? [] : ALARM_MINUTES,
    url: /^https?:\/\/\S+$/u.test(meeting.place) ? meeting.place : null,
  };
}

function attendeesFor(context: Records, { track, meeting }: Found, to: string): readonly CalendarAttendee[] {
  const invitees = inviteesOf(track, meeting, committeeFacts(context));
  const isConvened = invitees.some(({ personId }) => personId === to);
  const named: readonly Pick<Invitee, 'personId' | 'standing'>[] = isConvened
    ? invitees
    : [{ personId: to, standing: 'guest' }];
  return named.flatMap(({ personId, standing }) => {
    const person = context.world.people.byId(personId)?.person;
    return person === undefined ? [] : attendee(meeting, person, standing);
  });
}

function attendee(
  meeting: Meeting,
  { id, name, email }: Person,
  standing: Invitee['standing'],
): readonly CalendarAttendee[] {
  if (email === null) return [];
  const answer = answerOf(meeting, id);
  const status = answer === null ? 'NEEDS-ACTION' : STATUSES[answer];
  return [{ name, email, status, role: standing === 'guest' ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT' }];
}

const STATUSES: Readonly<Record<Attendance, CalendarAttendee['status']>> = {
  present: 'ACCEPTED',
  absent: 'DECLINED',
  replaced: 'DELEGATED',
};
