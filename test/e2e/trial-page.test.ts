import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fileOf } from '../support/given-files.ts';
import { openWindow, type Window, type WindowOptions } from './trial/browser.ts';
import { contrastsOf } from './trial/contrast.ts';
import { type SampleTrial, startSampleTrial } from './trial/sample-trial.ts';

const desktop: WindowOptions = { width: 1280, height: 800 };
const phone: WindowOptions = { width: 320, height: 600 };

describe('trial page in a browser', () => {
  let trial: SampleTrial;
  let window: Window | null = null;

  beforeEach(async () => {
    trial = await startSampleTrial();
  });

  afterEach(async () => {
    await window?.close();
    window = null;
    await trial.close();
  });

  async function visit(options: WindowOptions): Promise<Page> {
    window = await openWindow(options);
    const { page } = window;
    // Who waits for a chooser later finds the browser ready to give it.
    page.on('filechooser', () => undefined);
    await page.goto(trial.url);
    await page.getByText('Bonjour Claire Martin').waitFor();
    return page;
  }

  it('draws the cards of a typed line, and replaces a card by the outcome of its button', async () => {
    const page = await visit(desktop);
    await say(page, 'jalon aide');
    await page.getByRole('button', { name: 'Voir le calendrier' }).click();
    await page.getByRole('heading', { name: 'Calendrier de Choisy-le-Roi' }).waitFor();
    expect(await page.getByText('Ce que vous pouvez faire').count()).toBe(0);
    expect(await page.getByText('Vous avez choisi « Voir le calendrier ».').count()).toBe(1);
    expect(await page.getByRole('columnheader', { name: 'Phase' }).count()).toBe(1);
    expect(await page.evaluate<string>('document.activeElement.className')).toContain('message bot');
    expect(trial.bot.requests.map(({ ask }) => ask.kind)).toEqual(['text', 'run']);
    expect(trial.bot.requests[0]?.visitor).toEqual({
      platform: 'web',
      accountId: 'claire',
      email: 'claire.martin@choisy.example',
      name: 'Claire Martin',
      reference: {},
    });
    expect(window?.faults).toEqual([]);
  });

  it('takes a double click on one button as one act, and the same line typed twice as two', async () => {
    const page = await visit(desktop);
    await say(page, 'aide');
    await page.getByRole('button', { name: 'Voir le calendrier' }).dblclick();
    await page.getByRole('heading', { name: 'Calendrier de Choisy-le-Roi' }).waitFor();
    await say(page, 'calendrier');
    await say(page, 'calendrier');
    await page.getByRole('heading', { name: 'Calendrier de Choisy-le-Roi' }).nth(2).waitFor();
    const keys = trial.bot.requests.map(({ key }) => key);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((key) => /^web:[0-9a-f]{8}:[0-9a-f]{8}-\d+(\.\d+)?:[0-9a-f]{32}$/.test(key))).toBe(
      true,
    );
  });

  it('gives a refused form back with what was typed and the error read with its field', async () => {
    const page = await visit(desktop);
    await say(page, 'inscription');
    await fillIn(page, '12');
    await page.getByRole('button', { name: 'Transmettre à la Métropole' }).click();
    const phoneField = page.getByRole('textbox', { name: 'Téléphone' });
    await page.getByText('Erreur : Ce numéro ne comporte pas 10 chiffres.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Prénom et nom' }).inputValue()).toBe('Claire Martin');
    expect(await phoneField.inputValue()).toBe('12');
    expect(await phoneField.getAttribute('aria-invalid')).toBe('true');
    const described = await phoneField.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('10 chiffres');
    expect(await page.locator('[aria-invalid="true"]:focus').count()).toBe(1);
    await phoneField.fill('01 48 00 00 00');
    await page.getByRole('button', { name: 'Transmettre à la Métropole' }).click();
    await page.getByText('Votre demande est enregistrée').waitFor();
    const sent = trial.bot.requests.at(-1)?.ask;
    expect(sent).toEqual({
      kind: 'submit',
      command: 'inscription',
      values: {
        commune: 'Choisy-le-Roi',
        name: 'Claire Martin',
        email: 'claire@choisy.example',
        phone: '01 48 00 00 00',
        source: 'essai',
      },
    });
    expect(window?.faults).toEqual([]);
  });

  it('keeps the card when its button is refused, says why beneath, and closes a form without asking the bot', async () => {
    const page = await visit(desktop);
    await advance(page, 'Prochain message');
    await page.getByRole('button', { name: 'Refuser' }).click();
    await page.locator('.note').getByText('Commande inconnue. Vouliez-vous dire').waitFor();
    expect(await page.getByRole('button', { name: 'C’est noté' }).count()).toBe(1);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Refuser');
    await page.getByRole('button', { name: 'Me le rappeler le' }).click();
    await page.getByRole('button', { name: 'Fermer le formulaire' }).click();
    await page.getByRole('button', { name: 'C’est noté' }).waitFor();
    expect(trial.bot.requests.map(({ ask }) => ask.kind)).toEqual(['run', 'form']);
    await say(page, 'inscription');
    await page.getByRole('button', { name: 'Fermer le formulaire' }).click();
    await page.getByText('Formulaire fermé : rien n’a été enregistré.').waitFor();
  });

  it('moves the clock by a Paris day, a week, to the next message, and counts what others have not read', async () => {
    const page = await visit(desktop);
    expect(await clockOf(page)).toBe('lundi 18 mai 2026 9 h 00');
    await advance(page, '+1 jour');
    await page.getByText('L’horloge a avancé : aucun message.').waitFor();
    expect(await clockOf(page)).toBe('mardi 19 mai 2026 9 h 00');
    await advance(page, 'Prochain message');
    await page.getByText('1 message pour Claire Martin, 1 message pour Nadia Benali').waitFor();
    expect(await clockOf(page)).toBe('vendredi 22 mai 2026 9 h 00');
    expect(await page.getByText('Jalon vous écrit').first().isVisible()).toBe(true);
    const nadia = page.getByRole('button', { name: /^Nadia Benali.*1 message non lu/ });
    await nadia.click();
    const thread = page.getByRole('log', { name: 'Conversation de Nadia Benali avec Jalon' });
    await thread.getByText('Jalon vous écrit').waitFor();
    expect(await nadia.count()).toBe(0);
    expect(await thread.getByText('Bonjour Nadia Benali').count()).toBe(0);
    await advance(page, '+1 semaine');
    await page.getByText('1 message pour Claire Martin.').waitFor();
    expect(await clockOf(page)).toBe('vendredi 29 mai 2026 9 h 00');
    await page.getByRole('button', { name: 'Voir le fil de Claire Martin' }).click();
    const days = await page.locator('.day:visible').allTextContents();
    expect(days.map((day) => day.replaceAll('\u00a0', ' '))).toEqual([
      'lundi 18 mai 2026',
      'vendredi 22 mai 2026',
      'vendredi 29 mai 2026',
    ]);
    await advance(page, 'Prochain message');
    await page.getByText('Aucun message n’est prévu').waitFor();
    expect(window?.faults).toEqual([]);
  });

  it('shows a message that arrives by itself, and keeps what is half typed in another thread', async () => {
    const page = await visit(desktop);
    await say(page, 'inscription');
    await page.getByRole('textbox', { name: 'Prénom et nom' }).fill('Claire');
    await page.getByRole('button', { name: /^Paul Durand/ }).click();
    await page.getByText('Bonjour Paul Durand').waitFor();
    await trial.clock.advance(Temporal.Instant.from('2026-05-22T07:00:00Z'));
    await page.getByRole('button', { name: /^Claire Martin.*1 message non lu/ }).click();
    expect(await page.getByRole('textbox', { name: 'Prénom et nom' }).inputValue()).toBe('Claire');
  });

  it('is used with the keyboard alone, from the first suggestion to the receipt', async () => {
    const page = await visit(desktop);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Aller à la saisie');
    await tabTo(page, /^Devenir référente/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Transmettre à la Métropole' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Claire Martin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('claire@choisy.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('01 48 00 00 00');
    await tabTo(page, /^Transmettre/);
    const outline = 'getComputedStyle(document.activeElement).outlineStyle';
    expect(await page.evaluate<string>(outline)).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByText('Votre demande est enregistrée').waitFor();
    await tabTo(page, /^aide/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('aide');
    await page.keyboard.press('Enter');
    await page.getByText('Ce que vous pouvez faire').waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('line');
  });

  it('never scrolls sideways on a phone 320 pixels wide, and changes persona from its bar', async () => {
    const page = await visit(phone);
    await say(page, 'calendrier');
    await say(page, 'long');
    await say(page, 'inscription');
    await page.getByRole('button', { name: 'Transmettre à la Métropole' }).waitFor();
    const overflow =
      '[document.documentElement, document.querySelector("#scroller")].map((box) => box.scrollWidth - box.clientWidth)';
    expect(await page.evaluate<number[]>(overflow)).toEqual([0, 0]);
    await page.getByRole('button', { name: /Changer de personne/ }).click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: /^Nadia Benali/ }).isVisible()).toBe(false);
    await page.getByRole('button', { name: /Changer de personne/ }).click();
    await page.getByRole('button', { name: /^Nadia Benali/ }).click();
    await page.getByText('Bonjour Nadia Benali').waitFor();
    expect(await page.evaluate<number[]>(overflow)).toEqual([0, 0]);
    expect(window?.faults).toEqual([]);
  });

  it('shows the mails of who has nothing else as a mail program would, and no line to write in', async () => {
    const page = await visit(desktop);
    await page.getByRole('button', { name: /^Inès Roy/ }).click();
    await page.getByText('Inès Roy n’a que le courriel').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    const account = { platform: 'mail', id: 'ines.roy@choisy.example', email: null, reference: {} } as const;
    const blocks = [{ kind: 'text', weight: 'normal', text: 'Fin prévue le 31/05/2026.' }] as const;
    const mail = { name: 'x', title: 'Dans 9 jours', blocks, actions: [] };
    await trial.trial.mailMessenger.send({ ...account, seenAt: '', lostAt: null }, mail, {
      key: 'k',
      isLegal: false,
    });
    await page.getByText('[Jalon] Dans 9 jours').waitFor();
    const frame = page.frameLocator('iframe');
    await frame.getByText('Fin prévue le 31/05/2026.').waitFor();
    const link = frame.getByRole('link', { name: 'Tout ce que vous pouvez faire' });
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/jalon\.example\/suite\//);
    await page.waitForFunction('document.querySelector("iframe").style.height !== ""');
    const overflow =
      '((root) => root.scrollHeight - root.clientHeight)(document.querySelector("iframe").contentDocument.documentElement)';
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: /^Claire Martin/ }).click();
    expect(await page.getByRole('textbox').count()).toBe(1);
    expect(window?.faults).toEqual([]);
  });

  it('shows what people type as it is: no markdown, no HTML', async () => {
    const page = await visit(desktop);
    await say(page, '<img src=x onerror=alert(1)> **gras**');
    await page.getByText('<img src=x onerror=alert(1)> **gras**').waitFor();
    await say(page, 'long');
    await page.getByText('<b>gras</b> **étoiles**').waitFor();
    expect(window?.faults).toEqual([]);
  });

  it('takes a file along, chosen with the keyboard, named, taken away again, sent alone or with words', async () => {
    const page = await visit(desktop);
    await tabTo(page, /^Joindre un fichier$/);
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('attach');
    await choose(page, 'rapport.pdf');
    await page.getByRole('status').getByText('Fichier joint : rapport.pdf').waitFor();
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('line');
    await page.getByRole('button', { name: 'Retirer le fichier joint' }).press('Enter');
    expect(await page.getByText('Fichier joint').count()).toBe(0);
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('attach');
    await choose(page, 'rapport.pdf');
    await say(page, '');
    await page.locator('.visitor').getByText('Fichier joint : rapport.pdf').waitFor();
    expect(await page.locator('#attached').textContent()).toBe('');
    await page.locator('#attach').focus();
    await choose(page, 'rapport.pdf');
    await say(page, 'calendrier');
    await page.getByRole('heading', { name: 'Calendrier de Choisy-le-Roi' }).waitFor();
    expect(trial.bot.requests.map(({ ask }) => ask)).toEqual([
      { kind: 'text', text: '', files: expect.any(String) },
      { kind: 'text', text: 'calendrier', files: expect.any(String) },
    ]);
    await say(page, 'aide');
    expect(trial.bot.requests.at(-1)?.ask).toEqual({ kind: 'text', text: 'aide' });
    expect(window?.faults).toEqual([]);
  });

  it('keeps a file that did not leave', async () => {
    const page = await visit(phone);
    await page.locator('#attach').focus();
    await choose(page, `${'long-'.repeat(30)}.pdf`);
    await page.route('**/essai/api/**', (route) => route.abort());
    await say(page, 'aide');
    await page.getByRole('alert').getByText('Jalon ne répond pas').waitFor();
    expect(await page.getByLabel('Votre message à Jalon').inputValue()).toBe('aide');
    expect(await page.locator('.attached-name').textContent()).toContain('long-long-');
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
  });

  it('says so when Jalon does not answer, keeps the line, and recovers by itself', async () => {
    const page = await visit(desktop);
    await page.route('**/essai/api/**', (route) => route.abort());
    await say(page, 'aide');
    await page.getByRole('alert').getByText('Jalon ne répond pas').waitFor();
    expect(await page.getByLabel('Votre message à Jalon').inputValue()).toBe('aide');
    await page.unroute('**/essai/api/**');
    await page.getByText('Jalon ne répond pas').waitFor({ state: 'detached' });
  });

  it('starts afresh after a restart of the process, and says what lasts', async () => {
    const page = await visit(desktop);
    await say(page, 'aide');
    await page.getByText('Ce que vous pouvez faire').waitFor();
    await trial.close();
    trial = await startSampleTrial(trial.port);
    await page.getByText('Jalon a redémarré').waitFor();
    expect(await page.getByText('Ce que vous pouvez faire').count()).toBe(0);
    await page.getByText('Bonjour Claire Martin').waitFor();
  });

  it('says that it needs JavaScript where there is none', async () => {
    window = await openWindow({ ...desktop, javaScript: false });
    await window.page.goto(trial.url);
    expect(await window.page.getByText('a besoin de JavaScript').isVisible()).toBe(true);
    expect(await window.page.getByRole('button', { name: 'Envoyer' }).isVisible()).toBe(false);
  });

  it.each([false, true])('contrasts its texts 4.5 to 1 and its controls 3 to 1 (dark: %s)', async (dark) => {
    const page = await visit({ ...desktop, dark });
    const contrasts = await contrastsOf(page);
    expect(contrasts.filter(({ ratio, least }) => !(ratio >= least))).toEqual([]);
    expect(contrasts.length).toBeGreaterThan(20);
  });
});

async function say(page: Page, text: string): Promise<void> {
  const line = page.getByLabel('Votre message à Jalon');
  await line.fill(text);
  await line.press('Enter');
  await page.locator('#send:not([aria-disabled="true"])').waitFor();
}

/** From the focused button to the chooser of files. */
async function choose(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(fileOf('pdf')) });
}

async function advance(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Avancer l’horloge : ${name}` }).click();
  await page.locator('[data-move="day"][aria-disabled="false"]').waitFor();
}

async function fillIn(page: Page, phoneNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Prénom et nom' }).fill('Claire Martin');
  await page.getByRole('textbox', { name: 'Courriel' }).fill('claire@choisy.example');
  await page.getByRole('textbox', { name: 'Téléphone' }).fill(phoneNumber);
}

async function clockOf(page: Page): Promise<string> {
  const texts = await page.locator('#clock-day, #clock-hour').allTextContents();
  return texts.join(' ').replaceAll('\u00a0', ' ');
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent.trim()');
}

/** Presses Tab until the focus is on what reads so; fails when forty stops are not enough. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const text = await focused(page);
    if (name.test(text)) return;
    passed.push(text);
  }
  expect(passed).toContainEqual(expect.stringMatching(name));
}
