import type { Rhythm } from '../domain/committee/events.ts';
import { fold } from '../domain/kernel/text.ts';

const RANKS: Readonly<Record<string, number>> = {
  premier: 1,
  deuxieme: 2,
  second: 2,
  troisieme: 3,
  quatrieme: 4,
  dernier: -1,
};

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'];

/** Longest interval that is taken, in months. */
const LONGEST_INTERVAL = 12;

/**
 * Reads a rhythm as people write it: « 2e mardi », « 1er lundi du mois », « dernier jeudi », « 3e mercredi tous les 2
 * mois »; accents and case do not matter. `everyMonths` holds where no interval is said. Null for anything else, the fifth
 * of a month (which not every month has) and weekends included: nothing is guessed.
 */
export function readRhythm(
  typed: string,
  everyMonths: number,
): Pick<Rhythm, 'rank' | 'weekday' | 'everyMonths'> | null {
  const said =
    /^(?:le |chaque )?(?:([1-4])(?:er|eme|e|nd)?|([a-z]+)) (lundi|mardi|mercredi|jeudi|vendredi)(?: (?:du|de chaque) mois)?(?: tous les (?:(\d{1,2}) )?mois)?$/u;
  const [whole, digit, word, weekday, interval] = said.exec(fold(typed)) ?? [];
  if (whole === undefined) return null;
  const rank = digit === undefined ? RANKS[String(word)] : Number(digit);
  const every = interval === undefined ? intervalOf(whole, everyMonths) : Number(interval);
  if (rank === undefined || every < 1 || every > LONGEST_INTERVAL) return null;
  return { rank, weekday: WEEKDAYS.indexOf(String(weekday)) + 1, everyMonths: every };
}

/** « tous les mois », or what the programme says. */
function intervalOf(said: string, usual: number): number {
  return said.endsWith('tous les mois') ? 1 : usual;
}
