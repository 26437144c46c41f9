import { ICalCalendar, ICalCalendarMethod } from 'ical-generator';
import { tzlib_get_ical_block as blockOf } from 'timezones-ical-library';
import type { CalendarMeeting } from '../../../src/domain/committee/calendar-entry.ts';

/** The same meetings by the library alone, at one go: what a feed costs without anything of ours. */
export function bareCalendar(name: string, meetings: readonly CalendarMeeting[]): string {
  const calendar = new ICalCalendar({ name, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  calendar.timezone({ name: 'Europe/Paris', generator: (zone) => String(blockOf(zone)[0]) });
  for (const meeting of meetings) {
    const start = Temporal.PlainDateTime.from(meeting.startsAt).toZonedDateTime('Europe/Paris');
    const changedAt = Temporal.Instant.from(meeting.changedAt);
    calendar
      .createEvent({
        id: meeting.uid,
        sequence: meeting.sequence,
        stamp: changedAt,
        lastModified: changedAt,
        timezone: 'Europe/Paris',
        start,
        end: start.add({ minutes: meeting.durationMinutes }),
        summary: meeting.title,
        description: meeting.description,
        location: meeting.place,
      })
      .createAlarm({ trigger: 900 });
  }
  return calendar.toString();
}
