import type { Phase, PhaseKind } from '../calendar/phase.ts';
import { type Convention, firstDay } from './convention.ts';
import { firstMonthIn } from './days.ts';
import { durationIn, monthsIn } from './durations.ts';
import type { Section } from './sections.ts';

/** Something that the text says, on its place. */
export interface Said<T> {
  readonly at: number;
  readonly value: T;
}

/** A day that the text says; null when the calendar has no such day. */
export type SaidDay = Said<Temporal.PlainDate | null>;

const NEAR = 60;
/** Room for the name of a weekday between « avant le » and its date. */
const WEEKDAY = 12;
const BEFORE_LIMIT = 160;

const beginning = /\b(?:debut|demarr|commenc|a compter d)/g;
const limit = /\b(avant le|au plus tard le|au plus tard au|jusqu'au)[ \n]/g;
const ofAssessment = /bilan|mesure d'impact|evaluation/;
const firstStep = /\bsuivante?s?[ \n]?:|\betapes\b/;
const lastStep = /le beneficiaire est tenu|en cas de retard/;
const order = /^(?:(?:audit|setup) )*use assessment$/;

/** What tells the steps of the convention type apart; the first that a step's title holds decides. */
const kinds =
  /\b(?:(audit|etat des lieux|diagnostic)|(mise en place|formation|installation|parametrage)|(utilisation|usage|exploitation|experimentation)|(bilan|mesure d'impact|evaluation))/;
const KINDS: readonly PhaseKind[] = ['audit', 'setup', 'use', 'assessment'];

/** Art. 2 « jusqu'au »: the last day of the convention, included; said otherwise, the last day that the article writes. */
export function termIn(convention: Convention, { from, to }: Section): SaidDay | null {
  const word = convention.text.folded.slice(from, to).search(/jusqu'|prend(?:ra)? fin|expire/);
  const last = convention.days.findLast(({ at }) => at >= from && at < to);
  const said = word < 0 ? null : dayAfter(convention, from + word, to);
  return said ?? (last === undefined ? null : { at: last.at, value: last.day });
}

/** « une durée de 12 mois »: the months that an article announces. */
export function lengthIn({ text }: Convention, { from, to }: Section): Said<number> | null {
  const found = durationIn(text.folded.slice(from, to));
  return found === null ? null : { at: from + found.at, value: found.months };
}

/** Art. 5 « début souhaité en décembre 2025 »: a day, or the first of a month. */
export function startIn(convention: Convention, { from, to }: Section): SaidDay | null {
  const { folded } = convention.text;
  for (const { index } of folded.slice(from, to).matchAll(beginning)) {
    const at = from + index;
    const month = firstMonthIn(folded.slice(at, at + NEAR));
    const start = dayAfter(convention, at, at + NEAR) ?? (month === null ? null : { at, value: month });
    if (start !== null) return start;
  }
  return null;
}

/** Art. 5: the day before which the assessment must be over, « avant le »; the day after « au plus tard le ». */
export function limitIn(convention: Convention, { from, to }: Section): SaidDay | null {
  const { folded } = convention.text;
  for (const found of folded.slice(from, to).matchAll(limit)) {
    const at = from + found.index;
    const end = at + found[0].length;
    const said = dayAfter(convention, end, end + WEEKDAY);
    if (said === null || !ofAssessment.test(folded.slice(Math.max(from, at - BEFORE_LIMIT), at))) continue;
    return found[1] === 'avant le' ? said : { at: said.at, value: said.value?.add({ days: 1 }) ?? null };
  }
  return null;
}

/** Art. 5: the steps and their lengths, planned at their longest; null where they are not those of the convention type. */
export function phasesIn({ text }: Convention, { from, to }: Section): Said<readonly Phase[]> | null {
  const article = text.folded.slice(from, to);
  const begin = Math.max(0, article.search(firstStep));
  const end = article.search(lastStep);
  const steps = article.slice(begin, end < begin ? undefined : end);
  const lengths = monthsIn(steps);
  const phases = lengths.flatMap(({ at, min, max }, index): Phase[] => {
    const title = steps.slice(lengths[index - 1]?.to ?? 0, at);
    const kind = kindOf(title);
    return kind === null
      ? []
      : [{ id: `${index}`, title: kind, kind, plannedMonths: max, minMonths: min, maxMonths: max }];
  });
  const [first] = lengths;
  const isReadable = first !== undefined && order.test(phases.map(({ kind }) => kind).join(' '));
  return isReadable ? { at: from + begin + first.at, value: phases } : null;
}

function kindOf(title: string): PhaseKind | null {
  const found = kinds.exec(title);
  const rank = found === null ? -1 : found.slice(1).findIndex((group) => group !== undefined);
  return KINDS[rank] ?? null;
}

function dayAfter(convention: Convention, from: number, to: number): SaidDay | null {
  const found = firstDay(convention, from, to);
  return found === null ? null : { at: found.at, value: found.day };
}
