import { isAfter, isBefore } from '../domain/calendar/day.ts';
import { phasesAfterTerm } from '../domain/calendar/faults.ts';
import type { PlanInput } from '../domain/calendar/phase.ts';
import { type Plan, planOf } from '../domain/calendar/plan.ts';
import { suggest } from '../domain/kernel/text.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import { ConfigError } from '../usecases/errors.ts';
import { didYouMean, quoted } from '../usecases/programme-words.ts';
import { type Misuse, type PlanOptions, planInputOf, planUsage, readOptions } from './plan-options.ts';
import { frenchDay, planJson, planText } from './plan-text.ts';

export interface PlanIo {
  /** One text of the answer, to the standard output. */
  print(text: string): void;
  /** Why there is no answer, to the standard error. */
  printError(text: string): void;
  /** @throws ConfigError when the programme cannot be used. */
  readProgramme(path: string): readonly TrackFacts[];
}

const done = 0;
const refused = 1;
const misused = 2;

/**
 * `jalon plan`: prints the calendar of a track (art. 5) under other starts, lengths, delays or limits;
 * nothing is stored. Returns the exit code: 0; 1 when a day falls after the convention's term, which
 * needs an avenant (art. 11); 2 when what was typed or the programme file makes no sense.
 */
export function planVerb(args: readonly string[], io: PlanIo): number {
  const options = readOptions(args);
  if ('misuse' in options) return misuse(options, io);
  const track = chosenTrack(options, io);
  if ('misuse' in track) return misuse(track, io);
  const input = planInputOf(track, options);
  if ('misuse' in input) return misuse(input, io);
  const plan = planOf(input);
  const refusal = afterTerm(input, plan, Temporal.PlainDate.from(track.conventionEndsOn));
  if (refusal !== null) {
    io.printError(refusal);
    return refused;
  }
  io.print(options.json ? planJson(plan) : planText(track.title, input.phases, plan));
  return done;
}

function misuse(fault: Misuse, io: PlanIo): number {
  io.printError(`Demande impossible : ${fault.misuse}\n${planUsage}`);
  return misused;
}

function chosenTrack(options: PlanOptions, io: PlanIo): TrackFacts | Misuse {
  const tracks = readTracks(options.file, io);
  if ('misuse' in tracks) return tracks;
  const ids = tracks.map(({ id }) => id);
  const [only, ...others] = options.track === null ? tracks : tracks.filter(({ id }) => id === options.track);
  if (only !== undefined && others.length === 0) return only;
  const known = `Parcours : ${ids.join(', ')}.`;
  if (options.track === null) return { misuse: `choisissez un parcours avec --track. ${known}` };
  return {
    misuse: `aucun parcours ${quoted(options.track)}.${didYouMean(suggest(options.track, ids))} ${known}`,
  };
}

function readTracks(path: string, io: PlanIo): readonly TrackFacts[] | Misuse {
  try {
    return io.readProgramme(path);
  } catch (error) {
    if (error instanceof ConfigError) return { misuse: [`${error.message}.`, ...error.faults].join('\n') };
    throw error;
  }
}

function afterTerm(input: PlanInput, plan: Plan, termOn: Temporal.PlainDate): string | null {
  const term = `du terme de la convention (${frenchDay(termOn)}). Une prolongation relève d'un avenant (art. 11).`;
  if (!isBefore(input.startsOn, termOn))
    return `Le début (${frenchDay(input.startsOn)}) ne peut être à compter ${term}`;
  if (isAfter(plan.assessmentLastOn, termOn)) {
    return `Le bilan ne peut s'achever le ${frenchDay(plan.assessmentLastOn)}, au-delà ${term}`;
  }
  const late = phasesAfterTerm(plan, termOn).map(({ title }) => quoted(title));
  return late.length === 0 ? null : `La fin de ${late.join(', ')} irait au-delà ${term}`;
}
