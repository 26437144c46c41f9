import { z } from 'zod';
import type { FieldOption, Widget } from '../../cards/model.ts';
import type { Reason } from '../domain/kernel/refusal.ts';
import { fold } from '../domain/kernel/text.ts';
import { readDay } from './day-text.ts';
import { phoneNumber } from './phone-number.ts';
import { readTime } from './time-text.ts';

/** Longest value that a button or a form carries, in characters. */
export const LONGEST_HIDDEN = 400;

/** Longest name of a given file as its field carries it, in characters, the space before the next one included. */
const LONGEST_TOKEN = 700;

/** How a field is shown; `hidden` is carried by buttons and never shown. */
export interface FieldMeta {
  readonly label: string;
  readonly widget: Widget | 'hidden';
  readonly hint: string | null;
  readonly maxLength: number | null;
  /** Where a choice's options come from: fixed, or read from the records for the person who asks. */
  readonly options: readonly FieldOption[] | KnownOptions;
  /** How many files at most; only for `file`. */
  readonly mostFiles?: number;
}

/** What the records hold, as far as the person who asks may see it. */
export type KnownOptions =
  | 'communes'
  | 'phases'
  | 'tracks'
  | 'meetings'
  | 'deliverables'
  | 'options'
  | 'incidents'
  | 'coordinators';

/** Every field's meta by schema; a command whose schema is not in it does not start. */
export const fieldMeta = z.registry<FieldMeta>();

export type TextField = z.ZodType<string, string>;
export type DayField = z.ZodType<Temporal.PlainDate, string>;

interface Shown {
  readonly label: string;
  readonly hint?: string;
}

/** One line of text, 1 to `max` characters. */
export function line(shown: Shown, max: number): TextField {
  return shownAs(bounded(1, max, /[\r\n]/u), 'text', shown, max);
}

/** Several lines of text. */
export function paragraph(shown: Shown, bounds: { readonly min: number; readonly max: number }): TextField {
  return shownAs(bounded(bounds.min, bounds.max, null), 'multiline', shown, bounds.max);
}

/** A day of the Paris calendar: `jj/mm/aaaa`, or ISO as date pickers send it. Days that do not exist are refused. */
export function day(shown: Shown): DayField {
  const schema = z.string().transform((typed, context) => {
    const read = readDay(typed);
    return read ?? refuse(context, { code: 'no-such-day', typed });
  });
  return shownAs(schema, 'date', shown, null);
}

/** A wall time of Paris, `10:00`, `10h30` or « 10 h 30 »; kept as `10:00`. Times that do not exist are refused. */
export function time(shown: Shown): TextField {
  const schema = z.string().transform((typed, context) => {
    const read = readTime(typed);
    return read ?? refuse(context, { code: 'no-such-time', typed });
  });
  return shownAs(schema, 'text', { hint: '10:00', ...shown }, 12);
}

/** An e-mail address, in lower case. */
export function email(shown: Shown): TextField {
  const schema = z.string().transform((typed, context) => {
    const address = typed.toLowerCase();
    return z.email().max(254).safeParse(address).success
      ? address
      : refuse(context, { code: 'invalid-email', typed });
  });
  return shownAs(schema, 'email', shown, 254);
}

/** A phone number of metropolitan France, or any with its country code; kept as E.164. Its command prepares `loadNumberingPlans`. */
export function phone(shown: Shown): TextField {
  const schema = z
    .string()
    .transform((typed, context) => phoneNumber(typed) ?? refuse(context, { code: 'invalid-phone', typed }));
  return shownAs(schema, 'phone', shown, 30);
}

/** A delay in days: `+45j`, `6s` (weeks), `1m` (months of 30 days); 1 to 730 days. */
export function delayDays(shown: Shown): z.ZodType<number, string> {
  const schema = z.string().transform((typed, context) => {
    const [, digits, unit] = /^\+?\s*(\d{1,3})\s*(j|jours?|s|semaines?|m|mois)?$/iu.exec(typed) ?? [];
    const days = Number(digits) * daysIn(unit?.toLowerCase());
    return days >= 1 && days <= 730 ? days : refuse(context, { code: 'no-such-delay', typed });
  });
  return shownAs(schema, 'text', shown, 12);
}

function daysIn(unit: string | undefined): number {
  if (unit?.startsWith('s') === true) return 7;
  return unit?.startsWith('m') === true ? 30 : 1;
}

/** A choice among fixed values; what is typed may also be a label; accents and case do not matter. */
export function choice(shown: Shown, options: readonly FieldOption[]): TextField {
  const schema = z.string().transform((typed, context) => {
    const wanted = fold(typed);
    const found = options.find((o) => fold(o.value) === wanted || fold(o.label) === wanted);
    return (
      found?.value ?? refuse(context, { code: 'not-a-choice', typed, choices: options.map((o) => o.label) })
    );
  });
  return shownAs(schema, 'choice', shown, null, options);
}

/** A beneficiary, a phase, a track or a meeting: chosen in a form, typed freely in a line and resolved by the command. */
export function known(shown: Shown, options: KnownOptions): TextField {
  return shownAs(bounded(1, 200, /[\r\n]/u), 'choice', shown, null, options);
}

/** Files that whoever asks has given, at most so many: see `filesIn`. */
export function attachment(shown: Shown, mostFiles: number): TextField {
  const schema = bounded(1, mostFiles * LONGEST_TOKEN, null);
  const { label, hint = null } = shown;
  fieldMeta.add(schema, { label, widget: 'file', hint, maxLength: null, options: [], mostFiles });
  return schema;
}

/** A value that buttons carry and nobody types. */
export function hidden(): TextField {
  return shownAs(bounded(1, LONGEST_HIDDEN, null), 'hidden', { label: '' }, null);
}

/** Files that came with a message, however many: see `filesIn`. */
export function hiddenFiles(): TextField {
  return shownAs(bounded(1, 20_000, null), 'hidden', { label: '' }, null);
}

function bounded(min: number, max: number, forbidden: RegExp | null): z.ZodType<string, string> {
  return z.string().transform((typed, context) => {
    if (typed.length > max) return refuse(context, { code: 'too-long', max, length: typed.length });
    if (typed.length < min) return refuse(context, { code: 'too-short', min });
    if (forbidden?.test(typed) === true) return refuse(context, { code: 'invalid-value', typed });
    return typed;
  });
}

function shownAs<S extends z.ZodType>(
  schema: S,
  widget: FieldMeta['widget'],
  shown: Shown,
  maxLength: number | null,
  options: FieldMeta['options'] = [],
): S {
  fieldMeta.add(schema, { label: shown.label, widget, hint: shown.hint ?? null, maxLength, options });
  return schema;
}

function refuse(context: z.RefinementCtx<string>, reason: Reason): never {
  context.addIssue({ code: 'custom', params: { reason }, input: '' });
  return z.NEVER;
}
