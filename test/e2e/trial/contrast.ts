import type { Page } from 'playwright-core';

export interface Contrast {
  readonly pair: string;
  readonly ratio: number;
  /** WCAG 2.2 level AA: 4.5 for text, 3 for the outline of a control and for the focus. */
  readonly least: 4.5 | 3;
}

const backgrounds = ['ground', 'surface'];
const pairs: readonly (readonly [string, readonly string[], 4.5 | 3])[] = [
  ['ink', [...backgrounds, 'accent-soft', 'good-soft', 'warn-soft', 'bad-soft'], 4.5],
  ['ink-soft', [...backgrounds, 'accent-soft'], 4.5],
  ['accent', [...backgrounds, 'accent-soft'], 4.5],
  ['good', [...backgrounds, 'good-soft'], 4.5],
  ['warn', [...backgrounds, 'warn-soft'], 4.5],
  ['bad', [...backgrounds, 'bad-soft'], 4.5],
  ['on-accent', ['accent', 'accent-hover'], 4.5],
  ['on-bad', ['bad', 'bad-hover'], 4.5],
  ['control', backgrounds, 3],
  ['focus', backgrounds, 3],
];

/** The contrasts of the page's colours, as its style sheet gives them in the window's light or dark scheme. */
export async function contrastsOf(page: Page): Promise<readonly Contrast[]> {
  const names = [...new Set(pairs.flatMap(([front, backs]) => [front, ...backs]))];
  const colours = await page.evaluate<Record<string, string>>(
    `Object.fromEntries(${JSON.stringify(names)}.map((name) =>
      [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))`,
  );
  return pairs.flatMap(([front, backs, least]) =>
    backs.map((back) => ({
      pair: `${front} on ${back}`,
      ratio: ratioOf(luminance(colours[front] ?? ''), luminance(colours[back] ?? '')),
      least,
    })),
  );
}

function ratioOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Relative luminance of `#rrggbb` (WCAG 2.2); NaN, which no comparison passes, for anything else. */
function luminance(colour: string): number {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return Number.NaN;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
