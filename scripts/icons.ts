import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/**
 * Draws the two icons of the Teams application: a milestone, as a pole with its pennant on a rise of ground.
 * `color.png` is 192 × 192 on petrol blue; `outline.png` is 32 × 32, white on transparent, as Teams asks.
 */

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
type Point = readonly [x: number, y: number];

/** Samples per pixel and axis: edges are the mean of their 8 × 8 samples. */
const SAMPLES = 8;

const petrol: Colour = [11, 92, 102, 255];
const white: Colour = [255, 255, 255, 255];
const amber: Colour = [255, 196, 61, 255];
const leaf: Colour = [72, 176, 166, 255];
const clear: Colour = [0, 0, 0, 0];

const pennant: readonly Point[] = [
  [0.52, 0.17],
  [0.84, 0.305],
  [0.52, 0.44],
];

/** Shapes are given on a square of side 1, origin at the top left. */
function colourIcon([x, y]: Point): Colour {
  if (inPolygon([x, y], pennant)) return amber;
  if (inBox([x, y], { left: 0.45, right: 0.52, top: 0.13, bottom: 0.76 })) return white;
  return onHill([x, y]) ? leaf : petrol;
}

/** On whole pixels of the 32, so that its uprights are sharp. */
const outlinePennant: readonly Point[] = [
  [14 / 32, 4 / 32],
  [27 / 32, 9.5 / 32],
  [14 / 32, 15 / 32],
];

function outlineIcon(point: Point): Colour {
  const pole = inBox(point, { left: 11 / 32, right: 14 / 32, top: 3 / 32, bottom: 27 / 32 });
  const foot = inBox(point, { left: 6 / 32, right: 19 / 32, top: 26 / 32, bottom: 29 / 32 });
  return pole || foot || inPolygon(point, outlinePennant) ? white : clear;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function inBox([x, y]: Point, { left, right, top, bottom }: Box): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** The ground rises under the pole: the cap of an ellipse whose middle is below the picture. */
function onHill([x, y]: Point): boolean {
  return ((x - 0.5) / 0.8) ** 2 + ((y - 1.1) / 0.4) ** 2 <= 1;
}

function inPolygon([x, y]: Point, corners: readonly Point[]): boolean {
  return corners.every(([fromX, fromY], index) => {
    const [toX, toY] = corners[(index + 1) % corners.length] ?? [0, 0];
    return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX) >= 0;
  });
}

function draw(size: number, colourAt: (point: Point) => Colour): Buffer {
  const image = new PNG({ width: size, height: size });
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      image.data.set(pixel(size, column, row, colourAt), (row * size + column) * 4);
    }
  }
  return PNG.sync.write(image);
}

/** The mean of a pixel's samples, each weighing as much as it covers. */
function pixel(size: number, column: number, row: number, colourAt: (point: Point) => Colour): Colour {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
    const [r, g, b, a] = colourAt([x, y]);
    red += r * a;
    green += g * a;
    blue += b * a;
    alpha += a;
  }
  if (alpha === 0) return clear;
  return [red / alpha, green / alpha, blue / alpha, alpha / SAMPLES ** 2].map(
    Math.round,
  ) as unknown as Colour;
}

/** The icons by file name, as PNG. */
export function teamsIcons(): ReadonlyMap<string, Buffer> {
  return new Map([
    ['color.png', draw(192, colourIcon)],
    ['outline.png', draw(32, outlineIcon)],
  ]);
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'manifests', 'teams');
  mkdirSync(folder, { recursive: true });
  for (const [name, png] of teamsIcons()) writeFileSync(join(folder, name), png);
}
