import type { Action, Card, Form } from '../../../cards/model.ts';
import { tooLongToShow } from '../../../cards/slack.ts';
import { labelled } from '../../../cards/teams.ts';
import { givenIn } from '../../usecases/attachments/given.ts';
import { PayloadError } from '../../usecases/errors.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { actionData, type CardPlace, isSafeLink, renderActions, sendButton } from './action.ts';
import { renderBlock, renderTitle } from './block.ts';
import { renderField } from './field.ts';
import { plainLines } from './plain-text.ts';

/** What one message of Teams may weigh, in bytes of JSON, its envelope included. */
export const CARD_LIMIT_BYTES = 28 * 1024;

/** Longest value that a form too heavy for a message still shows, in characters: all its fields fit with as much. */
const LONGEST_KEPT = 1_000;

/** Names that a form's data already uses: inputs are added beside them. */
const RESERVED_NAMES = new Set(['command', 'values', 'verb', 'opening', 'msteams']);

export interface FormPlace {
  readonly place: 'conversation' | 'dialog';
  /** Tells one opening of the form from another: the same form sent twice is one act, opened anew it is another. */
  readonly opening?: string;
}

/** A card as Adaptive Card 1.5. Its length is the business of `pages`, which the caller asks first. */
export function renderCard(card: Card, where: CardPlace): JsonObject {
  const rows = renderActions(card.actions, where);
  const [onlyRow] = rows;
  const single = rows.length === 1 && onlyRow !== undefined;
  return adaptiveCard(
    card.title,
    [
      renderTitle(card.title),
      ...card.blocks.flatMap(renderBlock),
      ...card.actions.flatMap(linkAsText),
      ...(single ? [] : rows.map((actions) => ({ type: 'ActionSet', actions }))),
    ],
    single ? onlyRow : [],
  );
}

/**
 * A form as Adaptive Card 1.5: inputs carry their field's name as id, typed values are kept, errors stand under
 * their field. A value that outweighs what a message takes is left out, and its field says so. Throws `PayloadError`
 * for a field name that the form's own data needs, or a form too long to show.
 */
export function renderForm(form: Form, where: FormPlace): JsonObject {
  for (const { name } of form.fields) {
    if (RESERVED_NAMES.has(name))
      throw new PayloadError(`Field name « ${name} » of ${form.command} is reserved`);
  }
  const whole = formCard(form, where);
  if (weightOf(whole) <= CARD_LIMIT_BYTES) return whole;
  const card = formCard(withoutLongValues(form), where);
  const bytes = weightOf(card);
  if (bytes > CARD_LIMIT_BYTES) {
    throw new PayloadError(
      `The form of ${form.command} weighs ${bytes} bytes: Teams takes ${CARD_LIMIT_BYTES}`,
    );
  }
  return card;
}

function withoutLongValues(form: Form): Form {
  const files = givenIn(form);
  const long = Object.keys(form.values).filter(
    (name) => (form.values[name] ?? '').length > LONGEST_KEPT && files[name] === undefined,
  );
  const kept = Object.entries(form.values).filter(([name]) => !long.includes(name));
  const told = long.map((name) => [name, `${form.errors[name] ?? ''} ${tooLongToShow(LONGEST_KEPT)}`.trim()]);
  return {
    ...form,
    values: Object.fromEntries(kept),
    errors: { ...form.errors, ...Object.fromEntries(told) },
  };
}

function formCard(form: Form, where: FormPlace): JsonObject {
  const opening = where.opening === undefined ? {} : { opening: where.opening };
  const data = { ...actionData(form.command, { ...form.hidden, ...givenIn(form) }), ...opening };
  const submit = {
    ...sendButton('submit', form.submitLabel, 'primary', data, where.place),
    associatedInputs: 'auto',
  };
  const named = new Set(form.fields.map((field) => field.name));
  const elsewhere = Object.entries(form.errors).filter(([name]) => !named.has(name));
  return adaptiveCard(
    form.title,
    [
      ...(where.place === 'dialog' ? [] : [renderTitle(form.title)]),
      ...form.intro.flatMap(renderBlock),
      ...elsewhere.flatMap(([, error]) => plainLines(error, { color: 'Attention' })),
      ...form.fields.flatMap((field) => renderField(field, form)),
    ],
    [submit],
  );
}

/** Bytes of a card as it travels. */
export function weightOf(card: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(card));
}

function adaptiveCard(
  title: string,
  body: readonly JsonObject[],
  actions: readonly JsonObject[],
): JsonObject {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: title,
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
}

function linkAsText(action: Action): readonly JsonObject[] {
  return action.kind === 'link' && !isSafeLink(action.url)
    ? plainLines(labelled(action.label, action.url))
    : [];
}
