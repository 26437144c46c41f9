import { realDay } from '../domain/calendar/day.ts';

/**
 * Reads a day as people write it (`31/12/2026`, `1/3/2026`, `31.12.2026`) or as date pickers send it (`2026-12-31`).
 * Null for anything else and for days that do not exist (31/02): nothing is guessed.
 */
export function readDay(typed: string): Temporal.PlainDate | null {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(typed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(typed);
  const [year, month, day] =
    french !== null ? [french[3], french[2], french[1]] : [iso?.[1], iso?.[2], iso?.[3]];
  if (year === undefined || month === undefined || day === undefined) return null;
  if (Number(year) < 2000 || Number(year) > 2100) return null;
  return realDay(Number(year), Number(month), Number(day));
}
