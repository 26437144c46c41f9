import { GIVE_FIRST, givenFiles } from '../../../cards/files.ts';
import type { Field, Form } from '../../../cards/model.ts';
import { fieldError, REQUIRED_FIELD } from '../../../cards/teams.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { plainLines } from './plain-text.ts';

const LONGEST_PLACEHOLDER = 60;

/** One field: its input with label, then its hint when no placeholder can hold it, then its error in red. */
export function renderField(field: Field, form: Form): readonly JsonObject[] {
  const value = form.values[field.name] ?? '';
  const error = form.errors[field.name];
  const below: JsonObject[] = [];
  if (field.hint !== null && !hintFitsInside(field)) {
    below.push(...plainLines(field.hint, { isSubtle: true, size: 'Small' }, 'Small'));
  }
  if (error !== undefined) below.push(...plainLines(fieldError(error), { color: 'Attention' }, 'Small'));
  return [renderInput(field, value), ...below];
}

function renderInput(field: Field, value: string): JsonObject {
  const common = {
    id: field.name,
    label: field.label,
    ...(field.required ? { isRequired: true, errorMessage: REQUIRED_FIELD } : {}),
    ...(field.hint !== null && hintFitsInside(field) ? { placeholder: field.hint } : {}),
  };
  switch (field.widget) {
    case 'text':
      return textInput(common, field, value, {});
    case 'multiline':
      return textInput(common, field, value, { isMultiline: true });
    case 'email':
      return textInput(common, field, value, { style: 'Email' });
    case 'phone':
      return textInput(common, field, value, { style: 'Tel' });
    case 'date':
      return dateInput(common, field, value);
    case 'choice':
      // A choice among nothing is refused by Microsoft's parser: what there is to say can still be typed.
      return field.options.length === 0
        ? textInput(common, field, value, {})
        : choiceInput(common, field, value);
    case 'file':
      return fileText(field);
  }
}

/** Cards have no field for files: what was sent to the bot before is told, or how to. The form carries it. */
function fileText({ name, label, options }: Field): JsonObject {
  const said = options.length === 0 ? GIVE_FIRST : givenFiles(options.map((option) => option.label));
  return {
    type: 'Container',
    id: name,
    items: [...plainLines(label), ...plainLines(said, { isSubtle: true }, 'None')],
  };
}

/** What was typed is never cut: a value longer than the limit lifts it, so that it can be shortened by hand. */
function textInput(common: JsonObject, field: Field, value: string, kind: JsonObject): JsonObject {
  const limit = field.maxLength === null ? {} : { maxLength: Math.max(field.maxLength, value.length) };
  return { type: 'Input.Text', ...common, ...kind, ...limit, ...(value === '' ? {} : { value }) };
}

/** A calendar, which can only show a day that exists: what else was typed comes back in a text field. */
function dateInput(common: JsonObject, field: Field, value: string): JsonObject {
  if (value === '') return { type: 'Input.Date', ...common };
  const isoDay = isoDayOf(value);
  if (isoDay === null) return textInput(common, field, value, {});
  return { type: 'Input.Date', ...common, value: isoDay };
}

/** The ISO day of `2026-05-31` or `31/05/2026`; null when there is no such day. */
function isoDayOf(typed: string): string | null {
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(typed.trim());
  const iso = french === null ? typed.trim() : `${french[3]}-${french[2]}-${french[1]}`;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(iso);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return null;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth ? iso : null;
}

/** Options are the whole list: a drop-down takes hundreds. Its « filtered » style is not in the published schema. */
function choiceInput(common: JsonObject, field: Field, value: string): JsonObject {
  const known = field.options.some((option) => option.value === value);
  const choices = field.options.map((option) => ({ title: option.label, value: option.value }));
  return { type: 'Input.ChoiceSet', ...common, style: 'compact', choices, ...(known ? { value } : {}) };
}

/** Calendars and files show no placeholder, and a long one is cut by the width of the field. */
function hintFitsInside(field: Field): boolean {
  const hasPlaceholder = field.widget !== 'date' && field.widget !== 'file';
  return field.hint !== null && field.hint.length <= LONGEST_PLACEHOLDER && hasPlaceholder;
}
