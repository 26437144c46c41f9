import type { Action, ActionStyle, Block, Card, Fact, Tone, Values } from './model.ts';
import { shortName } from './words.ts';

/** A paragraph. */
export function text(words: string): Block {
  return { kind: 'text', text: words, weight: 'normal' };
}

/** A paragraph of lesser weight: an article, a reminder of the rule. */
export function subtle(words: string): Block {
  return { kind: 'text', text: words, weight: 'subtle' };
}

/** A paragraph that stands out, as a small heading. */
export function strong(words: string): Block {
  return { kind: 'text', text: words, weight: 'strong' };
}

/** The names that the card's title shortens, in full. */
export function inFull(...names: readonly string[]): readonly Block[] {
  return names.filter((name) => shortName(name) !== name).map(text);
}

/** A sentence that says how things went. */
export function notice(tone: Tone, words: string): Block {
  return { kind: 'notice', tone, text: words };
}

/** Labelled values; those without a value are left out. */
export function facts(pairs: readonly (readonly [string, string | null])[]): Block {
  const known = pairs.flatMap(([label, value]): Fact[] => (value === null ? [] : [{ label, value }]));
  return { kind: 'facts', facts: known };
}

/** A bulleted list. */
export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** A button that runs a command. */
export function run(
  label: string,
  command: string,
  values: Values = {},
  style: ActionStyle = 'normal',
): Action {
  return { kind: 'run', label, command, values, style };
}

/** A button that opens a command's form. */
export function form(
  label: string,
  command: string,
  values: Values = {},
  style: ActionStyle = 'normal',
): Action {
  return { kind: 'form', label, command, values, style };
}

/** A card; its name names its preview. */
export function card(
  name: string,
  title: string,
  blocks: readonly Block[],
  actions: readonly Action[] = [],
): Card {
  return { name, title, blocks, actions };
}
