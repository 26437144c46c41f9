import { afterEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { card, facts, form as formAction, notice, run, text } from '../../cards/blocks.ts';
import type { Card } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { field, LOOK, type SamplePages, sampleForm, startPages } from '../contract/drivers/sample-pages.ts';
import { openWindow, type Window, type WindowOptions } from './trial/browser.ts';
import { contrastsOf } from './trial/contrast.ts';

const LONG = 'Amélioration-de-la-circulation-de-l’information-interne-et-aide-à-la-rédaction';

const everything: Card = card(
  'help',
  `Ce que vous pouvez faire : ${LONG}`,
  [
    text(LONG),
    notice('warning', 'La date est passée.'),
    facts([
      ['calendrier', 'voir les étapes'],
      [LONG, LONG],
    ]),
    { kind: 'list', items: [LONG, 'deux'] },
    {
      kind: 'table',
      columns: ['Étape', 'Période', 'Jours', 'Cause'],
      rows: [[LONG, '01/03/2026 – 31/05/2026', '92', LONG]],
    },
    { kind: 'code', text: `${'█'.repeat(80)}\n${LONG}` },
  ],
  [
    run('Transmettre', 'etape retard', {}, 'primary'),
    run('Annuler', 'annuler', {}, 'danger'),
    formAction(LONG.slice(0, 70), 'etape retard'),
  ],
);

const form = sampleForm(
  [
    field('commune', { widget: 'choice', required: true, options: [{ value: 'a', label: LONG }] }),
    field('date', { widget: 'date', required: true }),
    field('cause', { widget: 'multiline', maxLength: 500, hint: 'En quelques mots' }),
    field('courriel', { widget: 'email' }),
  ],
  { title: 'Signaler un retard' },
);
const refused: Reply = {
  kind: 'refused',
  card: everything,
  form: {
    ...form,
    errors: { date: "« 31/02/2026 » n'est pas une date du calendrier.", cause: 'Trop long.' },
    values: { date: '31/02/2026', cause: LONG },
  },
};

describe('the pages in a browser', () => {
  let pages: SamplePages | null = null;
  let window: Window | null = null;

  afterEach(async () => {
    await window?.close();
    await pages?.close();
    window = null;
    pages = null;
  });

  async function visit(options: WindowOptions, path?: string): Promise<Page> {
    const shown = await startPages(({ ask }) => {
      if (ask.kind === 'submit') return refused;
      return ask.kind === 'form' ? { kind: 'form', form } : { kind: 'card', card: everything };
    });
    pages = shown;
    window = await openWindow(options);
    await window.page.goto(`${shown.origin}${path ?? shown.path()}`);
    return window.page;
  }

  async function overflowOf(page: Page): Promise<number> {
    return page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
  }

  /** What can be pressed, smaller than 44 pixels high, but for links within a sentence. */
  async function smallTargets(page: Page): Promise<readonly string[]> {
    return page.evaluate<
      string[]
    >(`[...document.querySelectorAll('a:not(.skip), button, select, textarea, input:not([type=hidden])')]
      .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML)`);
  }

  it.each([
    ['light', false],
    ['dark', true],
  ])('have contrasts of level AA in the %s scheme', async (_, dark) => {
    const page = await visit({ width: 1280, height: 800, dark });
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(20);
    expect(contrasts.filter(({ ratio, least }) => !(ratio >= least))).toEqual([]);
  });

  it('fit a screen 320 pixels wide: no sideways scroll, targets of 44 pixels, tables in a box of their own', async () => {
    const page = await visit({ width: 320, height: 600 });
    expect(await overflowOf(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    const table = '((box) => box.scrollWidth > box.clientWidth)(document.querySelector(".scroll"))';
    expect(await page.evaluate<boolean>(table)).toBe(true);
    await page.getByRole('link', { name: LONG.slice(0, 70) }).click();
    expect(await overflowOf(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await page.getByRole('button', { name: 'Transmettre' }).click();
    await page.getByRole('alert').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await page.goto(`${pages?.origin}/acces`);
    expect(await overflowOf(page)).toBe(0);
    await page.goto(`${pages?.origin}/suite/x`);
    expect(await overflowOf(page)).toBe(0);
  });

  it('that a receipt leads to fits a telephone and is read in both schemes (art. 3)', async () => {
    const checkIncident = async () => ({ at: '2026-07-09T15:58:00Z', holds: true });
    for (const dark of [false, true]) {
      const shown = await startPages(undefined, { checkIncident });
      pages = shown;
      window = await openWindow({ width: 320, height: 560, dark });
      const { page } = window;
      await page.goto(`${shown.origin}/verification/INC-2026-0031/${'7'.repeat(64)}`);
      expect(await page.title()).toBe("INC-2026-0031\u00a0: l'empreinte concorde – Jalon");
      expect(await overflowOf(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
      const contrasts = await contrastsOf(page);
      expect(contrasts.length).toBeGreaterThan(3);
      expect(contrasts.filter(({ ratio, least }) => !(ratio >= least))).toEqual([]);
      await window.close();
      await shown.close();
    }
    window = null;
    pages = null;
  });

  it('are used without JavaScript and with the keyboard alone, from the skip link to what is to be put right', async () => {
    const page = await visit({ width: 1280, height: 800, javaScript: false }, undefined);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('calendrier');
    await page.goto(`${pages?.origin}${pages?.path({ ...LOOK, kind: 'form' })}`);
    await page.getByLabel('Nom de date').fill('31/02/2026');
    await page.getByLabel('Nom de cause').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toBe('Erreur\u00a0: Signaler un retard – Jalon');
    expect(await page.locator(':focus').getAttribute('class')).toBe('summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const date = page.getByRole('textbox', { name: 'Nom de date' });
    expect(await page.locator(':focus').getAttribute('name')).toBe('date');
    expect(await date.inputValue()).toBe('31/02/2026');
    const described = (await date.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const said = await Promise.all(described.map((id) => page.locator(`#${id}`).textContent()));
    expect(said.join(' ')).toContain("Erreur\u00a0: « 31/02/2026 » n'est pas une date du calendrier.");
    expect(window?.faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  });

  it('show where the focus is, and say of whom each control is by its label', async () => {
    const page = await visit({ width: 1280, height: 800 }, undefined);
    await page.goto(`${pages?.origin}${pages?.path({ ...LOOK, kind: 'form' })}`);
    for (const name of ['Nom de commune', 'Nom de date', 'Nom de cause', 'Nom de courriel'])
      expect(await page.getByLabel(name).count()).toBe(1);
    await page.getByLabel('Nom de date').focus();
    expect(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')).toBe(
      'solid',
    );
    expect(window?.faults).toEqual([]);
  });
});
