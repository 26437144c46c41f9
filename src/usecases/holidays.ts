import type { Holidays } from '../domain/calendar/workdays.ts';
import { ConfigError } from './errors.ts';
import days from './holidays.json' with { type: 'json' };

const byYear = Map.groupBy(Object.entries(days), ([day]) => Number(day.slice(0, 4)));
const known = [...byYear.keys()];

/**
 * The eleven public holidays of metropolitan France in each of the years, by ISO day, with their French names. Refuses
 * years that `scripts/holidays.ts` has not written down: taken for a working day, a holiday would move reminders.
 */
export function frenchHolidays(years: Iterable<number>): Holidays {
  return new Map([...years].flatMap(holidaysOf));
}

function holidaysOf(year: number): readonly [string, string][] {
  const found = byYear.get(year);
  if (found !== undefined) return found;
  const range = `de ${Math.min(...known)} à ${Math.max(...known)}`;
  throw new ConfigError('Le programme sort des années dont Jalon connaît les jours fériés', {
    faults: [`${year} : les jours fériés sont connus ${range}`],
  });
}
