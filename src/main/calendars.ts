import type { Config } from '../config.ts';
import type { CalendarWriter } from '../usecases/calendars.ts';

/** Writes calendars in the name of the sender of mails; loaded when first asked for. */
export async function calendarsOf({ mail }: Pick<Config, 'mail'>): Promise<CalendarWriter> {
  const { createCalendarWriter } = await import('../ics/writer.ts');
  const { organizerOf } = await import('../ics/organizer.ts');
  return createCalendarWriter({ organizer: mail === null ? null : organizerOf(mail.from) });
}
