import type { Page } from 'playwright-core';
import { JalonError } from '../../src/usecases/errors.ts';

/** More than the clock meets on its way: a bound, should it stand still. */
const MOST_MESSAGES = 200;

export class PictureError extends JalonError {}

/** Takes somebody's place. */
export async function become(page: Page, name: string): Promise<void> {
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

/** Writes a line to Jalon and waits for what it answers. */
export async function say(page: Page, line: string, answer: string | RegExp): Promise<void> {
  await page.getByRole('textbox', { name: 'Votre message à Jalon' }).fill(line);
  await page.locator('#send:not([aria-disabled=true])').waitFor();
  await page.keyboard.press('Enter');
  await seen(page, answer);
}

/** Presses the newest button of that name, and waits for what it leads to. */
export async function press(page: Page, name: string, answer: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).filter({ visible: true }).last().click();
  await seen(page, answer);
}

/** Fills in a field of the newest form: a text, or one of a list by its label. */
export async function fill(page: Page, label: string | RegExp, value: string): Promise<void> {
  const field = page.getByLabel(label).filter({ visible: true }).last();
  const isList = (await field.evaluate((element: { tagName: string }) => element.tagName)) === 'SELECT';
  await (isList ? field.selectOption({ label: value }) : field.fill(value));
}

/** From message to message, until the clock stands on that Paris day (ISO) or beyond. */
export async function advanceTo(page: Page, isoDay: string): Promise<void> {
  const next = page.locator('[data-move=next-message]');
  for (let message = 0; message < MOST_MESSAGES; message += 1) {
    const day = await page.locator('#clock-day').getAttribute('datetime');
    if (day !== null && day >= isoDay) return;
    await next.click();
    await page.locator('[data-move=next-message]:not([aria-disabled=true])').waitFor();
  }
  throw new PictureError(`The clock did not reach ${isoDay}`);
}

function seen(page: Page, words: string | RegExp): Promise<void> {
  return page.getByText(words).filter({ visible: true }).last().waitFor();
}
