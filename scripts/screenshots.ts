import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { STORIES, type Story } from './screenshots/stories.ts';
import { PictureError } from './screenshots/trial-page.ts';

/**
 * Draws docs/images/*.png, or those named on the command line: the trial page of a real process each, as its story leaves it.
 * Needs Chromium; the records are in temporary folders that are removed afterwards.
 */

const root = join(import.meta.dirname, '..');
const images = join(root, 'docs', 'images');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const WIDTH = 1280;

mkdirSync(images, { recursive: true });
const wanted = process.argv.slice(2);
for (const story of STORIES) if (wanted.length === 0 || wanted.includes(story.name)) await draw(story);

async function draw({ name, height, play }: Story): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-picture-'));
  const jalon = spawn(process.execPath, [join(root, 'scripts', 'launch.mjs'), 'serve'], {
    env: { PATH: process.env['PATH'], PORT: '0', JALON_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const context = await chromium.launchPersistentContext(join(folder, 'browser'), {
      executablePath,
      env: { ...process.env, LANGUAGE: 'fr' },
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--lang=fr', '--disable-background-networking'],
      locale: 'fr-FR',
      viewport: { width: WIDTH, height },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(15_000);
    await page.goto(await firstUrl(jalon.stdout));
    await play(page);
    await page.locator(':focus').evaluate((element: { blur(): void }) => element.blur());
    const path = join(images, `${name}.png`);
    await page.screenshot({ path });
    await context.close();
    process.stdout.write(`${path}\n`);
  } finally {
    jalon.kill('SIGTERM');
    await new Promise((resolve) => jalon.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The address that the process prints once it listens. */
async function firstUrl(output: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of output) {
    const [url] = /http:\/\/\S+\/essai/u.exec(String(chunk)) ?? [];
    if (url !== undefined) return url;
  }
  throw new PictureError('Jalon stopped before it listened');
}
