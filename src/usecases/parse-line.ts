import type { Values } from '../../cards/model.ts';
import { remembered } from '../domain/kernel/remember.ts';
import { fold, suggest } from '../domain/kernel/text.ts';
import { entryNamed } from '../domain/people/register.ts';
import type { Command } from './command.ts';
import { readDay } from './day-text.ts';

/** « Ville de Saint-Maur-des-Fossés » without its hyphens, with some room. */
const LONGEST_NAME_WORDS = 8;

export type ParsedLine =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly kind: 'command'; readonly command: Command; readonly values: Values };

/**
 * Reads a typed line: `referent changer Choisy-le-Roi`, `commune ajouter "Choisy-le-Roi" siren:219400223`. « jalon » and
 * « / » in front, « mes », accents, hyphens and case do not matter. Values stand in the order of the command's fields, or after the
 * field's name and a colon; quotes (" or « ») keep words together, as does the register for the name of a commune; the
 * last field, and one of several lines, takes what is left.
 */
export function parseLine(line: string, commands: readonly Command[]): ParsedLine {
  const tokens = tokensOf(line);
  const start = tokens[0] !== undefined && isCalled(tokens[0].text) ? tokens.slice(1) : tokens;
  if (start.length === 0) return { kind: 'empty' };
  const called = calledBy(start, commands) ?? calledBy(withoutMy(start), commands);
  if (called === null) return unknown(start, commands);
  const { command, rest, given } = called;
  const values = valuesOf(rest, { line, command, given });
  return { kind: 'command', command, values: { ...given, ...values } };
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  /** Where it stands in the line, end excluded. */
  readonly from: number;
  readonly to: number;
}

/** What is one word though it holds spaces: a time (« 10 h 30 »), a day of the month (« 2e mardi »). */
const WORD =
  '(?<!\\S)(?:\\d{1,2}\\sh(?:\\s?\\d{2})?|(?:[1-5]\\p{L}{0,3}|premier|deuxi[eè]me|second|troisi[eè]me|quatri[eè]me|dernier)\\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))(?!\\S)|\\S+';
const words = new RegExp(WORD, 'giu');
const quotedWords = new RegExp(`((?:[\\p{L}\\p{N}-]+:)?)("[^"]*"|«[^»]*»|“[^”]*”)|${WORD}`, 'giu');

function tokensOf(line: string): readonly Token[] {
  if (!/["«“]/u.test(line)) return [...line.matchAll(words)].map((found) => tokenOf(found, found[0], false));
  return [...line.matchAll(quotedWords)].map((found) => {
    const [whole, name, inQuotes] = found;
    return inQuotes === undefined
      ? tokenOf(found, whole, false)
      : tokenOf(found, `${name}${inQuotes.slice(1, -1).trim()}`, name === '');
  });
}

function tokenOf({ 0: whole, index }: RegExpExecArray, text: string, quoted: boolean): Token {
  return { text, quoted, from: index, to: index + whole.length };
}

function isCalled(word: string): boolean {
  return fold(word) === 'jalon';
}

interface Called {
  /** The word that it was called by, folded. */
  readonly word: string;
  readonly command: Command;
  /** What its word stands for by itself: see `Command.aliases`. */
  readonly given: Values;
  readonly rest: readonly Token[];
}

/** Everything that commands are called by, folded: their words, and their aliases with what they stand for. */
const vocabulary = remembered((commands: readonly Command[]) => {
  const calls = commands.flatMap((command) =>
    Object.entries({ [command.word]: {}, ...command.aliases }).map(([typed, given]) => {
      const word = fold(typed);
      return [word, { word, command, given }] as const;
    }),
  );
  return { byWord: new Map(calls), longest: Math.max(...calls.map(([word]) => word.split(' ').length)) };
});

/** The command of the longest word that the line begins with, typed with hyphens or spaces: « mes données ». */
function calledBy(tokens: readonly Token[], commands: readonly Command[]): Called | null {
  const { byWord, longest } = vocabulary(commands);
  const texts = tokens.slice(0, longest).map(({ text }) => text);
  return texts.reduce<Called | null>((found, _text, index) => {
    const called = byWord.get(fold(texts.slice(0, index + 1).join(' ')));
    const isLonger = called !== undefined && called.word.length > (found?.word.length ?? 0);
    return isLonger ? { ...called, rest: tokens.slice(index + 1) } : found;
  }, null);
}

/** « Mes échéances » asks for `echeances`. */
function withoutMy(tokens: readonly Token[]): readonly Token[] {
  return tokens[0] !== undefined && fold(tokens[0].text) === 'mes' ? tokens.slice(1) : [];
}

/** A known first word with an unknown second one suggests its own commands; otherwise the closest spellings do. */
function unknown(tokens: readonly Token[], commands: readonly Command[]): ParsedLine {
  const typed = tokens
    .slice(0, 2)
    .map((token) => token.text)
    .join(' ');
  const [first] = tokens.map((token) => fold(token.text));
  const words = commands.map((command) => command.word);
  const family = words.filter((word) => headOf(word) === first);
  if (family.length > 0) return { kind: 'unknown', typed, suggestions: family };
  const heads = [...new Set(words.map(headOf))];
  const whole = suggest(typed, words);
  const closest = suggest(String(first), heads).flatMap((head) =>
    words.filter((word) => headOf(word) === head),
  );
  return {
    kind: 'unknown',
    typed,
    suggestions: [...new Set([...(tokens.length > 1 ? whole : []), ...closest, ...whole])].slice(0, 5),
  };
}

function headOf(word: string): string {
  return word.replace(/ .*/u, '');
}

/** What may be typed, in the order of the fields, by folded name: nobody types a file. */
const fieldNames = remembered(
  ({ fields }: Command) =>
    new Map(
      Object.entries(fields)
        .filter(([, field]) => field.meta.widget !== 'hidden' && field.meta.widget !== 'file')
        .map(([name]) => [fold(name), name]),
    ),
);

interface Calling {
  readonly line: string;
  readonly command: Command;
  readonly given: Values;
}

function valuesOf(tokens: readonly Token[], { line, command, given }: Calling): Values {
  const byName = fieldNames(command);
  const isOpen = (name: string) => given[name] === undefined;
  const names = [...byName.values()].filter(isOpen);
  const values: Record<string, string> = {};
  const loose: Token[] = [];
  for (const token of tokens) {
    const [, name, value] = /^([\p{L}\p{N}-]+):([\s\S]*)$/u.exec(token.text) ?? [];
    const field = name === undefined ? undefined : byName.get(fold(name));
    if (token.quoted || field === undefined || value === undefined || !isOpen(field)) loose.push(token);
    else values[field] = value;
  }
  if (loose.length === 0) return values;
  const free = names.filter((name) => values[name] === undefined);
  const place = (some: readonly string[]) => placed(some, loose, line, command);
  const whole = place(free);
  const withoutCommune = place(free.filter((name) => name !== 'commune'));
  const days = (placing: Values) =>
    free.filter(
      (name) => command.fields[name]?.meta.widget === 'date' && readDay(placing[name] ?? '') !== null,
    );
  // Whoever has one commune need not name it: the days tell where the other words stand.
  return { ...values, ...(days(withoutCommune).length > days(whole).length ? withoutCommune : whole) };
}

/** Each word to its field, in order; the last field, or one of several lines, takes what is left. */
function placed(
  free: readonly string[],
  tokens: readonly Token[],
  line: string,
  { fields }: Command,
): Values {
  const values: Record<string, string> = {};
  let rest = tokens;
  free.forEach((name, index) => {
    const isText = fields[name]?.meta.widget === 'multiline';
    const taken =
      isText || index === free.length - 1
        ? rest.length
        : wordsFor(
            name,
            rest.map(({ text }) => text),
          );
    const own = rest.slice(0, taken);
    const value = isText ? asWritten(own, line) : own.map(({ text }) => text).join(' ');
    rest = rest.slice(taken);
    if (value !== '') values[name] = value;
  });
  return values;
}

/** A text keeps its line breaks and its quotes, but for those around the whole of it; a field named within it is left out. */
function asWritten(tokens: readonly Token[], line: string): string {
  const [first, ...others] = tokens;
  if (first === undefined) return '';
  if (others.length === 0) return first.text;
  return tokens
    .map(({ from, to }, index) => {
      const next = tokens[index + 1];
      const between = next === undefined ? '' : line.slice(to, next.from);
      return line.slice(from, to) + (/\S/u.test(between) ? ' ' : between);
    })
    .join('');
}

/** A beneficiary that only some meetings have is named where the register knows the word, and passed over elsewhere. */
function wordsFor(name: string, words: readonly string[]): number {
  if (name === 'commune') return wordsOfName(words);
  if (name !== 'collectivite') return 1;
  const length = wordsOfName(words);
  return length > 1 || entryNamed(words[0] ?? '') !== null ? length : 0;
}

/** « Choisy le Roi » is three words of one name: as many as the register knows together, else one. */
function wordsOfName(words: readonly string[]): number {
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 1; length -= 1) {
    if (entryNamed(words.slice(0, length).join(' ')) !== null) return length;
  }
  return 1;
}
