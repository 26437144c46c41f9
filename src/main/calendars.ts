import type { Config } from '../config.ts';
import { organizerOf } from '../ics/organizer.ts';
import { createCalendarWriter } from '../ics/writer.ts';
import type { CalendarWriter } from '../usecases/calendars.ts';

/** Writes calendars in the name of the sender of mails. */
export function calendarsOf({ mail }: Pick<Config, 'mail'>): CalendarWriter {
  return createCalendarWriter({ organizer: mail === null ? null : organizerOf(mail.from) });
}
