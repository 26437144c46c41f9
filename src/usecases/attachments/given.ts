import { fileLabel } from '../../../cards/files.ts';
import type { FieldOption, Form, Values } from '../../../cards/model.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';

/**
 * The files that a field's value names, none for no value. Refused: one that was not taken, that somebody else gave or
 * that was given too long ago, and more than `most`.
 */
export function filesIn(
  context: Pick<Context, 'givenFile'>,
  field: string,
  value: string | undefined,
  most: number,
): readonly KeptFile[] | Refusal {
  const tokens = tokensIn(value ?? '');
  if (tokens.length > most)
    return new Refusal({ code: 'too-many-files', max: most, given: tokens.length }, field);
  const files: KeptFile[] = [];
  for (const token of tokens) {
    const given = context.givenFile(token);
    if (given === null) return new Refusal({ code: 'file-gone' }, field);
    if (given.kind === 'refused') return new Refusal(given.reason, field);
    files.push(given.file);
  }
  return files;
}

/** The one file that a field's value names. Refused as `filesIn` does, and for a value that names none. */
export function fileIn(
  context: Pick<Context, 'givenFile'>,
  field: string,
  value: string,
): KeptFile | Refusal {
  const files = filesIn(context, field, value, 1);
  if (files instanceof Refusal) return files;
  const [file] = files;
  return file ?? new Refusal({ code: 'file-gone' }, field);
}

/** What a form shows of the files that were given already; those that were refused are told under their field. */
export function givenOptions(context: Pick<Context, 'givenFile'>, value: string): readonly FieldOption[] {
  return tokensIn(value).flatMap((token) => {
    const given = context.givenFile(token);
    return given?.kind === 'kept' ? [{ value: token, label: fileLabel(given.file) }] : [];
  });
}

/** The files that a form holds already: no platform has an input that would send them back. */
export function givenIn({ fields, values }: Form): Values {
  const given = fields.flatMap(({ name, widget }) => {
    const value = values[name];
    return widget === 'file' && value !== undefined ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}

/** What a field's value names, apart by white space. */
export function tokensIn(value: string): readonly string[] {
  return value.split(/\s+/u).filter((token) => token !== '');
}
