import { isAfter } from './day.ts';
import type { PhaseKind } from './phase.ts';
import type { Plan } from './plan.ts';

/** The words and the width of a Gantt, in the reader's language. */
export interface GanttStyle {
  /** Twelve abbreviations, January first; those longer than a column are cut to it. */
  readonly months: readonly string[];
  /** Said in place of the bar of a phase of which nothing is left. */
  readonly nothingLeft: string;
  /** Characters for a month: 4 makes one character about a week, 2 fits a phone. */
  readonly monthWidth: 2 | 4;
  /** Short titles by kind of phase; without them phases have their own. */
  readonly titles?: Readonly<Record<PhaseKind, string>>;
}

const gap = '  ';

/**
 * Draws a plan as text of fixed width: a line of years, a line of months, then one line per phase.
 * Two phases may share the character of the week (or half month) in which one ends and the other begins.
 */
export function gantt(plan: Plan, style: GanttStyle): string {
  const { monthWidth } = style;
  const bars = plan.phases.flatMap(({ fromOn, toOn }) =>
    fromOn === null || toOn === null ? [] : [{ fromOn, toOn }],
  );
  const months = monthsOver(bars.flatMap(({ fromOn, toOn }) => [fromOn, toOn]));
  const titles = plan.phases.map(({ kind, title }) => style.titles?.[kind] ?? title);
  const titleWidth = Math.max(...titles.map((title) => title.length), 0);
  const lines = plan.phases.map(({ fromOn, toOn }, index) => {
    const bar =
      fromOn === null || toOn === null ? style.nothingLeft : drawn(months, fromOn, toOn, monthWidth);
    return `${String(titles[index]).padEnd(titleWidth)}${gap}${bar}`;
  });
  const indent = ' '.repeat(titleWidth) + gap;
  const names = months.map(({ month }) => cell(String(style.months[month - 1]), monthWidth)).join('');
  return [indent + yearsLine(months, monthWidth), indent + names, ...lines]
    .map((line) => line.trimEnd())
    .join('\n');
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
  monthWidth: number,
): string {
  const from = column(months, fromOn, monthWidth);
  return ' '.repeat(from) + '█'.repeat(column(months, toOn, monthWidth) - from + 1);
}

function column(
  months: readonly Temporal.PlainYearMonth[],
  day: Temporal.PlainDate,
  monthWidth: number,
): number {
  const month = day.toPlainYearMonth();
  const index = months.findIndex((candidate) => candidate.equals(month));
  return index * monthWidth + Math.floor(((day.day - 1) * monthWidth) / day.daysInMonth);
}

/** Each year over its first month; a year of which only one narrow column is seen gives way to the next. */
function yearsLine(months: readonly Temporal.PlainYearMonth[], monthWidth: number): string {
  const starts = months.flatMap(({ year, month }, index) =>
    index === 0 || month === 1 ? [{ at: index * monthWidth, text: `’${String(year).slice(-2)}` }] : [],
  );
  return starts
    .filter(({ at, text }, index) => at + text.length < (starts[index + 1]?.at ?? Number.POSITIVE_INFINITY))
    .reduce((line, { at, text }) => line.padEnd(at) + text, '');
}

function cell(text: string, monthWidth: number): string {
  return text.slice(0, monthWidth - 1).padEnd(monthWidth);
}
