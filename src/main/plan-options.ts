import { parseArgs } from 'node:util';
import type { Phase, PlanInput } from '../domain/calendar/phase.ts';
import { naturalSpans } from '../domain/calendar/spans.ts';
import { fold, suggest } from '../domain/kernel/text.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import { readDay } from '../usecases/day-text.ts';
import { didYouMean, quoted } from '../usecases/programme-words.ts';

/** What was typed makes no sense: one French sentence, exit code 2. */
export interface Misuse {
  readonly misuse: string;
}

/** A delay as typed; months are counted from the end of the phase that it pushes. */
export interface Delay {
  readonly months: number;
  readonly days: number;
}

export interface PlanOptions {
  readonly file: string;
  readonly track: string | null;
  readonly json: boolean;
  readonly start: string | null;
  readonly before: string | null;
  readonly until: string | null;
  readonly months: readonly string[];
  readonly delays: readonly string[];
}

export const planUsage =
  'Usage : npm run -s jalon -- plan <fichier> [--track id] [--start AAAA-MM-JJ] [--months audit=3,setup=3] [--delay setup=45d] [--before AAAA-MM-JJ | --until AAAA-MM-JJ] [--json]';

const optionTypes = {
  track: { type: 'string' },
  start: { type: 'string' },
  months: { type: 'string', multiple: true },
  delay: { type: 'string', multiple: true },
  before: { type: 'string' },
  until: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const mostMonths = 36;
const mostDelay = 3650;

/** Splits the command line of `plan`; a wrong option, a missing file or two limits at once are misuses. */
export function readOptions(args: readonly string[]): PlanOptions | Misuse {
  const unknown = args.find((arg) => arg.startsWith('--') && !isOption(arg));
  if (unknown !== undefined) {
    const names = Object.keys(optionTypes).map((name) => `--${name}`);
    return { misuse: `option inconnue ${quoted(unknown)}.${didYouMean(suggest(unknown, names, 1))}` };
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: optionTypes,
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (file === undefined) return { misuse: 'indiquez le fichier de programme.' };
    if (others.length > 0) return { misuse: `argument en trop : ${others.map(quoted).join(', ')}.` };
    const {
      track = null,
      start = null,
      before = null,
      until = null,
      json = false,
      months = [],
      delay = [],
    } = values;
    if (before !== null && until !== null) {
      return { misuse: 'choisissez entre --before (jour exclu) et --until (jour inclus) : pas les deux.' };
    }
    return { file, track, json, start, before, until, months: listed(months), delays: listed(delay) };
  } catch {
    return { misuse: 'une option est écrite sans sa valeur, ou avec une valeur de trop.' };
  }
}

function isOption(arg: string): boolean {
  return arg === '--' || Object.hasOwn(optionTypes, arg.slice(2).replace(/=.*$/s, ''));
}

function listed(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(',')).map((item) => item.trim());
}

/** The calendar to compute: the track's own, with what the options change. */
export function planInputOf(track: TrackFacts, options: PlanOptions): PlanInput | Misuse {
  const startsOn = dayOr(options.start, track.startsOn, '--start');
  const limit = options.until ?? options.before;
  const limitOn = dayOr(limit, track.assessmentBefore, options.until === null ? '--before' : '--until');
  if ('misuse' in startsOn) return startsOn;
  if ('misuse' in limitOn) return limitOn;
  const assessmentBefore = options.until === null ? limitOn : limitOn.add({ days: 1 });
  const phases = withMonths(track.phases, options.months);
  if ('misuse' in phases) return phases;
  return withDelays({ phases: phases.phases, startsOn, assessmentBefore }, options.delays);
}

function dayOr(typed: string | null, fallback: string, option: string): Temporal.PlainDate | Misuse {
  const day = readDay(typed ?? fallback);
  return (
    day ?? {
      misuse: `${option} ${quoted(typed)} : cette date n'existe pas. Écrivez-la AAAA-MM-JJ, par exemple 2026-12-31.`,
    }
  );
}

function withMonths(
  phases: readonly Phase[],
  items: readonly string[],
): { phases: readonly Phase[] } | Misuse {
  let changed = phases;
  for (const item of items) {
    const pair = readPair(item, phases, '--months', 'audit=3');
    if ('misuse' in pair) return pair;
    const months = /^\d{1,2}$/.test(pair.value) ? Number(pair.value) : 0;
    if (months < 1 || months > mostMonths) {
      return {
        misuse: `--months ${quoted(item)} : indiquez un nombre entier de mois, de 1 à ${mostMonths}.`,
      };
    }
    changed = changed.map((phase) =>
      phase.id === pair.phase.id ? { ...phase, plannedMonths: months } : phase,
    );
  }
  return { phases: changed };
}

function withDelays(input: PlanInput, items: readonly string[]): PlanInput | Misuse {
  const delays = new Map<string, Delay>();
  for (const item of items) {
    const pair = readPair(item, input.phases, '--delay', 'setup=45d');
    if ('misuse' in pair) return pair;
    const delay = readDelay(pair.value);
    if (delay === null) {
      return {
        misuse: `--delay ${quoted(item)} : indiquez une durée en jours (45d ou 45j), en semaines (2w ou 2s) ou en mois (1m).`,
      };
    }
    const known = delays.get(pair.phase.id) ?? { months: 0, days: 0 };
    delays.set(pair.phase.id, { months: known.months + delay.months, days: known.days + delay.days });
  }
  return { ...input, delaysDays: inDays(input, delays) };
}

function readDelay(text: string): Delay | null {
  const [, digits, unit] = /^\+?(\d{1,4})([djwsm])$/i.exec(text) ?? [];
  const amount = Number(digits);
  switch (unit?.toLowerCase()) {
    case 'd':
    case 'j':
      return amount <= mostDelay ? { months: 0, days: amount } : null;
    case 'w':
    case 's':
      return amount * 7 <= mostDelay ? { months: 0, days: amount * 7 } : null;
    case 'm':
      return amount <= mostMonths ? { months: amount, days: 0 } : null;
    default:
      return null;
  }
}

/** Days of delay by phase: a delay in months depends on the day on which its phase would have ended. */
function inDays(input: PlanInput, delays: ReadonlyMap<string, Delay>): Record<string, number> {
  const delaysDays: Record<string, number> = {};
  for (const { id } of input.phases) {
    for (const { phase, toOn } of naturalSpans({ ...input, delaysDays })) {
      const delay = phase.id === id ? delays.get(id) : undefined;
      if (delay !== undefined) delaysDays[id] = toOn.until(toOn.add(delay), { largestUnit: 'day' }).days;
    }
  }
  return delaysDays;
}

function readPair(
  item: string,
  phases: readonly Phase[],
  option: string,
  example: string,
): { phase: Phase; value: string } | Misuse {
  const at = item.indexOf('=');
  if (at < 1) return { misuse: `${option} ${quoted(item)} : écrivez phase=valeur, par exemple ${example}.` };
  const name = item.slice(0, at);
  const value = item.slice(at + 1).trim();
  const wanted = fold(name);
  const named = phases.filter(({ title }) => wanted !== '' && fold(title).startsWith(wanted));
  const phase = phases.find(({ id }) => fold(id) === wanted) ?? (named.length === 1 ? named[0] : undefined);
  if (phase !== undefined) return { phase, value };
  const ids = phases.map(({ id }) => id);
  const known = `Phases : ${ids.join(', ')}.`;
  return { misuse: `${option} : aucune phase ${quoted(name)}.${didYouMean(suggest(name, ids))} ${known}` };
}
