import { isAfter } from './day.ts';
import type { Plan } from './plan.ts';

/** The words of a Gantt, in the reader's language. */
export interface GanttWords {
  /** Twelve abbreviations, January first; those longer than a column are cut to it. */
  readonly months: readonly string[];
  /** Said in place of the bar of a phase of which nothing is left. */
  readonly nothingLeft: string;
}

const monthWidth = 4;
const gap = '  ';

/**
 * Draws a plan as text of fixed width: a line of years, a line of months, then one line per phase.
 * Each month takes four characters, so that one character is about a week; two phases may share the
 * character of the week in which one ends and the other begins.
 */
export function gantt(plan: Plan, words: GanttWords): string {
  const bars = plan.phases.flatMap(({ fromOn, toOn }) =>
    fromOn === null || toOn === null ? [] : [{ fromOn, toOn }],
  );
  const months = monthsOver(bars.flatMap(({ fromOn, toOn }) => [fromOn, toOn]));
  const titleWidth = Math.max(...plan.phases.map(({ title }) => title.length), 0);
  const lines = plan.phases.map(({ title, fromOn, toOn }) => {
    const bar = fromOn === null || toOn === null ? words.nothingLeft : drawn(months, fromOn, toOn);
    return `${title.padEnd(titleWidth)}${gap}${bar}`;
  });
  const indent = ' '.repeat(titleWidth) + gap;
  const years = months.map((month, index) => yearCell(month, index)).join('');
  const names = months.map(({ month }) => cell(String(words.months[month - 1]))).join('');
  return [indent + years, indent + names, ...lines].map((line) => line.trimEnd()).join('\n');
}

function monthsOver(days: readonly Temporal.PlainDate[]): Temporal.PlainYearMonth[] {
  const sorted = [...days].sort(Temporal.PlainDate.compare);
  const last = sorted.at(-1);
  const months: Temporal.PlainYearMonth[] = [];
  for (const first of sorted.slice(0, 1)) {
    let day = first.with({ day: 1 });
    while (last !== undefined && !isAfter(day, last)) {
      months.push(day.toPlainYearMonth());
      day = day.add({ months: 1 });
    }
  }
  return months;
}

function drawn(
  months: readonly Temporal.PlainYearMonth[],
  fromOn: Temporal.PlainDate,
  toOn: Temporal.PlainDate,
): string {
  const from = column(months, fromOn);
  return ' '.repeat(from) + '█'.repeat(column(months, toOn) - from + 1);
}

function column(months: readonly Temporal.PlainYearMonth[], day: Temporal.PlainDate): number {
  const month = day.toPlainYearMonth();
  const index = months.findIndex((candidate) => candidate.equals(month));
  return index * monthWidth + Math.floor(((day.day - 1) * monthWidth) / day.daysInMonth);
}

function yearCell({ year, month }: Temporal.PlainYearMonth, index: number): string {
  return cell(index === 0 || month === 1 ? `’${String(year).slice(-2)}` : '');
}

function cell(text: string): string {
  return text.slice(0, monthWidth - 1).padEnd(monthWidth);
}
