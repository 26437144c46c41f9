import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConventionText } from '../../src/domain/convention-check/check.ts';
import type { ConventionFault } from '../../src/domain/convention-check/fault.ts';

export const mgp = { name: 'Métropole du Grand Paris', siren: '200054781' } as const;

/** Choisy-le-Roi's calendar at its longest, 3 + 3 + 6 + 1 months: it ends on its limit, and loses a day. */
export const choisyPhases = {
  code: 'phases-too-long',
  months: [3, 3, 6, 1],
  startsOn: '2025-12-01',
  endsOn: '2026-12-31',
  before: '2026-12-31',
  plannedDays: 183,
  keptDays: 182,
  lostAtShortest: 0,
  setupBy: '2026-05-29',
} as const;

/** The clauses of a convention that is in order: Nanterre's, whose people are made up. */
export const soundConvention = readFileSync(
  join(import.meta.dirname, '..', 'fixtures', 'conventions', 'sound.txt'),
  'utf8',
);

/** The sound convention with other words in some places; each must be there. */
export function convention(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new RangeError(`the sound convention has no « ${from} »`);
    return text.replace(from, to);
  }, soundConvention);
}

/** The faults of a text, without their places. */
export function flawsIn(text: string): readonly object[] {
  return faultsIn(text).map(({ article: _article, line: _line, ...flaw }) => flaw);
}

export function faultsIn(text: string): readonly ConventionFault[] {
  return checkConventionText(text, mgp).faults;
}

/** The text as a chat gives it back: on one line, without its quotes. */
export function onOneLine(text: string): string {
  return text
    .replace(/["«»“”]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
