import type { Ask } from '../../usecases/bot.ts';
import { at, isRecord, textAt } from './json.ts';

/** What a card or a form sends beside its inputs. */
const OWN_NAMES = new Set(['command', 'values', 'verb', 'opening', 'msteams']);

const LONGEST_COMMAND = 200;

/**
 * What a pressed button or a sent form asks: `data` is what the card carried, with the inputs that the host added.
 * Null when it is not of this bot's making.
 */
export function askOf(verb: unknown, data: unknown): Exclude<Ask, { kind: 'text' }> | null {
  if (verb !== 'run' && verb !== 'form' && verb !== 'submit') return null;
  const command = textAt(data, 'command');
  const carried = at(data, 'values') ?? {};
  if (!isRecord(data) || command === null || command.length > LONGEST_COMMAND || !isRecord(carried))
    return null;
  const values: [string, string][] = [];
  const typed = Object.entries(data).filter(([name]) => !OWN_NAMES.has(name));
  for (const [name, value] of [...Object.entries(carried), ...typed]) {
    if (typeof value === 'string') values.push([name, value]);
    else if (typeof value === 'number' || typeof value === 'boolean') values.push([name, String(value)]);
    else return null;
  }
  return { kind: verb, command, values: Object.fromEntries(values) };
}
