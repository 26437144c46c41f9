import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import type { AdaptiveCard, SerializationContext } from 'adaptivecards';
import { Ajv } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import fc from 'fast-check';
import type { Action, Block, Card, Field, Form } from '../../cards/model.ts';
import { renderBlock } from '../../src/platform/teams/block.ts';
import { pages } from '../../src/platform/teams/pages.ts';
import { isInert } from '../../src/platform/teams/plain-text.ts';
import { CARD_LIMIT_BYTES, renderCard, renderForm, weightOf } from '../../src/platform/teams/render.ts';
import { PayloadError } from '../../src/usecases/errors.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';

/** Microsoft's renderer, from the bundle that Node can load. */
const microsoft: {
  readonly AdaptiveCard: new () => AdaptiveCard;
  readonly SerializationContext: new () => SerializationContext;
} = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const schemaFile = `${process.env['JALON_SCHEMAS'] ?? '../shared/schemas'}/adaptivecards/1.5.0.json`;
const withSchema = existsSync(schemaFile) ? it : it.skip;

const everyBlock: readonly Block[] = [
  { kind: 'text', text: 'Deux lignes\nde texte', weight: 'normal' },
  { kind: 'text', text: 'Un titre', weight: 'strong' },
  { kind: 'text', text: 'convention, art. 4', weight: 'subtle' },
  { kind: 'notice', tone: 'info', text: 'À savoir' },
  { kind: 'notice', tone: 'success', text: 'Enregistré' },
  { kind: 'notice', tone: 'warning', text: 'Attention' },
  { kind: 'notice', tone: 'refusal', text: 'Refusé' },
  { kind: 'facts', facts: [{ label: 'Commune', value: 'Choisy-le-Roi' }] },
  {
    kind: 'facts',
    facts: [
      { label: 'Cause', value: '*urgent*\nsuite' },
      { label: 'Autre', value: 'x' },
    ],
  },
  { kind: 'facts', facts: [] },
  { kind: 'list', items: ['un', 'deux'] },
  {
    kind: 'table',
    columns: ['Commune', 'Fin'],
    rows: [
      ['Choisy-le-Roi', '31/05/2026'],
      ['Vanves', ''],
    ],
  },
  { kind: 'table', columns: ['Commune'], rows: [] },
  { kind: 'code', text: 'audit   ███\n\n  mise en place' },
];

const everyAction: readonly Action[] = [
  { kind: 'run', label: 'Noter', command: 'note', values: { phase: 'setup' }, style: 'primary' },
  { kind: 'run', label: 'Retirer', command: 'retirer', values: {}, style: 'danger' },
  { kind: 'form', label: 'Signaler', command: 'retard', values: { phase: 'setup' }, style: 'normal' },
  { kind: 'link', label: 'Convention', url: 'https://example.org/convention' },
];

function cardOf(blocks: readonly Block[], actions: readonly Action[] = []): Card {
  return { name: 'sample', title: 'Fin de la mise en place', blocks, actions };
}

function field(name: string, widget: Field['widget'], more: Partial<Field> = {}): Field {
  return {
    name,
    label: `Libellé de ${name}`,
    widget,
    required: false,
    hint: null,
    maxLength: null,
    options: [],
    ...more,
  };
}

function formOf(fields: readonly Field[], more: Partial<Form> = {}): Form {
  return {
    command: 'retard',
    title: 'Signaler un retard',
    intro: [{ kind: 'text', text: 'La date est celle du terme.', weight: 'normal' }],
    fields,
    values: {},
    errors: {},
    hidden: { phase: 'setup' },
    submitLabel: 'Transmettre',
    ...more,
  };
}

const communes = Array.from({ length: 141 }, (_, index) => ({
  value: `940${index}`,
  label: `Commune n° ${index}`,
}));
const everyField: readonly Field[] = [
  field('name', 'text', { required: true, maxLength: 120, hint: 'Prénom et nom' }),
  field('cause', 'multiline', {
    maxLength: 500,
    hint: 'Quelques mots sur la cause du retard, ce qui a été tenté et ce qui reste à faire.',
  }),
  field('commune', 'choice', { required: true, options: communes }),
  field('day', 'date', { required: true, hint: 'jj/mm/aaaa' }),
  field('email', 'email'),
  field('phone', 'phone'),
];

function parsed(card: JsonObject): { readonly card: AdaptiveCard; readonly faults: readonly string[] } {
  const context = new microsoft.SerializationContext();
  const adaptive = new microsoft.AdaptiveCard();
  adaptive.parse(card, context);
  const faults = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return {
    card: adaptive,
    faults: [...faults, ...adaptive.validateProperties().validationEvents.map((event) => event.message)],
  };
}

/** Every object inside a value that has this type. */
function elements(value: unknown, type: string): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = Reflect.get(value, 'type') === type ? [Object.fromEntries(Object.entries(value))] : [];
  return [...here, ...Object.values(value).flatMap((inner) => elements(inner, type))];
}

/** What a host shows of the runs of a card, element by element. */
function runsOf(value: unknown): readonly string[] {
  return elements(value, 'RichTextBlock').map(({ inlines }) =>
    (Array.isArray(inlines) ? inlines : []).map((run) => (typeof run === 'string' ? run : run.text)).join(''),
  );
}

describe('cards', () => {
  const full = renderCard(cardOf(everyBlock, everyAction), { dialogs: true });

  it('draws a notice in the colour of its tone, a table with its header, code in lines', () => {
    expect(elements(full, 'Container').map(({ style }) => style)).toEqual(
      expect.arrayContaining(['emphasis', 'good', 'warning', 'attention']),
    );
    const [table] = elements(full, 'Table');
    expect(table).toMatchObject({ firstRowAsHeader: true });
    expect(runsOf(table?.['fallback'])).toEqual([
      'Commune\u00a0: Choisy-le-Roi · Fin\u00a0: 31/05/2026',
      'Commune\u00a0: Vanves',
    ]);
    const code = runsOf(renderBlock({ kind: 'code', text: 'audit   ███\n\n  pose x' }));
    expect(code.map((line) => line.replaceAll('\u00a0', ' '))).toEqual(['audit   ███', ' ', '  pose x']);
    expect(code[0]).toBe('audit\u00a0\u00a0\u00a0███');
  });

  it('gives its title as a heading and as what old clients and notifications say', () => {
    expect(elements(full, 'TextBlock')[0]).toMatchObject({
      text: 'Fin de la mise en place',
      style: 'heading',
      wrap: true,
    });
    expect(full['fallbackText']).toBe('Fin de la mise en place');
  });

  it('sends a button as Action.Execute, with an Action.Submit of the same data for hosts before it', () => {
    expect(elements(full, 'Action.Execute')[0]).toMatchObject({
      verb: 'run',
      data: { command: 'note', values: { phase: 'setup' } },
      style: 'positive',
      fallback: { type: 'Action.Submit', data: { verb: 'run', command: 'note', values: { phase: 'setup' } } },
    });
  });

  it('opens a dialog where there are dialogs, and asks for the form as a card where there are none', () => {
    const submits = elements(full['actions'], 'Action.Submit');
    expect(submits.find(({ title }) => title === 'Signaler')?.['data']).toMatchObject({
      msteams: { type: 'task/fetch' },
      verb: 'form',
    });
    const plain = renderCard(cardOf([], everyAction), { dialogs: false });
    expect(elements(plain, 'Action.Execute').map(({ verb }) => verb)).toEqual(['run', 'run', 'form']);
    const inDialog = renderCard(cardOf([], everyAction), { dialogs: true, place: 'dialog' });
    expect(elements(inDialog, 'Action.Execute')).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'http://example.org', 'pas une adresse', 'mailto:a@b.fr'])(
    'shows %s as text: only https, or this machine, is a button',
    (url) => {
      const drawn = renderCard(cardOf([], [{ kind: 'link', label: 'Lien', url }]), { dialogs: true });
      expect(elements(drawn, 'Action.OpenUrl')).toEqual([]);
      expect(runsOf(drawn)).toContain(`Lien\u00a0: ${url}`);
    },
  );

  it('hides no button: beyond five they stand in further rows', () => {
    const many = Array.from(
      { length: 12 },
      (_, index): Action => ({
        kind: 'run',
        label: `Choix ${index}`,
        command: 'c',
        values: {},
        style: 'normal',
      }),
    );
    const drawn = renderCard(cardOf([], many), { dialogs: true });
    expect(
      elements(drawn, 'ActionSet').map(({ actions }) => Array.isArray(actions) && actions.length),
    ).toEqual([5, 5, 2]);
  });

  it("passes Microsoft's own parser without a remark", () => {
    expect(parsed(full).faults).toEqual([]);
    expect(parsed(renderForm(formOf(everyField), { place: 'dialog' })).faults).toEqual([]);
  });
});

describe('text typed by people', () => {
  const hostile = [
    '**gras** et _italique_',
    '[cliquez](https://evil.example)',
    '![image](https://evil.example/x.png)',
    '# titre',
    '- liste',
    '1. liste',
    '> citation',
    '`code`',
    '~~barré~~',
    'a | b',
    '<at>Camille</at> <b>x</b> &lt;script&gt;',
    'C:\\*',
    '{{DATE(2026-05-31T00:00:00Z)}}',
  ];

  it.each(hostile)('never reaches an element that knows Markdown: %s', (typed) => {
    expect(isInert(typed)).toBe(false);
    const blocks: readonly Block[] = [
      { kind: 'text', text: typed, weight: 'normal' },
      { kind: 'notice', tone: 'info', text: typed },
      { kind: 'facts', facts: [{ label: 'Nom', value: typed }] },
      { kind: 'list', items: [typed] },
      { kind: 'table', columns: ['Nom'], rows: [[typed]] },
      { kind: 'code', text: typed },
    ];
    const drawn = renderCard({ ...cardOf(blocks), title: typed }, { dialogs: true });
    expect(elements(drawn, 'TextBlock')).toEqual([]);
    expect(elements(drawn, 'FactSet')).toEqual([]);
    const shown = runsOf(drawn).map((line) => line.replaceAll('\u2060', ''));
    expect(shown.filter((line) => line.includes(typed)).length).toBe(8);
    expect(JSON.stringify(drawn['body'])).not.toContain('{{DATE(');
  });

  it('keeps each line of a text on its own line', () => {
    const lines = renderBlock({ kind: 'text', text: 'un\r\ndeux\n\ntrois', weight: 'normal' });
    expect(runsOf(lines)).toEqual(['un', 'deux', 'trois']);
  });

  it.each(['Choisy-le-Roi', 'INC-2026-0031', '31/05/2026', '10 h 42', 'a.b@c.fr', 'L’audit (2 mois) : fin'])(
    'leaves ordinary words as they are, for search and for screen readers: %s',
    (typed) => {
      expect(isInert(typed)).toBe(true);
    },
  );
});

describe('forms', () => {
  const values = { name: 'Camille', commune: '9407', day: '31/05/2026', cause: '*tout*' };
  const errors = { day: 'Cette date est passée.', hiddenOne: 'Une étape est close.' };
  const drawn = renderForm(formOf(everyField, { values, errors }), { place: 'conversation', opening: 'abc' });

  it('keeps what was typed', () => {
    expect(elements(drawn, 'Input.Text').map(({ id, value }) => [id, value])).toEqual([
      ['name', 'Camille'],
      ['cause', '*tout*'],
      ['email', undefined],
      ['phone', undefined],
    ]);
    expect(elements(drawn, 'Input.ChoiceSet')[0]).toMatchObject({ value: '9407' });
    expect(elements(drawn, 'Input.Date')[0]).toMatchObject({ value: '2026-05-31' });
  });

  it.each(['31/02/2026', '2026-13-01', 'demain', '2026-02-00'])(
    'gives back a day that does not exist in a text field: %s',
    (typed) => {
      const form = renderForm(formOf([field('day', 'date')], { values: { day: typed } }), {
        place: 'dialog',
      });
      expect(elements(form, 'Input.Text')[0]).toMatchObject({ id: 'day', value: typed });
    },
  );

  it('says each error in red right under its field, and one without a field above them', () => {
    const body = Array.isArray(drawn['body']) ? drawn['body'] : [];
    const day = body.findIndex((element) => element.id === 'day');
    expect(JSON.stringify(body[day + 2])).toContain('Erreur\u00a0: Cette date est passée.');
    expect(JSON.stringify(body[day + 2])).toContain('Attention');
    expect(runsOf(body)).toContain('Une étape est close.');
  });

  it('labels every field, marks the required ones and says so when they are empty', () => {
    const inputs = ['Input.Text', 'Input.Date', 'Input.ChoiceSet'].flatMap((type) => elements(drawn, type));
    for (const input of inputs) expect(input['label']).toMatch(/^Libellé/u);
    expect(
      inputs.filter(({ isRequired }) => isRequired === true).map(({ errorMessage }) => errorMessage),
    ).toHaveLength(3);
  });

  it('sends hidden values and its opening beside the inputs', () => {
    expect(elements(drawn, 'Action.Execute')[0]).toMatchObject({
      verb: 'submit',
      title: 'Transmettre',
      associatedInputs: 'auto',
      data: { command: 'retard', values: { phase: 'setup' }, opening: 'abc' },
    });
    const inDialog = renderForm(formOf(everyField), { place: 'dialog' });
    expect(elements(inDialog, 'Action.Execute')).toEqual([]);
    expect(elements(inDialog, 'Action.Submit')[0]).toMatchObject({
      data: { verb: 'submit', command: 'retard' },
    });
  });

  it('lets a choice among nothing be typed, since an empty choice is no valid card', () => {
    const none = renderForm(formOf([field('commune', 'choice', { options: [] })]), { place: 'dialog' });
    expect(elements(none, 'Input.ChoiceSet')).toEqual([]);
    expect(elements(none, 'Input.Text')[0]).toMatchObject({ id: 'commune' });
  });

  it('offers every option of a choice, all 141 of them', () => {
    expect(elements(drawn, 'Input.ChoiceSet')[0]?.['choices']).toHaveLength(141);
  });

  it('lifts the limit of a field for a longer value, which is never cut', () => {
    const long = renderForm(
      formOf([field('name', 'text', { maxLength: 5 })], { values: { name: 'Camille' } }),
      { place: 'dialog' },
    );
    expect(elements(long, 'Input.Text')[0]).toMatchObject({ value: 'Camille', maxLength: 7 });
  });

  it.each(['conversation', 'dialog'] as const)(
    'sends back the files that were given, whatever they weigh, which no input of a card would: %s',
    (place) => {
      const tokens = Array.from({ length: 10 }, (_, rank) => `${rank}`.padEnd(690, 'x'));
      const options = tokens.map((value, rank) => ({ value, label: `rapport-${rank}.pdf (1,2 Mo)` }));
      const piece = field('piece', 'file', { required: true, hint: 'Un PDF de préférence', options });
      const cause = field('cause', 'multiline', { maxLength: 15_000 });
      const given = { piece: tokens.join(' '), cause: 'é'.repeat(12_000) };
      const form = renderForm(formOf([piece, cause], { values: given }), { place });
      expect(weightOf(form)).toBeLessThan(CARD_LIMIT_BYTES);
      const [button] = elements(form, 'Action.Submit');
      expect(button).toMatchObject({ data: { values: { phase: 'setup', piece: tokens.join(' ') } } });
      const said = runsOf(form).join('\n');
      expect(said).toContain('Libellé de piece');
      expect(said).toContain('Fichiers joints\u00a0: rapport-0.pdf (1,2 Mo), rapport-1.pdf');
      expect(said).toContain('Un PDF de préférence');
      // Of the two only the text is too long to be shown.
      expect(said.match(/ne peut pas être repris ici/gu)).toHaveLength(1);
      expect(elements(form, 'Input.Text').map(({ id }) => id)).toEqual(['cause']);
    },
  );

  it('says how to give a file where none was, and why one was refused', () => {
    const errors = { piece: 'Ce fichier est vide.' };
    const form = renderForm(formOf([field('piece', 'file')], { errors }), { place: 'dialog' });
    expect(runsOf(form).join('\n')).toContain("envoyez-le d'abord à Jalon dans cette conversation");
    expect(runsOf(form)).toContain('Erreur\u00a0: Ce fichier est vide.');
    expect(elements(form, 'Action.Submit')[0]?.['data']).toMatchObject({ values: { phase: 'setup' } });
  });

  it('refuses a field whose name the form itself needs, and a form that no card can hold', () => {
    expect(() => renderForm(formOf([field('values', 'text')]), { place: 'dialog' })).toThrow(PayloadError);
    const huge = Array.from({ length: 900 }, (_, index) => ({ value: `${index}`, label: 'x'.repeat(40) }));
    expect(() => renderForm(formOf([field('c', 'choice', { options: huge })]), { place: 'dialog' })).toThrow(
      PayloadError,
    );
  });
});

describe('pages', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `mot${index}`);

  it('leaves an ordinary card alone', () => {
    const card = cardOf(everyBlock, everyAction);
    expect(pages(card)).toEqual([card]);
  });

  it.each<[string, Block]>([
    ['text', { kind: 'text', text: words(9000).join(' '), weight: 'normal' }],
    ['text without a space', { kind: 'text', text: words(9000).join(''), weight: 'normal' }],
    ['notice', { kind: 'notice', tone: 'warning', text: words(9000).join('\n') }],
    ['code', { kind: 'code', text: words(3000).join('\n') }],
    ['list', { kind: 'list', items: words(3000) }],
    ['list of one long item', { kind: 'list', items: [words(9000).join(' ')] }],
    ['facts', { kind: 'facts', facts: words(3000).map((value) => ({ label: 'Nom', value })) }],
    ['facts of one long value', { kind: 'facts', facts: [{ label: 'Nom', value: words(9000).join(' ') }] }],
    [
      'table',
      { kind: 'table', columns: ['a', 'b'], rows: words(1500).map((word, index) => [word, `${index}`]) },
    ],
    [
      'table of one long cell',
      { kind: 'table', columns: ['a', 'b'], rows: [['court', words(9000).join(' ')]] },
    ],
  ])('spreads a long %s over pages that Teams takes, each word once and in order', (_kind, block) => {
    const spread = pages(cardOf([block], everyAction));
    expect(spread.length).toBeGreaterThan(1);
    for (const page of spread)
      expect(weightOf(renderCard(page, { dialogs: true }))).toBeLessThan(CARD_LIMIT_BYTES);
    const said = JSON.stringify(spread.map(({ blocks }) => blocks)).match(/mot\d+/gu) ?? [];
    const joined = said.map((word) => Number(word.slice(3)));
    if (_kind === 'text without a space')
      expect(
        spread
          .flatMap(({ blocks }) => blocks.map((part) => (part.kind === 'text' ? part.text : '')))
          .join(''),
      ).toBe(words(9000).join(''));
    else expect(joined).toEqual(words(joined.length).map((_word, index) => index));
    expect(spread.map(({ actions }) => actions.length)).toEqual([
      ...spread.slice(1).map(() => 0),
      everyAction.length,
    ]);
    expect(spread[0]?.title).toBe(`Fin de la mise en place (1/${spread.length})`);
  });

  it('weighs the heavier of the two ways to draw a button', () => {
    const word = fc.string({ maxLength: 20 });
    const values = fc.dictionary(word, word, { maxKeys: 3 });
    const style = fc.constantFrom('normal' as const, 'primary' as const, 'danger' as const);
    const action = fc.record({
      kind: fc.constantFrom('form' as const, 'run' as const),
      label: word,
      command: word,
      values,
      style,
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 7 }), (actions) => {
        const [withDialogs, without] = [true, false].map((dialogs) =>
          weightOf(renderCard(cardOf([], actions), { dialogs })),
        );
        expect(without).toBeGreaterThanOrEqual(withDialogs ?? 0);
      }),
    );
  });

  it('keeps whole characters when it must cut between them', () => {
    const spread = pages(cardOf([{ kind: 'text', text: '🏛️'.repeat(20_000), weight: 'normal' }]));
    expect(JSON.stringify(spread)).not.toMatch(/\\ud[89ab]/iu);
  });

  it('refuses a card whose buttons alone are too long', () => {
    const long: Action = {
      kind: 'run',
      label: 'x',
      command: 'c',
      values: { v: 'x'.repeat(30_000) },
      style: 'normal',
    };
    expect(() => pages(cardOf([{ kind: 'list', items: words(10) }], [long]))).toThrow(PayloadError);
  });
});

describe('the published schema of Adaptive Cards 1.5', () => {
  const validator = () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addMetaSchema(draft06);
    const { id: _draft04Name, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
    const validate = ajv.compile(schema);
    return (card: JsonObject) => {
      validate(card);
      return validate.errors ?? [];
    };
  };

  withSchema('takes every card and every form', () => {
    const faults = validator();
    for (const dialogs of [true, false]) {
      for (const place of ['conversation', 'dialog'] as const) {
        expect(faults(renderCard(cardOf(everyBlock, everyAction), { dialogs, place }))).toEqual([]);
      }
    }
    for (const place of ['conversation', 'dialog'] as const) {
      expect(
        faults(
          renderForm(formOf(everyField, { values: { day: 'demain' }, errors: { day: 'x' } }), { place }),
        ),
      ).toEqual([]);
    }
    expect(faults({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Inconnu' }] })).not.toEqual([]);
  });

  withSchema('takes whatever people type', () => {
    const faults = validator();
    const block = fc
      .string({ unit: 'grapheme', maxLength: 80 })
      .map((text): Block => ({ kind: 'facts', facts: [{ label: 'x', value: text }] }));
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 5 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (blocks, title) => {
          expect(faults(renderCard({ name: 'any', title, blocks, actions: [] }, { dialogs: true }))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
