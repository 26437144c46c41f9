import { type ParseArgsConfig, parseArgs } from 'node:util';
import { readDay } from '../usecases/day-text.ts';
import { JalonError } from '../usecases/errors.ts';

/** What was typed makes no sense: exit code 2. The message is for the person, in French. */
export class MisuseError extends JalonError {}

/** Options of a verb; unknown ones and missing values are misuse. */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new MisuseError(`Option inconnue ou sans valeur : ${args.join(' ')}`, { cause });
  }
}

/** A day of an option, ISO or jj/mm/aaaa. */
export function dayOption(name: string, typed: string | undefined): Temporal.PlainDate {
  const day = typed === undefined ? null : readDay(typed);
  if (day === null) throw new MisuseError(`--${name} attend un jour du calendrier, par exemple 2025-12-01`);
  return day;
}
