import { expect } from '@jest/globals';
import { givenFiles } from '../../../cards/files.ts';
import type { Block, Card, Field, Form } from '../../../cards/model.ts';
import type { Reply } from '../../../src/usecases/bot.ts';
import { readDay } from '../../../src/usecases/day-text.ts';
import { folded, type Shown } from './shown.ts';

/** The longest value that Slack lets a field show. */
const SHOWN_WHOLE = 3000;

/** A platform shows the whole of a reply and nothing else: title, every fact, buttons in order, fields, errors. */
export function expectAgreement(reply: Reply | undefined, shown: Shown): void {
  if (reply?.kind === 'form') expectForm(reply.form, shown);
  else if (reply?.kind === 'card') expectCard(reply.card, shown);
  else if (reply === undefined) expect(shown).toBe('the platform asked the bot nothing');
  else if (reply.form === null) expectCard(reply.card, shown);
  else if (Object.keys(reply.form.errors).length > 0) expectForm(reply.form, shown);
  else {
    expect(reply.card.blocks.flatMap(saidBy).filter((said) => !shown.text.includes(said))).toEqual([]);
    expect(shown.fields.map(({ name }) => name)).toEqual(reply.form.fields.map(({ name }) => name));
  }
}

function expectCard(card: Card, shown: Shown): void {
  expect(shown.title).toBe(card.title);
  expect(card.blocks.flatMap(saidBy).filter((said) => !shown.text.includes(said))).toEqual([]);
  expect(shown.buttons).toEqual(card.actions.map(({ label }) => label));
  expect(shown.fields).toEqual([]);
}

function expectForm(form: Form, shown: Shown): void {
  expect(shown.title).toBe(form.title);
  expect(shown.errors).toEqual(form.errors);
  expect(shown.buttons).toContain(form.submitLabel);
  expect(shown.fields.map(({ value: _, ...field }) => field)).toEqual(
    form.fields.map((field) => ({
      name: field.name,
      label: field.label,
      required: field.required,
      hint: field.hint,
      options: field.options.map(({ label }) => label),
      given: null,
      ...(field.widget === 'file' ? forFiles(field) : {}),
    })),
  );
  const kept = form.fields.flatMap((field) => {
    const value = standing(field, form.values[field.name] ?? '');
    return value === null ? [] : [[field.name, value] as const];
  });
  const values = Object.fromEntries(shown.fields.map(({ name, value }) => [name, value]));
  expect(values).toMatchObject(Object.fromEntries(kept));
}

/** Which needs no more files once it holds some; cards only say so. */
function forFiles({ options }: Field): object {
  const given = options.length === 0 ? '' : givenFiles(options.map(({ label }) => label));
  return { required: expect.any(Boolean), options: [], given: expect.stringContaining(given) };
}

/** The value as its widget shows it; null where a widget cannot show it: no such day, no such choice, too long a text. */
function standing(field: Field, value: string): string | null {
  if (field.widget === 'date') return value === '' ? '' : (readDay(value)?.toString() ?? null);
  if (field.widget === 'file') return null;
  if (field.widget === 'choice') return field.options.some((o) => o.value === value) ? value : null;
  return value.length > SHOWN_WHOLE ? null : value;
}

function saidBy(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'notice':
      return block.text.split('\n').map(folded);
    case 'code':
      return block.text.split('\n').map(folded);
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [folded(label), ...value.split('\n').map(folded)]);
    case 'list':
      return block.items.flatMap((item) => item.split('\n').map(folded));
    case 'table':
      return [...block.columns, ...block.rows.flat()].map(folded);
  }
}
