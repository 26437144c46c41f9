export interface Bar {
  readonly label: string;
  readonly value: number;
}

const ROW = 24;
const LABELS = 190;
const VALUES = 30;

/** Height of the drawing of so many bars, in its own units. */
export function barsHeight(bars: readonly Bar[]): number {
  return bars.length * ROW;
}

/** Horizontal bars with their values written beside them, as an SVG: no colour carries a meaning. */
export function barsSvg(bars: readonly Bar[], width: number): string {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const room = width - LABELS - VALUES;
  const rows = bars.map(({ label, value }, index) => {
    const [top, length] = [index * ROW, Math.round((room * value) / most)];
    const baseline = top + ROW / 2 + 4;
    return [
      `<text x="${LABELS - 8}" y="${baseline}" text-anchor="end">${xml(label)}</text>`,
      `<rect x="${LABELS}" y="${top + 4}" width="${length}" height="${ROW - 8}" fill="#4b4f8f"/>`,
      `<text x="${LABELS + length + 6}" y="${baseline}">${value}</text>`,
    ].join('');
  });
  const height = barsHeight(bars);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Roboto" font-size="10" fill="#1b1b2f">${rows.join('')}</svg>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
