import { folded, list, record, type Shown, type ShownField, words } from './shown.ts';

const ERROR = /^Erreur\u00a0: /u;

/** Reads an Adaptive Card back: what its words, buttons and inputs say. */
export function readAdaptiveCard(card: unknown): Shown {
  const body = list(record(card)['body']).map(record);
  const inputs = body.flatMap((element, index) => (isInput(element) ? [{ element, index }] : []));
  const errors: [string, string][] = [];
  for (const { element, index } of inputs) {
    const end = body.findIndex((next, at) => at > index && isInput(next));
    const below = body.slice(index + 1, end === -1 ? undefined : end).map(textOf);
    const error = below.find((text) => ERROR.test(text));
    if (error !== undefined) errors.push([words(element['id']), error.replace(ERROR, '')]);
  }
  return {
    title: words(record(card)['fallbackText']),
    text: folded(body.map(textOf).join(' ')),
    buttons: actionsIn(card).map((action) => words(action['title'])),
    fields: inputs.map(({ element, index }) => fieldOf(element, body[index + 1])),
    errors: Object.fromEntries(errors),
    raw: card,
  };
}

/** Every button of a card, those of its rows included. */
export function actionsIn(card: unknown): readonly Record<string, unknown>[] {
  const { actions, body } = record(card);
  const rows = list(body).filter((element) => record(element)['type'] === 'ActionSet');
  return [...rows.flatMap((row) => list(record(row)['actions'])), ...list(actions)].map(record);
}

/** A field for files is no input: what it holds goes with the form. */
function isInput(element: Record<string, unknown>): boolean {
  return words(element['type']).startsWith('Input.') || isForFiles(element);
}

function isForFiles({ type, id }: Record<string, unknown>): boolean {
  return type === 'Container' && id !== undefined;
}

function fieldOf(element: Record<string, unknown>, next: Record<string, unknown> | undefined): ShownField {
  const placeholder = words(element['placeholder']);
  const below = next === undefined || isInput(next) ? '' : textOf(next);
  const hint = placeholder !== '' || ERROR.test(below) ? placeholder : below;
  const [label, told = ''] = isForFiles(element) ? list(element['items']).map(textOf) : [];
  return {
    name: words(element['id']),
    label: label ?? words(element['label']),
    given: label === undefined ? null : (/^Fichiers? joints?.*/u.exec(told)?.[0] ?? ''),
    required: element['isRequired'] === true,
    hint: hint === '' ? null : hint,
    value: words(element['value']),
    options: list(element['choices']).map((choice) => words(record(choice)['title'])),
  };
}

/** All the words of an element, whatever it is made of. */
function textOf(element: unknown): string {
  const { type, text, inlines, items, columns, rows, cells, facts, fallback } = record(element);
  const inner = [...list(items), ...list(columns), ...list(rows), ...list(cells)].map(textOf).join(' ');
  const pairs = list(facts).map((fact) => `${words(record(fact)['title'])} ${words(record(fact)['value'])}`);
  const runs = list(inlines).map((inline) => words(inline) || words(record(inline)['text']));
  const said = [words(text), runs.join(''), pairs.join(' '), inner].filter((part) => part !== '').join(' ');
  return type === 'Table' || fallback === undefined ? said : `${said} ${textOf(fallback)}`;
}
