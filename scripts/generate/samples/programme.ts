import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { TrackFacts } from '../../../src/domain/track/facts.ts';
import { ConfigError } from '../../../src/usecases/errors.ts';
import { parseProgramme } from '../../../src/usecases/programme.ts';

const file = new URL('../../../conventions/ia-administration-interne.yaml', import.meta.url);

/** The facts of the real programme file, which the samples are about. */
export function realTrack(): TrackFacts {
  const read = parseProgramme(parse(readFileSync(file, 'utf8')));
  if (read.ok) return read.value;
  const faults = read.faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigError('The programme file cannot be sampled', { faults });
}
