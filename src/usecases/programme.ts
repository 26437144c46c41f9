import { z } from 'zod';
import { DEFAULT_QUESTIONS } from '../../cards/review.ts';
import { normaliseSiren } from '../domain/kernel/siren.ts';
import { suggest } from '../domain/kernel/text.ts';
import type { BeneficiaryFacts, TrackFacts } from '../domain/track/facts.ts';
import { readBeneficiaries } from './programme-beneficiaries.ts';
import { programmeFaults } from './programme-rules.ts';
import {
  beneficiarySchema,
  exampleSchema,
  examplesSchema,
  type TrackInput,
  trackSchema,
} from './programme-schema.ts';
import { didYouMean, field, type ProgrammeFault, quoted, readable, shapeFault } from './programme-words.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly ProgrammeFault[] };

/**
 * Reads a programme file, already turned from YAML into plain values, into the facts of its track.
 * Every fault of shape, date, phase, option and beneficiary is told at once, in French, with the path
 * of its field.
 */
export function parseProgramme(input: unknown): Parsed<TrackFacts> {
  const shape = parsed(trackSchema, input);
  const list = readBeneficiaries(field(input, 'beneficiaries'), {
    schema: beneficiarySchema,
    options: new Map(
      Object.entries(readable(z.record(z.string(), z.string()), field(input, 'options')) ?? {}),
    ),
    taken: new Set(),
  });
  const beyond = [...programmeFaults(input), ...list.faults];
  if (shape.ok && beyond.length === 0) return { ok: true, value: factsOf(shape.value, list.beneficiaries) };
  return { ok: false, faults: [...(shape.ok ? [] : shape.faults), ...beyond] };
}

/**
 * Reads the made-up beneficiaries of the trial and adds them to their track. Each is a real commune or
 * EPT of the register, said to be an example in its name too; none may already be in the track.
 */
export function parseExamples(input: unknown, tracks: readonly TrackFacts[]): Parsed<readonly TrackFacts[]> {
  const shape = parsed(examplesSchema, input);
  const id = readable(z.string(), field(input, 'track'));
  const target = tracks.find((track) => track.id === id);
  const list = readBeneficiaries(field(input, 'beneficiaries'), {
    schema: exampleSchema,
    options: new Map(),
    taken: new Set(target?.beneficiaries.map(({ siren }) => siren)),
  });
  const lost = id === undefined || target !== undefined ? [] : [unknownTrack(id, tracks)];
  const faults = [...(shape.ok ? [] : shape.faults), ...lost, ...list.faults];
  if (!shape.ok || faults.length > 0) return { ok: false, faults };
  const added = list.beneficiaries.map((one) => ({ ...one, name: `${one.name} (exemple)`, example: true }));
  const email = shape.value.communication?.email ?? null;
  const value = tracks.map((track) =>
    track === target
      ? {
          ...track,
          communicationEmail: track.communicationEmail ?? email,
          beneficiaries: [...track.beneficiaries, ...added],
        }
      : track,
  );
  return { ok: true, value };
}

function unknownTrack(id: string, tracks: readonly TrackFacts[]): ProgrammeFault {
  const ids = tracks.map((track) => track.id);
  return { path: ['track'], message: `aucun parcours ${quoted(id)}.${didYouMean(suggest(id, ids))}` };
}

function parsed<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input, { error: shapeFault });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, faults: result.error.issues.flatMap(faultsOf) };
}

function faultsOf(issue: z.core.$ZodIssue): ProgrammeFault[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: `champ inconnu ${quoted(key)}` }));
}

function factsOf(track: TrackInput, beneficiaries: readonly BeneficiaryFacts[]): TrackFacts {
  return {
    id: track.id,
    title: track.title,
    thematique: track.thematique,
    mgp: { name: track.mgp.name, siren: normaliseSiren(track.mgp.siren) },
    conventionEndsOn: track.convention.term,
    startsOn: track.start,
    phases: track.phases.map(({ id, title, kind, months }) => ({
      id,
      title,
      kind,
      plannedMonths: months.planned,
      minMonths: months.min,
      maxMonths: months.max,
    })),
    assessmentBefore: track.assessment.before,
    comopEveryMonths: track.comop.everyMonths,
    withdrawalOn: track.withdrawal?.on ?? null,
    deliverableWorkingDays: track.deliverables.workingDays,
    retentionYears: track.retention.years,
    contractor: track.contractor,
    kit: track.kit,
    communicationContact: track.communication.contact,
    communicationEmail: track.communication.email,
    logotypeGuide: track.communication.guide,
    options: Object.values(track.options),
    dataTransfer: track.data.transfer,
    reviewQuestions: track.review?.questions ?? DEFAULT_QUESTIONS,
    beneficiaries,
  };
}
