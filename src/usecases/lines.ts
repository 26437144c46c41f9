import type { LineFault } from '../domain/kernel/meeting-life-reasons.ts';
import { Refusal } from '../domain/kernel/refusal.ts';

/** One line of a field that takes a list. */
export interface Line {
  readonly text: string;
  /** Its place as it was typed, empty lines counted, from 1. */
  readonly number: number;
}

/** The lines of a list, without empty ones nor the dashes and bullets that people put in front. */
function linesOf(typed: string): readonly Line[] {
  return typed
    .split(/\r\n|\r|\n|\u2028|\u2029/u)
    .map((line, index) => ({ text: line.replace(/^\s*(?:[-–•*](?:\s+|$))?/u, '').trim(), number: index + 1 }))
    .filter(({ text }) => text !== '');
}

/** The lines of a list of bounded length, each of bounded length. Refused: one line too many, one that is too long. */
export function boundedLines(
  typed: string,
  field: string,
  most: { readonly lines: number; readonly characters: number },
): readonly Line[] | Refusal {
  const lines = linesOf(typed);
  if (lines.length > most.lines)
    return new Refusal({ code: 'too-many-lines', max: most.lines, given: lines.length }, field);
  const long = lines.find(({ text }) => text.length > most.characters);
  if (long === undefined) return lines;
  return faultyLine(field, long, { kind: 'too-long', max: most.characters, length: long.text.length });
}

/** One line of a field is refused. */
export function faultyLine(field: string, { number }: Line, fault: LineFault): Refusal {
  return new Refusal({ code: 'line-faulty', line: number, fault }, field);
}
