import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { JalonError } from '../src/usecases/errors.ts';

/**
 * Draws docs/images/essai.png: the trial page of a real process, from Choisy-le-Roi's registration to a declared delay.
 * Needs Chromium; the records are in a temporary folder that is removed afterwards.
 */

const root = join(import.meta.dirname, '..');
const picture = join(root, 'docs', 'images', 'essai.png');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const size = { width: 1280, height: 970 };
/** More than the clock meets on its way: a bound, should it stand still. */
const MOST_MESSAGES = 200;

class PictureError extends JalonError {}

const folder = mkdtempSync(join(tmpdir(), 'jalon-picture-'));
const jalon = spawn(process.execPath, [join(root, 'scripts', 'launch.mjs'), 'serve'], {
  env: { PATH: process.env['PATH'], PORT: '0', JALON_DATA: join(folder, 'data') },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await firstUrl();
  const context = await chromium.launchPersistentContext(join(folder, 'browser'), {
    executablePath,
    env: { ...process.env, LANGUAGE: 'fr' },
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--lang=fr', '--disable-background-networking'],
    locale: 'fr-FR',
    viewport: size,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  await register(page);
  await reminded(page);
  await late(page);
  await page.locator(':focus').evaluate((element: { blur(): void }) => element.blur());
  mkdirSync(join(root, 'docs', 'images'), { recursive: true });
  await page.screenshot({ path: picture });
  await context.close();
  process.stdout.write(`${picture}\n`);
} finally {
  jalon.kill('SIGTERM');
  await new Promise((resolve) => jalon.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}

/** Amina asks to be Choisy-le-Roi's référent, Camille confirms. */
async function register(page: Page): Promise<void> {
  await become(page, 'Amina Diallo');
  await say(page, 'inscription Choisy-le-Roi');
  await page.getByRole('textbox', { name: 'Prénom et nom' }).fill('Amina Diallo');
  await page.getByRole('textbox', { name: 'Téléphone' }).fill('01 99 00 12 34');
  const role = page.getByRole('combobox', { name: 'Rôle' });
  await role.selectOption({ label: 'Référent projet' });
  await page.getByRole('button', { name: 'Demander', exact: true }).click();
  await page.getByText('Votre demande pour Choisy-le-Roi est enregistrée').waitFor();
  await become(page, 'Camille Perrin');
  await page.getByRole('button', { name: 'Confirmer', exact: true }).click();
  await become(page, 'Amina Diallo');
}

/** The audit ends on its day; the clock then goes to the reminder of a week before the end of the set-up. */
async function reminded(page: Page): Promise<void> {
  await advanceTo(page, '2026-02-27');
  await page.locator('[data-move=day]').click();
  await say(page, 'etape terminer Choisy-le-Roi audit 28/02/2026');
  await page.getByText('Transmis à la Métropole').first().waitFor();
  await become(page, 'Camille Perrin');
  await page.getByRole('button', { name: 'Confirmer', exact: true }).last().click();
  await become(page, 'Amina Diallo');
  await advanceTo(page, '2026-05-22');
  await become(page, 'Camille Perrin');
  await become(page, 'Amina Diallo');
}

/** Amina reports that the set-up will end later: Jalon says what it changes before she sends it. */
async function late(page: Page): Promise<void> {
  await say(page, 'etape retard Choisy-le-Roi mise-en-place 15/07/2026 Livraison du matériel repoussée');
  await page.getByRole('button', { name: 'Transmettre', exact: true }).waitFor();
}

/** From message to message, until the clock stands on that Paris day or beyond. */
async function advanceTo(page: Page, isoDay: string): Promise<void> {
  const next = page.locator('[data-move=next-message]');
  for (let message = 0; message < MOST_MESSAGES; message += 1) {
    const day = await page.locator('#clock-day').getAttribute('datetime');
    if (day !== null && day >= isoDay) return;
    await next.click();
    await page.locator('[data-move=next-message]:not([aria-disabled=true])').waitFor();
  }
  throw new PictureError(`The clock did not reach ${isoDay}`);
}

async function become(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^${name}`, 'u') })
    .first()
    .click();
  await page
    .getByText(`Bonjour ${name}`)
    .or(page.getByRole('log', { name: `Conversation de ${name}` }))
    .first()
    .waitFor();
}

async function say(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Votre message à Jalon' }).fill(line);
  await page.keyboard.press('Enter');
}

/** The address that the process prints once it listens. */
async function firstUrl(): Promise<string> {
  for await (const chunk of jalon.stdout) {
    const [url] = /http:\/\/\S+\/essai/u.exec(String(chunk)) ?? [];
    if (url !== undefined) return url;
  }
  throw new PictureError('Jalon stopped before it listened');
}
