/**
 * Generates src/usecases/holidays.json: the public holidays of metropolitan France, by ISO day, with their French names.
 * `date-holidays` knows every country of the world, which costs a process 38 MiB: it is asked here, once. With `--check`
 * it only says whether the committed file is the one it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import HolidayCalendar from 'date-holidays';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2060;
const target = fileURLToPath(new URL('../src/usecases/holidays.json', import.meta.url));

/** Names that the library gives otherwise than French law and usage do. */
const usualNames: ReadonlyMap<string, string> = new Map([['Fête Nationale de la France', 'Fête nationale']]);

function generate(): string {
  const calendar = new HolidayCalendar('FR', { languages: ['fr'], types: ['public'] });
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const days = years
    .flatMap((year) => calendar.getHolidays(year, 'fr'))
    .map(({ date, name }) => [date.slice(0, 10), usualNames.get(name) ?? name] as const);
  return `${JSON.stringify(Object.fromEntries(days), null, 2)}\n`;
}

const generated = generate();
if (!process.argv.includes('--check')) writeFileSync(target, generated);
else if (readFileSync(target, 'utf8') !== generated) {
  process.stderr.write('src/usecases/holidays.json is not what `node scripts/holidays.ts` writes\n');
  process.exitCode = 1;
}
