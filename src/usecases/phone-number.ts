import type { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { JalonError } from './errors.ts';

let read: typeof parsePhoneNumberFromString | null = null;

class NotLoadedError extends JalonError {}

/**
 * Loads the numbering plans of every country, once: 10 MiB that most processes need for no command of theirs. Commands
 * that take a phone number wait for it before they read what was typed (`CommandSpec.prepare`).
 */
export async function loadNumberingPlans(): Promise<void> {
  if (read !== null) return;
  const library = await import('libphonenumber-js/max');
  read = library.parsePhoneNumberFromString;
}

/** A phone number of metropolitan France, or any with its country code, as E.164; null for what is none. */
export function phoneNumber(typed: string): string | null {
  if (read === null) throw new NotLoadedError('the numbering plans are not loaded');
  const number = read(typed, 'FR');
  return number?.isValid() === true ? number.number : null;
}
