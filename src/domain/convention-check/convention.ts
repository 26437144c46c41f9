import { daysIn, type WrittenDay } from './days.ts';
import { type Placeholder, placeholdersIn } from './placeholders.ts';
import { type Section, type SectionName, type Sections, sectionsOf } from './sections.ts';
import { type ConventionText, readText } from './text.ts';

/** A text read into what the rules look at. */
export interface Convention {
  readonly text: ConventionText;
  readonly sections: Sections;
  readonly placeholders: readonly Placeholder[];
  readonly days: readonly WrittenDay[];
}

/** Reads a text, whatever it is. */
export function readConvention(raw: string): Convention {
  const text = readText(raw);
  const sections = sectionsOf(text);
  const choice = sections.all.find(({ name }) => name === '1');
  const isForTicks = (at: number) => choice !== undefined && at >= choice.from && at < choice.to;
  return { text, sections, placeholders: placeholdersIn(text.plain, isForTicks), days: daysIn(text.folded) };
}

/** A part of the text; null where the text has none of that name. */
export function sectionNamed({ sections }: Convention, name: SectionName): Section | null {
  return sections.all.find((section) => section.name === name) ?? null;
}

/** The part on which a place stands: the parties for what comes before any heading. */
export function sectionAt({ sections }: Convention, at: number): SectionName {
  return sections.all.findLast(({ from }) => from <= at)?.name ?? 'parties';
}

/** Whether something between two places is still to be filled in: the placeholder says so, no other rule need. */
export function isToFillIn({ placeholders }: Convention, from: number, to: number): boolean {
  return firstBetween(placeholders, from, to) !== null;
}

/** The first day written between two places; null when there is none. */
export function firstDay({ days }: Convention, from: number, to: number): WrittenDay | null {
  return firstBetween(days, from, to);
}

/** By halves: rules ask for each place of a text that may have been written to keep them busy. */
function firstBetween<T extends { readonly at: number }>(
  inOrder: readonly T[],
  from: number,
  to: number,
): T | null {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (Number(inOrder[middle]?.at) < from) low = middle + 1;
    else high = middle;
  }
  const first = inOrder[low];
  return first !== undefined && first.at < to ? first : null;
}
