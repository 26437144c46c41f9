import HolidayCalendar from 'date-holidays';
import type { Holidays } from '../domain/calendar/workdays.ts';

/** Names that the library gives otherwise than French law and usage do. */
const usualNames: ReadonlyMap<string, string> = new Map([['Fête Nationale de la France', 'Fête nationale']]);

/** The eleven public holidays of metropolitan France in each of the years, by ISO day, with their French names. */
export function frenchHolidays(years: Iterable<number>): Holidays {
  const calendar = new HolidayCalendar('FR', { languages: ['fr'], types: ['public'] });
  const days = [...years].flatMap((year) => calendar.getHolidays(year, 'fr'));
  return new Map(days.map(({ date, name }) => [date.slice(0, 10), usualNames.get(name) ?? name]));
}
