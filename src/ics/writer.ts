import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import type { CalendarDay, CalendarMeeting, CalendarPerson } from '../domain/committee/calendar-entry.ts';
import type { CalendarWriter } from '../usecases/calendars.ts';
import { eventsText, meetingText } from './entries.ts';
import { oneLine } from './text.ts';
import { ZONE_TEXT } from './zone.ts';

export interface CalendarOptions {
  /** Whom answers go to: the sender of the mails. Null where no mail is sent, and nobody can be invited. */
  readonly organizer: CalendarPerson | null;
}

/** How often calendars are asked to look at a feed again. */
const REFRESH_SECONDS = 3600;
/** A few milliseconds of work. */
const EVENTS_PER_SLICE = 25;
const END = 'END:VCALENDAR\r\n';

/** Writes iCalendar in Paris time, with the time zone that it needs (RFC 5545). */
export function createCalendarWriter({ organizer }: CalendarOptions): CalendarWriter {
  return {
    invitation({ method, meeting }) {
      const invitation = organizer === null ? null : { organizer, attendees: meeting.attendees };
      const text = `${head(ICalCalendarMethod[method])}${meetingText(meeting, invitation)}${END}`;
      return { method, text };
    },
    file: (meeting) => `${head(ICalCalendarMethod.PUBLISH)}${meetingText(meeting, null)}${END}`,
    *feed({ name, meetings, days }) {
      yield head(ICalCalendarMethod.PUBLISH, name);
      yield* slices(meetings);
      yield* slices(days);
      yield END;
    },
  };
}

/** Everything before the events: properties first, then the time zone, as RFC 5545 orders them. */
function head(method: ICalCalendarMethod, name?: string): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Jalon', product: 'Jalon', language: 'FR' },
    method,
    ...(name === undefined ? {} : { name: oneLine(name), ttl: REFRESH_SECONDS }),
  });
  return `${calendar.toString().replace(/END:VCALENDAR$/u, '')}${ZONE_TEXT}`;
}

function* slices(entries: Iterable<CalendarMeeting | CalendarDay>): Iterable<string> {
  let slice: (CalendarMeeting | CalendarDay)[] = [];
  for (const entry of entries) {
    slice.push(entry);
    if (slice.length < EVENTS_PER_SLICE) continue;
    yield eventsText(slice);
    slice = [];
  }
  if (slice.length > 0) yield eventsText(slice);
}
