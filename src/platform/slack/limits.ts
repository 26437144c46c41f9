import { JalonError } from '../../usecases/errors.ts';

/** Slack's limits: counts of things, lengths in characters. */
export const limits = {
  blocksInMessage: 50,
  blocksInModal: 100,
  blocksInHome: 100,
  header: 150,
  section: 3_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  buttonsInBlock: 25,
  url: 3_000,
  actionId: 255,
  modalTitle: 24,
  modalSubmit: 24,
  metadata: 3_000,
  fieldLabel: 2_000,
  fieldHint: 2_000,
  fieldText: 3_000,
  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 75,
  placeholder: 150,
} as const;

/**
 * Slack refuses some messages from about 11,000 characters of blocks on (`msg_blocks_too_long`), well under every
 * limit that it documents: pages are kept below this length of JSON.
 */
export const pageLength = 9_000;

/** Slack takes views of 250 KB: as many accented letters, with room to spare, in characters of JSON. */
export const homeLength = 100_000;

/** Longest text put beside the blocks for notifications and screen readers. */
export const fallbackLength = 2_900;

/** A card or a form holds something that Slack cannot take and that cannot be split: a fault of the card, not of a person. */
export class LimitError extends JalonError {}

/** The text, or `LimitError` when it is longer than `max`. */
export function within(what: string, text: string, max: number): string {
  if (text.length > max)
    throw new LimitError(`${what} is ${text.length} characters long, Slack takes ${max}`);
  return text;
}
