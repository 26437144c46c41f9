import type { InvitationMethod } from './events.ts';

/** Somebody on an invitation, as a calendar shows them. */
export interface CalendarPerson {
  readonly name: string;
  readonly email: string;
}

export interface CalendarAttendee extends CalendarPerson {
  /** iCalendar PARTSTAT. */
  readonly status: 'NEEDS-ACTION' | 'ACCEPTED' | 'DECLINED' | 'DELEGATED';
  /** Third persons (art. 6) are optional. */
  readonly role: 'REQ-PARTICIPANT' | 'OPT-PARTICIPANT';
}

/** A meeting as iCalendar writes it, independent of who writes it. */
export interface CalendarMeeting {
  readonly uid: string;
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** UTC instant of the last change: DTSTAMP and LAST-MODIFIED, so that the same meeting is the same bytes. */
  readonly changedAt: string;
  /** Wall time of Paris, ISO without an offset: `2026-07-15T10:00`. */
  readonly startsAt: string;
  readonly durationMinutes: number;
  readonly title: string;
  /** Plain text with line breaks: the agenda, the article. */
  readonly description: string;
  readonly place: string;
  readonly attendees: readonly CalendarAttendee[];
  /** Minutes before the start at which calendars ring; none for a cancellation. */
  readonly alarmMinutes: readonly number[];
  readonly url: string | null;
}

/** A date of the calendar (art. 5), a whole day of Paris. */
export interface CalendarDay {
  readonly uid: string;
  readonly changedAt: string;
  readonly on: string;
  readonly title: string;
  readonly description: string;
}

/** What a mail carries for calendars: the method stands in the text and in the part's type alike. */
export interface CalendarInvitation {
  readonly method: InvitationMethod;
  readonly meeting: CalendarMeeting;
}
