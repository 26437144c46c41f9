import { realDay } from '../calendar/day.ts';

/** A day as a text writes it; `day` is null when the calendar has no such day. */
export interface WrittenDay {
  readonly at: number;
  /** Where it ends, excluded. */
  readonly to: number;
  readonly day: Temporal.PlainDate | null;
}

const MONTHS: readonly string[] = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];

const months = MONTHS.join('|');
/** `31/12/2026`, `31.12.2026`, `31/12/26`; never a part of the number of an act, such as `CM2025/04/07/19`. */
const inDigits = '(?<![\\d/.-])\\d{1,2}(?:([/.-])\\d{1,2}\\1\\d{4}|/\\d{1,2}/\\d{2})(?![\\d/]|[.-]\\d)';
const inWords = `(?<!\\d)\\d{1,2}(?:er)?[ \\n](?:${months})[ \\n]\\d{4}(?!\\d)`;
const writtenDay = new RegExp(`${inDigits}|${inWords}`, 'g');
const writtenMonth = new RegExp(`(?<![a-z])(?:${months})[ \\n]\\d{4}(?!\\d)`);

/** Every day that a text writes, in its order; the text is in lower case without accents. */
export function daysIn(folded: string): readonly WrittenDay[] {
  return [...folded.matchAll(writtenDay)].map(({ index, 0: written }) => ({
    at: index,
    to: index + written.length,
    day: dayOf(written),
  }));
}

function dayOf(written: string): Temporal.PlainDate | null {
  const [day, month, year] = written.split(/[/. \n-]/);
  const ofCentury = Number(year);
  return realDay(
    ofCentury < 100 ? 2000 + ofCentury : ofCentury,
    monthOf(String(month)),
    Number.parseInt(String(day), 10),
  );
}

/** The first day of the first month that a text writes without its day, « décembre 2025 »; null when there is none. */
export function firstMonthIn(folded: string): Temporal.PlainDate | null {
  const [written] = writtenMonth.exec(folded) ?? [];
  if (written === undefined) return null;
  const [month, year] = written.split(/[ \n]/);
  return realDay(Number(year), monthOf(String(month)), 1);
}

function monthOf(written: string): number {
  const rank = MONTHS.indexOf(written);
  return rank < 0 ? Number(written) : rank + 1;
}
