import type { Values } from '../../cards/model.ts';
import { shortened } from '../../cards/words.ts';
import { speaksOfPublishing } from '../domain/communication/publishing.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { remembered } from '../domain/kernel/remember.ts';
import { suggest } from '../domain/kernel/text.ts';
import { fileFieldOf, RECEIVE_FILES } from './attachments/receive.ts';
import type { Ask, CommandSummary } from './bot.ts';
import type { Command } from './command.ts';
import { isTyped } from './commands.ts';
import { RECALL_RULES } from './communication/rules-recall.ts';
import { LONGEST_HIDDEN } from './fields.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';

/** What a delivery asks for, before anybody looks at who asks. */
export type Wanted =
  | { readonly kind: 'do'; readonly command: Command; readonly values: Values }
  | { readonly kind: 'form'; readonly command: Command; readonly values: Values }
  | { readonly kind: 'unknown'; readonly typed: string; readonly suggestions: readonly string[] };

/**
 * Reads a typed line, a button or a filled-in form. Nothing typed is a call for help; what only buttons call cannot be
 * typed, since nobody could give its hidden values. Unknown words come with what may have been meant.
 */
export function wantedBy(ask: Ask, commands: readonly Command[]): Wanted {
  if (ask.kind !== 'text')
    return named(ask.command, commands, ask.values, ask.kind === 'form' ? 'form' : 'do');
  const line = parseLine(ask.text, typedCommands(commands));
  if (ask.files !== undefined) return withFiles(line, ask.files, commands);
  switch (line.kind) {
    case 'command':
      return { kind: 'do', command: line.command, values: line.values };
    case 'empty':
      return named('aide', commands, {}, 'do');
    case 'unknown':
      // Somebody who writes of publishing asks for no command, and is at the moment when the rules are forgotten.
      return speaksOfPublishing(ask.text)
        ? named(RECALL_RULES, commands, { ecrit: shortened(line.typed, LONGEST_HIDDEN) }, 'do')
        : unknown(line.typed, line.suggestions);
  }
}

/** Files for the command that came with them; on their own, whoever sent them is asked what for. */
function withFiles(line: ParsedLine, files: string, commands: readonly Command[]): Wanted {
  if (line.kind !== 'command') return named(RECEIVE_FILES, commands, { fichiers: files }, 'do');
  const { command, values } = line;
  const field = fileFieldOf(command);
  return { kind: 'do', command, values: field === null ? values : { ...values, [field]: files } };
}

const typedCommands = remembered((table: readonly Command[]) => table.filter(isTyped));

function named(word: string, commands: readonly Command[], values: Values, kind: 'do' | 'form'): Wanted {
  const command = commands.find((known) => known.word === word);
  if (command !== undefined) return { kind, command, values };
  const words = commands.filter(isTyped).map((known) => known.word);
  return unknown(word, suggest(word, words));
}

function unknown(typed: string, suggestions: readonly string[]): Wanted {
  return { kind: 'unknown', typed, suggestions };
}

/** With what may have been meant, as far as whoever asks may use it: no button leads to a second refusal. */
export function unknownCommand(
  { typed, suggestions }: Extract<Wanted, { kind: 'unknown' }>,
  usable: readonly CommandSummary[],
): Refusal {
  const offered = suggestions.filter((word) => usable.some((command) => command.word === word));
  return new Refusal({ code: 'unknown-command', typed, suggestions: offered });
}
