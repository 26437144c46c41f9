import type { types } from '@slack/bolt';
import { FILE_EXTENSIONS, replaceableFiles } from '../../../cards/files.ts';
import type { Field, FieldOption } from '../../../cards/model.ts';
import { modalWords, tooLongToShow } from '../../../cards/slack.ts';
import { drawBlock, plain } from './blocks.ts';
import { LimitError, limits, within } from './limits.ts';

/** Every field's only element. */
export const fieldActionId = 'value';

const fieldPrefix = 'field:';

export function fieldBlockId(name: string): string {
  return `${fieldPrefix}${name}`;
}

/** The field that a block id names; null when it is not a field's block. */
export function fieldNameOf(blockId: string): string | null {
  return blockId.startsWith(fieldPrefix) ? blockId.slice(fieldPrefix.length) : null;
}

/** Whether this value is longer than Slack lets a text field show. */
export function isTooLongToShow(field: Field, value: string | undefined): boolean {
  return isText(field) && (value ?? '').length > limits.fieldText;
}

/**
 * Draws a field and, under it, its error: Slack shows errors by itself only in answer to a submission.
 * A value that its widget cannot show (a day that does not exist, an unknown choice) is left out, its error stays.
 * `isWatched` has Slack tell what is typed as it is typed: of a form that is closed it does not tell what stood in it.
 */
export function drawField(
  field: Field,
  value: string | undefined,
  error: string | undefined,
  isWatched = false,
): types.KnownBlock[] {
  const input: types.InputBlock = {
    type: 'input',
    block_id: fieldBlockId(field.name),
    label: plain(within(`the label of the field ${field.name}`, field.label, limits.fieldLabel)),
    optional: !field.required || isGiven(field),
    ...(isWatched && field.widget !== 'file' ? { dispatch_action: true } : {}),
    element: isWatched ? watched(elementOf(field, value ?? '')) : elementOf(field, value ?? ''),
    ...(field.hint === null
      ? {}
      : { hint: plain(within(`the hint of the field ${field.name}`, field.hint, limits.fieldHint)) }),
  };
  const sentences = [error, isTooLongToShow(field, value) ? tooLongToShow(limits.fieldText) : undefined];
  const under = sentences.flatMap((text) =>
    text === undefined ? [] : drawBlock({ kind: 'notice', tone: 'refusal', text }),
  );
  return [...givenBlocks(field), input, ...under.map((drawn) => drawn.block)];
}

/** Slack's own field for files starts empty: what was given already stands above it. */
function givenBlocks(field: Field): types.KnownBlock[] {
  if (!isGiven(field)) return [];
  const text = replaceableFiles(field.options.map(({ label }) => label));
  return drawBlock({ kind: 'text', text, weight: 'normal' }).map((drawn) => drawn.block);
}

function isGiven({ widget, options }: Field): boolean {
  return widget === 'file' && options.length > 0;
}

type OptionGroup = NonNullable<types.StaticSelect['option_groups']>[number];

function elementOf(field: Field, value: string): types.InputBlock['element'] {
  switch (field.widget) {
    case 'text':
    case 'phone':
      return textInput(field, value, false);
    case 'multiline':
      return textInput(field, value, true);
    case 'email':
      return emailInput(field, value);
    case 'date': {
      const day = isoDay(value);
      return { type: 'datepicker', action_id: fieldActionId, ...(day === null ? {} : { initial_date: day }) };
    }
    case 'choice':
      return field.options.length === 0 ? textInput(field, value, false) : select(field, value);
    case 'file':
      return {
        type: 'file_input',
        action_id: fieldActionId,
        filetypes: [...FILE_EXTENSIONS],
        max_files: field.mostFiles ?? 1,
      };
  }
}

/** Without it, Slack tells of a text once Enter is pressed, which in several lines begins the next one. */
function watched(element: types.InputBlock['element']): types.InputBlock['element'] {
  if (element.type !== 'plain_text_input' && element.type !== 'email_text_input') return element;
  return { ...element, dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
}

function isText(field: Field): boolean {
  switch (field.widget) {
    case 'text':
    case 'phone':
    case 'multiline':
    case 'email':
      return true;
    case 'date':
    case 'choice':
    case 'file':
      return false;
  }
}

function textInput(field: Field, value: string, multiline: boolean): types.PlainTextInput {
  const max = Math.min(field.maxLength ?? limits.fieldText, limits.fieldText);
  return {
    type: 'plain_text_input',
    action_id: fieldActionId,
    multiline,
    // Slack refuses a view whose initial value is longer than its maximum: the command's own check then speaks.
    ...(value.length <= max ? { max_length: max } : {}),
    ...(value === '' || value.length > limits.fieldText ? {} : { initial_value: value }),
  };
}

/** Slack refuses a view whose initial e-mail is none: what was typed wrong is shown in a text field to be corrected. */
function emailInput(field: Field, value: string): types.EmailInput | types.PlainTextInput {
  if (value === '') return { type: 'email_text_input', action_id: fieldActionId };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return textInput(field, value, false);
  return { type: 'email_text_input', action_id: fieldActionId, initial_value: value };
}

function select(field: Field, value: string): types.StaticSelect {
  const initial = field.options.find((option) => option.value === value || option.label === value);
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: fieldActionId,
    placeholder: plain(modalWords.choose),
    ...(initial === undefined ? {} : { initial_option: optionOf(initial) }),
  };
  if (field.options.length > limits.options) return { ...element, option_groups: groupsOf(field) };
  return { ...element, options: field.options.map(optionOf) };
}

function optionOf(option: FieldOption): types.PlainTextOption {
  return {
    text: plain(within('the label of an option', option.label, limits.optionText)),
    value: within('the value of an option', option.value, limits.optionValue),
  };
}

/** Options by initial letter, accents aside; a letter with more than 100 options has several groups. */
function groupsOf(field: Field): OptionGroup[] {
  const byLetter = Object.groupBy(field.options, (option) => initialOf(option.label));
  const groups = Object.entries(byLetter)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([letter, options = []]) => groupsOfLetter(letter, options));
  if (groups.length > limits.optionGroups) {
    throw new LimitError(
      `the field ${field.name} has ${field.options.length} options, more than a list takes`,
    );
  }
  return groups;
}

function groupsOfLetter(letter: string, options: readonly FieldOption[]): OptionGroup[] {
  const groups: OptionGroup[] = [];
  for (let start = 0; start < options.length; start += limits.options) {
    const rank = start / limits.options + 1;
    const label = options.length > limits.options ? `${letter} (${rank})` : letter;
    groups.push({ label: plain(label), options: options.slice(start, start + limits.options).map(optionOf) });
  }
  return groups;
}

function initialOf(label: string): string {
  const [first = '#'] = label.normalize('NFD');
  return first.toUpperCase();
}

/** The ISO day of `2026-07-15` or `15/07/2026`; null when there is no such day. */
function isoDay(value: string): string | null {
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value);
  const iso = french === null ? value : `${french[3]}-${french[2]}-${french[1]}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  return day <= daysInMonth ? iso : null;
}
