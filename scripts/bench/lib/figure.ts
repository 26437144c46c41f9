/** One line of the table: what was measured, and whether it is what was wanted. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Null where nothing in particular is wanted. */
  readonly target: string | null;
  readonly met: boolean | null;
}

/** A figure that is only told. */
export function told(what: string, measured: string): Figure {
  return { what, measured, target: null, met: null };
}

/** A figure that should be at most `limit`. */
export function atMost(what: string, value: number, limit: number, shown: string): Figure {
  return { what, measured: shown, target: `≤ ${limit}`, met: value <= limit };
}

/** A figure that should be at least `limit`. */
export function atLeast(what: string, value: number, limit: number, shown: string): Figure {
  return { what, measured: shown, target: `≥ ${limit}`, met: value >= limit };
}

/** The middle value; of two, their mean. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values stands, between its two neighbours; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Three significant digits, never in powers of ten. */
export function shown(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** GitHub's Markdown table. */
export function markdown(figures: readonly Figure[]): string {
  const cells = figures.map(({ what, measured, target, met }) => [
    what,
    measured,
    target ?? '–',
    met === null ? '–' : met ? 'yes' : '**no**',
  ]);
  const rows = [['what', 'measured', 'target', 'met'], ['---', '---', '---', '---'], ...cells];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
