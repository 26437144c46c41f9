import type { CalendarDay, CalendarInvitation, CalendarMeeting } from '../domain/committee/calendar-entry.ts';

/** An invitation as a mail carries it: the method that stands in the text is the one of the part's type. */
export interface WrittenInvitation {
  readonly method: CalendarInvitation['method'];
  readonly text: string;
}

/** What a personal calendar feed shows. */
export interface CalendarFeed {
  /** The name that calendars show for it. */
  readonly name: string;
  readonly meetings: Iterable<CalendarMeeting>;
  readonly days: Iterable<CalendarDay>;
}

/** Writes iCalendar (RFC 5545): the same meetings are the same bytes, whenever they are written. */
export interface CalendarWriter {
  /** METHOD:REQUEST or METHOD:CANCEL with everybody invited (RFC 5546), for a mail (RFC 6047). */
  invitation(invitation: CalendarInvitation): WrittenInvitation;
  /** METHOD:PUBLISH, for « Ajouter à mon agenda »: asks nobody for an answer and shows nobody's address. */
  file(meeting: CalendarMeeting): string;
  /**
   * A feed in slices, to be joined in this order: each takes a few milliseconds at most, so that whoever joins them can
   * let others in between. Neither organiser nor attendees.
   */
  feed(feed: CalendarFeed): Iterable<string>;
}

/** Gives the writer once somebody needs it: most processes write no calendar for hours, and its libraries weigh some MiB. */
export type Calendars = () => Promise<CalendarWriter>;

/** The media type of a calendar that is downloaded or subscribed to. */
export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
