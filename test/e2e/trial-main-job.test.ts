import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { endAll, type Running, startJalon } from '../support/process.ts';
import { openWindow, type Window } from './trial/browser.ts';

const AMINA = 'Amina Diallo';
const CAMILLE = 'Camille Perrin';
/** Where to leave pictures for whoever wants to look at them; none by default. */
const pictures = process.env['JALON_TEST_PICTURES'];

let folder: string;
let jalon: Running;
let window: Window;
let page: Page;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-trial-'));
  jalon = await startJalon({ env: { JALON_DATA: join(folder, 'data') } });
  window = await openWindow({ width: 1280, height: 900 });
  page = window.page;
  await page.goto(`${jalon.url}/essai`);
  await page.getByText('Bonjour, je suis Jalon').waitFor();
});

afterEach(async () => {
  await window.close();
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

it('carries a newcomer from the request to the first reminder, a declared delay and the moved calendar, over a restart', async () => {
  await picture('1-welcome');
  await say('inscription Choisy-le-Roi');
  expect(await field('Prénom et nom').inputValue()).toBe(AMINA);
  await field('Téléphone').fill('01 48');
  await press('Demander');
  await page.getByText('Ce numéro ne comporte pas 10 chiffres').waitFor();
  await picture('2-refused-form');
  await field('Téléphone').fill('01 48 00 00 00');
  await press('Demander');
  await page.getByText('Votre demande pour Choisy-le-Roi est enregistrée le 21/11/2025').waitFor();
  await picture('3-requested');

  await become(CAMILLE);
  await page.getByText('Amina Diallo demande à être référent(e) projet de Choisy-le-Roi').waitFor();
  await picture('4-asked');
  await press('Confirmer');
  await page.getByText('(n° REF-2025-0001)').waitFor();
  await picture('5-confirmed');

  await become(AMINA);
  await page.getByText('Vous êtes référent(e) projet de Choisy-le-Roi').waitFor();
  await picture('6-welcomed');
  await nextMessage();
  expect(await clock()).toBe('lundi 24 novembre 2025 9 h 00');
  await page
    .getByText("Dans 7 jours : Début de l'expérimentation".replaceAll(/(?<=7) | (?=:)/gu, '\u00a0'))
    .waitFor();
  await picture('7-reminder');
  await press("C'est noté");
  await page.getByText('Prochain rappel').waitFor();
  await picture('8-noted');

  await say('etape retard');
  await picture('9-delay-form');
  await page.getByLabel('Étape').selectOption({ label: 'Mise en place et formation' });
  await field('Nouvelle date de fin').fill('2026-07-15');
  await field('Cause').fill('Livraison tardive du matériel');
  await press('Voir la conséquence');
  await page.getByText('La Métropole doit confirmer.').waitFor();
  expect(await lastFace().textContent()).toContain('137');
  await picture('10-consequence');
  await press('Transmettre');
  await page.getByText("C'est transmis à la Métropole").waitFor();
  await picture('11-sent');

  await become(CAMILLE);
  await page.getByText('Livraison tardive du matériel').first().waitFor();
  await picture('12-proposed');
  await press('Confirmer');
  await page
    .getByText(/C'est enregistré.*fin de l'étape/u)
    .last()
    .waitFor();
  await picture('13-confirmed');

  await become(AMINA);
  await page.getByText('calendrier mis à jour').first().waitFor();
  await say('calendrier');
  await page.getByText('137 jours au lieu de 184').last().waitFor();
  await picture('14-calendar');

  await jalon.end('SIGTERM');
  jalon = await startJalon({ env: { JALON_DATA: join(folder, 'data'), PORT: String(jalon.port) } });
  await page.getByText('Jalon a redémarré').waitFor();
  expect(await clock()).toBe('lundi 24 novembre 2025 9 h 00');
  await say('calendrier');
  await page.getByText('137 jours au lieu de 184').last().waitFor();
  await picture('15-restarted');
  await page.setViewportSize({ width: 360, height: 740 });
  await picture('16-phone');
  expect(window.faults.filter((fault) => !/ERR_CONNECTION|Failed to (fetch|load)/u.test(fault))).toEqual([]);
}, 60_000);

async function say(text: string): Promise<void> {
  const line = page.getByLabel('Votre message à Jalon');
  await line.fill(text);
  await line.press('Enter');
  await page.locator('#send:not([aria-disabled="true"])').waitFor();
}

/** A button of the newest message on screen that has one of this name. */
async function press(name: string): Promise<void> {
  await page.locator('.panel:visible').getByRole('button', { name, exact: true }).last().click();
}

async function become(name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
  await page.getByRole('log', { name: `Conversation de ${name} avec Jalon` }).waitFor();
}

async function nextMessage(): Promise<void> {
  await page.getByRole('button', { name: 'Avancer l’horloge : Prochain message' }).click();
  await page.locator('[data-move="day"][aria-disabled="false"]').waitFor();
}

function field(label: string): Locator {
  return page.locator('.panel:visible').getByLabel(label).last();
}

function lastFace(): Locator {
  return page.locator('.panel:visible .face').last();
}

async function clock(): Promise<string> {
  const texts = await page.locator('#clock-day, #clock-hour').allTextContents();
  return texts.join(' ').replaceAll('\u00a0', ' ');
}

async function picture(name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `trial-real-${name}.png`) });
}
