import {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendar,
  type ICalEvent,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type {
  CalendarAttendee,
  CalendarDay,
  CalendarMeeting,
  CalendarPerson,
} from '../domain/committee/calendar-entry.ts';
import { oneLine, textOf } from './text.ts';
import { ZONE } from './zone.ts';

/** Who invites, and who is told to answer: nobody in a feed or a file. */
export interface Invitation {
  readonly organizer: CalendarPerson;
  readonly attendees: readonly CalendarAttendee[];
}

const SECONDS_PER_MINUTE = 60;

/** Meetings and days as VEVENTs, one after the other, folded and escaped. */
export function eventsText(entries: readonly (CalendarMeeting | CalendarDay)[]): string {
  const calendar = new ICalCalendar();
  for (const entry of entries) {
    if ('startsAt' in entry) addMeeting(calendar, entry);
    else addDay(calendar, entry);
  }
  return bodyOf(calendar);
}

/** A meeting as one VEVENT; `invitation` is null where nobody is asked for an answer. */
export function meetingText(meeting: CalendarMeeting, invitation: Invitation | null): string {
  const calendar = new ICalCalendar();
  const event = addMeeting(calendar, meeting);
  if (invitation === null) return bodyOf(calendar);
  event.organizer({ name: nameOf(invitation.organizer), email: invitation.organizer.email });
  for (const attendee of invitation.attendees) {
    event.createAttendee({
      name: nameOf(attendee),
      email: attendee.email,
      role: ICalAttendeeRole[ROLES[attendee.role]],
      status: ICalAttendeeStatus[STATUSES[attendee.status]],
      type: ICalAttendeeType.INDIVIDUAL,
      rsvp: !meeting.isCancelled,
    });
  }
  return bodyOf(calendar);
}

const ROLES = { 'REQ-PARTICIPANT': 'REQ', 'OPT-PARTICIPANT': 'OPT' } as const;
const STATUSES = {
  'NEEDS-ACTION': 'NEEDSACTION',
  ACCEPTED: 'ACCEPTED',
  DECLINED: 'DECLINED',
  DELEGATED: 'DELEGATED',
} as const;

function addMeeting(calendar: ICalCalendar, meeting: CalendarMeeting): ICalEvent {
  const { isCancelled, durationMinutes, url } = meeting;
  const start = Temporal.PlainDateTime.from(meeting.startsAt).toZonedDateTime(ZONE);
  const changedAt = Temporal.Instant.from(meeting.changedAt);
  const event = calendar.createEvent({
    id: meeting.uid,
    sequence: meeting.sequence,
    stamp: changedAt,
    lastModified: changedAt,
    timezone: ZONE,
    start,
    end: start.add({ minutes: durationMinutes }),
    summary: oneLine(meeting.title),
    description: textOf(meeting.description),
    location: oneLine(meeting.place),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: isCancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    transparency: isCancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    ...(url === null ? {} : { url: plainUrl(url) }),
  });
  if (isCancelled) return event;
  for (const minutes of meeting.alarmMinutes)
    event.createAlarm({ type: ICalAlarmType.display, trigger: minutes * SECONDS_PER_MINUTE });
  return event;
}

/** A whole day occupies nobody. */
function addDay(calendar: ICalCalendar, { uid, changedAt, on, title, description }: CalendarDay): void {
  const day = Temporal.PlainDate.from(on);
  const stamp = Temporal.Instant.from(changedAt);
  calendar.createEvent({
    id: uid,
    stamp,
    lastModified: stamp,
    allDay: true,
    start: day,
    end: day.add({ days: 1 }),
    summary: oneLine(title),
    description: textOf(description),
    busystatus: ICalEventBusyStatus.FREE,
    transparency: ICalEventTransparency.TRANSPARENT,
  });
}

/** A calendar shows the address where no name is known. */
function nameOf({ name, email }: CalendarPerson): string {
  const known = oneLine(name);
  return known === '' ? email : known;
}

/** What a TEXT would escape means itself in a URI, which RFC 5545 leaves as it is. */
function plainUrl(url: string): string {
  return url.replace(/[\\;,]/gu, encodeURIComponent);
}

/** The events of a calendar without the calendar: what surrounds them is written once, in the order that RFC 5545 wants. */
function bodyOf(calendar: ICalCalendar): string {
  const text = calendar.toString();
  const from = text.indexOf('BEGIN:VEVENT');
  return from === -1 ? '' : text.slice(from, text.lastIndexOf('END:VCALENDAR'));
}
