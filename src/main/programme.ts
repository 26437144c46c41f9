import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TrackFacts } from '../domain/track/facts.ts';
import { ConfigError } from '../usecases/errors.ts';
import { type Parsed, parseExamples, parseProgramme } from '../usecases/programme.ts';
import { readYaml } from './yaml-file.ts';

export interface ProgrammeOptions {
  /** File of made-up beneficiaries to add, for the trial only. */
  readonly examples?: string;
}

/**
 * Loads the tracks of a programme file, or of all the `.yaml` and `.yml` files of a folder (not of its
 * sub-folders), in the order of their names.
 *
 * @throws ConfigError with every fault of every file, as « file:line:column field: message », when
 * anything at all is wrong: half a programme is never loaded.
 */
export function loadProgramme(path: string, options: ProgrammeOptions = {}): readonly TrackFacts[] {
  const faults: string[] = [];
  const tracks: TrackFacts[] = [];
  for (const file of programmeFiles(path)) {
    const track = readAs(file, parseProgramme, faults);
    const twin = tracks.findIndex(({ id }) => id === track?.id);
    if (twin >= 0)
      faults.push(
        `${file}: le parcours « ${track?.id} » est déjà décrit par un autre fichier : changez son champ id`,
      );
    else if (track !== null) tracks.push(track);
  }
  const { examples } = options;
  const all =
    examples === undefined || faults.length > 0
      ? tracks
      : readAs(examples, (input) => parseExamples(input, tracks), faults);
  if (all === null || faults.length > 0) throw unusable(path, faults);
  return all;
}

function readAs<T>(file: string, parse: (input: unknown) => Parsed<T>, faults: string[]): T | null {
  const read = readYaml(file);
  if (!read.ok) {
    faults.push(...read.faults);
    return null;
  }
  const parsed = parse(read.file.value);
  if (parsed.ok) return parsed.value;
  faults.push(...parsed.faults.map((fault) => read.file.locate(fault)));
  return null;
}

function programmeFiles(path: string): string[] {
  const names = yamlNames(path);
  if (names === null) return [path];
  if (names.length === 0) throw unusable(path, [`${path}: aucun fichier .yaml dans ce dossier`]);
  return names.sort().map((name) => join(path, name));
}

/** Names of the YAML files of a folder; null for what is not a folder. */
function yamlNames(path: string): string[] | null {
  try {
    if (!statSync(path).isDirectory()) return null;
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.ya?ml$/i.test(entry.name))
      .map(({ name }) => name);
  } catch (cause) {
    throw unusable(path, [`${path}: fichier ou dossier introuvable ou illisible`], cause);
  }
}

function unusable(path: string, faults: readonly string[], cause?: unknown): ConfigError {
  const count = faults.length === 1 ? 'une erreur' : `${faults.length} erreurs`;
  return new ConfigError(`Le programme ${path} ne peut pas être utilisé (${count})`, { cause, faults });
}
