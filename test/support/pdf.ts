import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';
import type { MadeFile } from '../../src/usecases/files.ts';
import { plainSpaces } from './french.ts';

const run = promisify(execFile);
/** Points per inch of a page, and what a telephone sees of a printed one. */
const DPI = 150;

/** What another program than ours finds in a PDF: poppler, which Debian's viewers read with. */
export interface Printed {
  /** Words in reading order, spaces made plain, line ends kept. */
  readonly text: string;
  /** The same with each run of blanks and line ends as one space. */
  readonly line: string;
  /** `Title`, `Pages`, `Page size`… as pdfinfo names them. */
  readonly info: Readonly<Record<string, string>>;
  /** Whether each font is in the file. */
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  /** The file itself, byte by byte. */
  readonly raw: string;
  /** Pages as they look. */
  pages(options?: { readonly isGrey?: boolean }): Promise<readonly PNG[]>;
}

/** Reads a PDF with poppler (Debian: poppler-utils). */
export async function printed(bytes: Uint8Array): Promise<Printed> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-pdf-'));
  const path = join(folder, 'paper.pdf');
  try {
    writeFileSync(path, bytes);
    const [text, info, fonts] = await Promise.all([
      run('pdftotext', ['-layout', path, '-']),
      run('pdfinfo', [path]),
      run('pdffonts', [path]),
    ]);
    const plain = plainSpaces(text.stdout);
    return {
      text: plain,
      line: plain.replaceAll(/\s+/gu, ' '),
      info: Object.fromEntries(info.stdout.split('\n').map((one) => one.split(/:\s+(.*)/u).slice(0, 2))),
      fonts: fonts.stdout
        .split('\n')
        .slice(2)
        .filter((one) => one !== '')
        .map((one) => ({
          name: one.split(' ')[0] ?? '',
          isEmbedded: / yes yes (yes|no) +\d+ +\d+$/u.test(one),
        })),
      raw: Buffer.from(bytes).toString('latin1'),
      pages: (options) => pagesOf(bytes, options),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pagesOf(bytes: Uint8Array, { isGrey = false } = {}): Promise<readonly PNG[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-pages-'));
  try {
    writeFileSync(join(folder, 'paper.pdf'), bytes);
    const how = ['-png', '-r', String(DPI), ...(isGrey ? ['-gray'] : [])];
    await run('pdftoppm', [...how, join(folder, 'paper.pdf'), join(folder, 'page')]);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => PNG.sync.read(readFileSync(join(folder, name))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The body of a file that was made as bytes. */
export function bytesOf(made: MadeFile | null): Uint8Array {
  if (made === null || typeof made.body === 'string') throw new TypeError('no PDF was made');
  return made.body;
}

/** What a telephone reads in the code of a page. Throws when there is none. */
export function codeOn({ width, height, data }: PNG): string {
  return decodeQR({ width, height, data });
}

/** Whether anything is drawn nearer than this to a side, the top or the bottom of the page, in points. */
export function bleeds(
  { width, height, data }: PNG,
  points: { readonly side: number; readonly end: number },
): boolean {
  const side = Math.floor((points.side * DPI) / 72);
  const end = Math.floor((points.end * DPI) / 72);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isEdge = x < side || y < end || x >= width - side || y >= height - end;
      if (isEdge && (data[(y * width + x) * 4] ?? 255) < 250) return true;
    }
  }
  return false;
}
