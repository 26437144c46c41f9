import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { types } from '@slack/bolt';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import * as make from '../../cards/blocks.ts';
import type { Block, Card, Field, Form } from '../../cards/model.ts';
import { drawBlock } from '../../src/platform/slack/blocks.ts';
import { cardView, formView, modalErrors, sameView } from '../../src/platform/slack/form.ts';
import { LimitError, limits, pageLength } from '../../src/platform/slack/limits.ts';
import { slackManifest } from '../../src/platform/slack/manifest.ts';
import { readObject } from '../../src/platform/slack/payload.ts';
import { createRecent } from '../../src/platform/slack/recent.ts';
import { cardMessages } from '../../src/platform/slack/render.ts';
import { sdkLogger } from '../../src/platform/slack/sdk-logger.ts';
import { tableLines } from '../../src/platform/slack/table.ts';
import { escapeMrkdwn, splitText, typedText, withoutMention } from '../../src/platform/slack/text.ts';
import { messageActions } from '../../src/usecases/message-actions.ts';

const hostile = '<!channel> <@U1> *gras* _it_ `code` ~non~ &amp; :smile: <https://x.fr|y>';

const field: Field = {
  name: 'nom',
  label: 'Prénom et nom',
  widget: 'text',
  required: true,
  hint: null,
  maxLength: 120,
  options: [],
};

const form: Form = {
  command: 'referent changer',
  title: 'Changement de référent projet',
  intro: [make.text('Convention, article 4.')],
  fields: [field],
  values: {},
  errors: {},
  hidden: { commune: 'choisy-le-roi' },
  submitLabel: 'Transmettre',
};

const everyBlock: readonly Block[] = [
  make.text('Texte'),
  make.strong('Fort'),
  make.subtle('Léger'),
  make.notice('info', 'Information'),
  make.notice('success', 'Succès'),
  make.notice('warning', 'Attention'),
  make.notice('refusal', 'Refus'),
  make.facts([['Commune', 'Choisy-le-Roi']]),
  make.list(['un', 'deux']),
  { kind: 'table', columns: ['Phase', 'Fin'], rows: [['Audit', '28/02/2026'], ['Mise en place']] },
  { kind: 'code', text: 'sha256' },
];

/** Every text that Slack would show, in order. */
function texts(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(texts);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    return name === 'text' && typeof value === 'string' ? [value] : texts(value);
  });
}

/** Every text object that Slack would read as mrkdwn. */
function mrkdwn(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(mrkdwn);
  if (typeof node !== 'object' || node === null) return [];
  return [
    ...('type' in node && node.type === 'mrkdwn' ? [node] : []),
    ...Object.values(node).flatMap(mrkdwn),
  ];
}

function elementOf(shown: Form): Record<string, unknown> {
  const block = formView(shown, null, null).blocks.find(
    (found) => found.type === 'input',
  ) as types.InputBlock;
  return { ...block.element };
}

function fieldWith(change: Partial<Field>, value?: string): Form {
  return { ...form, fields: [{ ...field, ...change }], values: value === undefined ? {} : { nom: value } };
}

describe('a card on Slack', () => {
  it('draws every kind of block, in order, with its title and its buttons last', () => {
    const card = make.card('essai', 'Titre', everyBlock, [
      make.run('Voir', 'referent voir', { commune: 'x' }, 'primary'),
    ]);
    const [message] = cardMessages(card);
    expect(message?.blocks.map((block) => block.type)).toEqual([
      'header',
      'rich_text',
      'rich_text',
      'context',
      ...Array<string>(8).fill('rich_text'),
      'actions',
    ]);
    expect(texts(message?.blocks)).toEqual(
      expect.arrayContaining([
        'Titre',
        'Texte',
        'Fort',
        'Léger',
        ' Information',
        'Choisy-le-Roi\n',
        'un',
        'sha256',
        'Voir',
      ]),
    );
    expect(message?.text).toContain('Commune\u00a0: Choisy-le-Roi');
  });

  it('shows what people typed as it is: nothing mentions, links or formats', () => {
    const blocks: readonly Block[] = [
      make.text(hostile),
      make.subtle(hostile),
      make.notice('info', hostile),
      make.facts([[hostile, hostile]]),
      make.list([hostile]),
      { kind: 'table', columns: ['Nom'], rows: [[hostile]] },
      { kind: 'code', text: hostile },
    ];
    const [message] = cardMessages(make.card('essai', hostile, blocks, [make.run('Voir', 'x')]));
    expect(mrkdwn(message?.blocks)).toEqual([]);
    expect(JSON.stringify(message?.blocks)).not.toContain('"emoji":true');
    expect(texts(message?.blocks).filter((text) => text.includes('<!channel>'))).toHaveLength(9);
    expect(message?.text).not.toMatch(/[<>]/);
    expect(message?.text).toContain('&lt;!channel&gt;');
  });

  it('gives a button a stable id and its values, and a link its address', () => {
    const [message] = cardMessages(
      make.card(
        'essai',
        'Titre',
        [],
        [
          make.run('Confirmer', 'demande confirmer', { id: 'D-1' }),
          make.form('Signaler un retard', 'etape retard', { etape: 'use' }, 'danger'),
          { kind: 'link', label: 'Guide', url: 'https://exemple.fr' },
        ],
      ),
    );
    const actions = message?.blocks.at(-1) as types.ActionsBlock;
    expect(actions.elements).toEqual([
      expect.objectContaining({ action_id: 'run:demande confirmer:0', value: '{"id":"D-1"}' }),
      expect.objectContaining({
        action_id: 'form:etape retard:1',
        value: '{"etape":"use"}',
        style: 'danger',
      }),
      expect.objectContaining({ action_id: 'link:2', url: 'https://exemple.fr' }),
    ]);
    expect(actions.elements[0]).not.toHaveProperty('style');
  });

  it('refuses what cannot be split: a label, values or a link longer than Slack takes', () => {
    const long = 'a'.repeat(2_000);
    const draw = (action: Card['actions'][number]) => () =>
      cardMessages(make.card('essai', 'Titre', [], [action]));
    expect(draw({ ...make.run('', 'x'), label: 'a'.repeat(76) })).toThrow(LimitError);
    expect(draw(make.run('Voir', 'x', { long }))).toThrow(LimitError);
    expect(draw({ kind: 'link', label: 'Voir', url: `https://x.fr/${long}${long}` })).toThrow(LimitError);
    expect(draw(make.run('Voir', 'a'.repeat(256)))).toThrow(LimitError);
  });

  it('splits a long text into sections and messages within every limit, and loses nothing', () => {
    const words = Array.from({ length: 6_000 }, (_, index) => `mot${index}`).join(' ');
    const messages = cardMessages(make.card('essai', 'Titre', [make.text(words)], [make.run('Voir', 'x')]));
    expect(messages.length).toBeGreaterThan(3);
    for (const { blocks, text } of messages) {
      expect(blocks.length).toBeLessThanOrEqual(limits.blocksInMessage);
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(pageLength + limits.blocksInMessage);
      expect(text.length).toBeLessThanOrEqual(3_000);
      for (const shown of texts(blocks)) expect(shown.length).toBeLessThanOrEqual(limits.section);
    }
    const shown = messages
      .flatMap(({ blocks }) => blocks.filter((block) => block.type === 'rich_text'))
      .flatMap(texts);
    expect(shown.join('')).toBe(words);
    expect(messages.at(-1)?.blocks.at(-1)?.type).toBe('actions');
    expect(messages.slice(0, -1).some(({ blocks }) => blocks.some((block) => block.type === 'actions'))).toBe(
      false,
    );
  });

  it('pages a card of more than 50 blocks, and a list of 130 communes', () => {
    const many = Array.from({ length: 120 }, (_, index) => make.text(`Ligne ${index}`));
    const messages = cardMessages(make.card('essai', 'Titre', many));
    expect(messages.map(({ blocks }) => blocks.length)).toEqual([50, 50, 21]);
    const communes = Array.from(
      { length: 130 },
      (_, index) => `Commune numéro ${index}, sans référent nominatif`,
    );
    expect(
      texts(cardMessages(make.card('essai', 'Titre', [make.list(communes)])).map((m) => m.blocks)),
    ).toHaveLength(131);
  });

  it('puts more than 25 buttons in several rows, and a title longer than a header in a paragraph', () => {
    const actions = Array.from({ length: 60 }, (_, index) => make.run(`Choix ${index}`, 'x'));
    const [message] = cardMessages({ name: 'essai', title: 'T'.repeat(151), blocks: [], actions });
    expect(message?.blocks.map((block) => block.type)).toEqual([
      'rich_text',
      'actions',
      'actions',
      'actions',
    ]);
  });

  it('draws nothing for empty texts, which Slack refuses', () => {
    const empty: readonly Block[] = [
      make.text(''),
      make.subtle(''),
      make.notice('info', ''),
      make.facts([]),
      make.list([]),
      make.list(['']),
      { kind: 'code', text: '' },
    ];
    expect(empty.flatMap(drawBlock)).toEqual([]);
    expect(
      texts(drawBlock(make.facts([['Motif', '']])).map(({ block }) => block)).every((text) => text !== ''),
    ).toBe(true);
  });
});

describe('a table on Slack', () => {
  it('is aligned in a preformatted text, accents counted once', () => {
    const lines = tableLines(['Étape', 'Fin'], [['Évaluation', '30/12/2026'], ['Audit']]);
    expect(lines).toEqual({
      heading: 'Étape       Fin\n──────────  ──────────',
      rows: ['Évaluation  30/12/2026', 'Audit'],
    });
  });

  it('repeats its heading when it is split, and keeps every row', () => {
    const rows = Array.from({ length: 200 }, (_, index) => [`Commune ${index}`, 'a'.repeat(40)]);
    const parts = drawBlock({ kind: 'table', columns: ['Commune', 'État'], rows });
    expect(parts.length).toBeGreaterThan(2);
    for (const { text } of parts) {
      expect(text.startsWith('Commune')).toBe(true);
      expect(text.length).toBeLessThanOrEqual(limits.section);
    }
    expect(parts.flatMap(({ text }) => text.split('\n').slice(2))).toHaveLength(200);
  });

  it('becomes labelled values when it is too wide, and stays a heading when it has no row', () => {
    const wide = drawBlock({
      kind: 'table',
      columns: ['Nom', 'Fonction'],
      rows: [['a'.repeat(60), 'b'.repeat(60)]],
    });
    expect(wide.map(({ text }) => text).join('')).toContain(`Fonction\u00a0: ${'b'.repeat(60)}`);
    expect(drawBlock({ kind: 'table', columns: ['Nom'], rows: [] })).toHaveLength(1);
  });

  it('keeps a cell of several lines on its line', () => {
    expect(tableLines(['Nom'], [['a\nb\r\n c']])?.rows).toEqual(['a b c']);
  });
});

describe('a form on Slack', () => {
  it('is a modal that carries its command, what is hidden and where to answer', () => {
    const view = formView(form, 'https://hooks.slack.com/commands/1', null);
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'form:referent changer',
      submit: { text: 'Transmettre' },
    });
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({
      hidden: { commune: 'choisy-le-roi' },
      responseUrl: 'https://hooks.slack.com/commands/1',
    });
  });

  it('shows a title longer than 24 characters whole, at the top', () => {
    const view = formView(form, null, null);
    expect(view.title.text).toBe('Jalon');
    expect(view.blocks[0]).toMatchObject({ type: 'header', text: { text: 'Changement de référent projet' } });
    expect(formView({ ...form, title: 'Retard' }, null, null).title.text).toBe('Retard');
  });

  it('has one widget per kind of field', () => {
    expect(elementOf(fieldWith({ widget: 'text' }))).toMatchObject({
      type: 'plain_text_input',
      multiline: false,
      max_length: 120,
    });
    expect(elementOf(fieldWith({ widget: 'multiline' }))).toMatchObject({
      type: 'plain_text_input',
      multiline: true,
    });
    expect(elementOf(fieldWith({ widget: 'phone' }))).toMatchObject({ type: 'plain_text_input' });
    expect(elementOf(fieldWith({ widget: 'email' }))).toMatchObject({ type: 'email_text_input' });
    expect(elementOf(fieldWith({ widget: 'date' }))).toMatchObject({ type: 'datepicker' });
    expect(elementOf(fieldWith({ widget: 'choice', options: [{ value: 'a', label: 'A' }] }))).toMatchObject({
      type: 'static_select',
      options: [{ value: 'a', text: { type: 'plain_text', text: 'A', emoji: false } }],
    });
    expect(elementOf(fieldWith({ widget: 'choice', options: [] }))).toMatchObject({
      type: 'plain_text_input',
    });
  });

  it('comes back with what was typed, dates in ISO, and leaves out what a widget cannot show', () => {
    const options = [{ value: 'choisy', label: 'Choisy-le-Roi' }];
    expect(elementOf(fieldWith({ widget: 'date' }, '2026-07-15'))).toMatchObject({
      initial_date: '2026-07-15',
    });
    expect(elementOf(fieldWith({ widget: 'date' }, '15/07/2026'))).toMatchObject({
      initial_date: '2026-07-15',
    });
    for (const typed of ['31/02/2026', '2026-13-01', 'demain', '00/01/2026']) {
      expect(elementOf(fieldWith({ widget: 'date' }, typed))).not.toHaveProperty('initial_date');
    }
    expect(elementOf(fieldWith({ widget: 'choice', options }, 'choisy'))).toHaveProperty(
      'initial_option.value',
      'choisy',
    );
    expect(elementOf(fieldWith({ widget: 'choice', options }, 'autre'))).not.toHaveProperty('initial_option');
    expect(elementOf(fieldWith({ widget: 'email' }, 'a@b.fr'))).toMatchObject({ initial_value: 'a@b.fr' });
    expect(elementOf(fieldWith({ widget: 'email' }, 'faux'))).toMatchObject({
      type: 'plain_text_input',
      initial_value: 'faux',
    });
    expect(elementOf(fieldWith({}, 'a'.repeat(200)))).not.toHaveProperty('max_length');
  });

  it('says so when a text is too long to come back', () => {
    const view = formView(fieldWith({ widget: 'multiline' }, 'a'.repeat(10_000)), null, null);
    expect(JSON.stringify(view)).not.toContain('aaaa');
    expect(texts(view.blocks).some((text) => text.includes('3\u202f000\u00a0caractères'))).toBe(true);
  });

  it('shows errors under their fields, natively in answer to a submission', () => {
    const refused: Form = { ...form, values: { nom: 'X' }, errors: { nom: 'Trop court.' } };
    expect(modalErrors(refused)).toEqual({ 'field:nom': 'Trop court.' });
    expect(modalErrors({ ...refused, errors: { commune: 'Autre commune.' } })).toBeNull();
    expect(modalErrors(form)).toBeNull();
    const types = formView(refused, null, null).blocks.map((block) => block.type);
    expect(types).toEqual(['header', 'rich_text', 'input', 'rich_text']);
  });

  it('groups more than 100 choices by initial letter, accents aside, and drops none', () => {
    const options = Array.from({ length: 130 }, (_, index) => {
      return { value: `c${index}`, label: `${'AÉZe'.charAt(index % 4)}-commune ${index}` };
    });
    const element = elementOf(fieldWith({ widget: 'choice', options }));
    const groups = element['option_groups'] as { label: { text: string }; options: unknown[] }[];
    expect(groups.map((group) => group.label.text)).toEqual(['A', 'E', 'Z']);
    expect(groups.flatMap((group) => group.options)).toHaveLength(130);
    const same = Array.from({ length: 250 }, (_, index) => ({
      value: `c${index}`,
      label: `Commune ${index}`,
    }));
    const split = elementOf(fieldWith({ widget: 'choice', options: same }))['option_groups'] as typeof groups;
    expect(split.map((group) => [group.label.text, group.options.length])).toEqual([
      ['C (1)', 100],
      ['C (2)', 100],
      ['C (3)', 50],
    ]);
  });

  it('refuses what Slack cannot take: a submit label, a choice, too many fields, too much to carry', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ ...field, name: `f${index}` }));
    const cases: readonly Form[] = [
      { ...form, submitLabel: 'a'.repeat(25) },
      fieldWith({ widget: 'choice', options: [{ value: 'a', label: 'b'.repeat(76) }] }),
      { ...form, fields: many },
      { ...form, hidden: { long: 'a'.repeat(3_000) } },
    ];
    for (const refused of cases) expect(() => formView(refused, null, null)).toThrow(LimitError);
  });

  it('answers in the direct message when the address for answers is too long to carry', () => {
    const view = formView(
      { ...form, hidden: { long: 'a'.repeat(2_800) } },
      `https://hooks.slack.com/${'b'.repeat(300)}`,
      null,
    );
    expect(JSON.parse(view.private_metadata ?? '')).toMatchObject({ responseUrl: null });
  });

  it('shows again what was typed when a refusal comes without its form, whatever the widget', () => {
    const widgets = ['text', 'email', 'date', 'choice'] as const;
    const few = [{ value: 'a', label: 'A' }];
    const many = Array.from({ length: 130 }, (_, index) => ({
      value: `c${index}`,
      label: `Commune ${index}`,
    }));
    const fields = [
      ...widgets.map((widget): Field => ({ ...field, name: widget, widget, options: few })),
      { ...field, name: 'longue', widget: 'choice' as const, options: many },
      { ...field, name: 'vide' },
    ];
    const sent = readObject({ id: 'V1', ...formView({ ...form, fields, values: {} }, null, null) });
    const typed = { text: 'Anne', email: 'a@b.fr', date: '2026-07-15', choice: 'a', longue: 'c129' };
    const view = sameView(sent, typed, make.card('refus', 'Jalon', [make.notice('refusal', 'Non.')]));
    const inputs = view.blocks.flatMap((block) =>
      'element' in block ? [{ ...(block.element as object) }] : [],
    );
    expect(inputs).toMatchObject([
      { initial_value: 'Anne' },
      { initial_value: 'a@b.fr' },
      { initial_date: '2026-07-15' },
      { initial_option: { value: 'a' } },
      { initial_option: { value: 'c129' } },
      { type: 'plain_text_input' },
    ]);
    expect(inputs.at(-1)).not.toHaveProperty('initial_value');
    expect(view.blocks[0]?.block_id).toBe('notice:0');
    const bare = sameView(readObject({ blocks: [] }), { nom: 'x' }, make.card('refus', 'Jalon', []));
    expect(bare).toMatchObject({ title: { text: 'Jalon' }, callback_id: '', private_metadata: '' });
    const unknown = sameView(sent, { choice: 'z' }, make.card('refus', 'Jalon', []));
    expect(JSON.stringify(unknown)).not.toContain('initial_option');
  });

  it('shows a card in a modal without a button to press', () => {
    const view = cardView(make.card('essai', 'Titre', everyBlock, [make.run('Voir', 'x')]));
    expect(view.blocks.some((block) => block.type === 'actions')).toBe(false);
    expect(view).not.toHaveProperty('submit');
  });
});

describe('texts on Slack', () => {
  it('are cut into pieces that make the whole again, each within the limit, no character broken', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 2, max: 40 }),
        (text, max) => {
          const pieces = splitText(text, max);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(max);
            expect(piece.isWellFormed()).toBe(text.isWellFormed());
          }
        },
      ),
    );
  });

  it('are escaped for mrkdwn, so that no mention can be made', () => {
    expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('read as typed when Slack has marked them up', () => {
    expect(typedText('referent changer <mailto:a@b.fr|a@b.fr> <tel:0148000000|01 48 00 00 00>')).toBe(
      'referent changer a@b.fr 01 48 00 00 00',
    );
    expect(typedText('<http://exemple.fr|exemple.fr> <https://x.fr> &lt;b&gt; A&amp;B &amp;lt;')).toBe(
      'exemple.fr https://x.fr <b> A&B &lt;',
    );
    expect(typedText(' <#C123|general> <mailto:a@b.fr> ')).toBe('#general a@b.fr');
  });

  it('lose the mention of the bot, and only that one when it is known', () => {
    expect(withoutMention('<@UBOT> aide', 'UBOT')).toBe('aide');
    expect(withoutMention('<@UBOT|jalon> aide <@U2>', 'UBOT')).toBe('aide <@U2>');
    expect(withoutMention('<@U9> aide', null)).toBe('aide');
  });
});

describe('the Slack manifest', () => {
  const commands = [
    { word: 'aide', help: 'Aide' },
    { word: 'referent voir', help: 'Voir' },
    { word: 'referent changer', help: 'Changer' },
  ];
  const manifest = slackManifest({ commands, messageActions, publicUrl: 'https://jalon.exemple.fr/' });

  it('points every request to /slack/events and hints at each word once', () => {
    const url = 'https://jalon.exemple.fr/slack/events';
    expect(manifest.features.slash_commands[0]).toMatchObject({
      command: '/jalon',
      url,
      usage_hint: '[aide | referent]',
    });
    expect(manifest.settings.event_subscriptions.request_url).toBe(url);
    expect(manifest.settings.interactivity.request_url).toBe(url);
    expect(manifest.display_information.long_description.length).toBeGreaterThanOrEqual(175);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
  });

  it('has a shortcut of messages for every message action', () => {
    expect(manifest.features.shortcuts).toEqual([
      {
        name: 'Signaler comme incident',
        type: 'message',
        callback_id: 'signaler-incident',
        description: expect.stringContaining('art. 3'),
      },
      {
        name: 'Vérifier ce texte',
        type: 'message',
        callback_id: 'verifier-texte',
        description: expect.stringContaining('art. 9'),
      },
    ]);
  });

  const schemaFile = `${process.env['JALON_SCHEMAS'] ?? '../shared/schemas'}/slack/manifest.schema.2.0.0.json`;
  (existsSync(schemaFile) ? it : it.skip)('is valid against the published schema 2.0.0', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
    expect(validate(manifest) ? [] : validate.errors).toEqual([]);
  });
});

describe("Slack's own log lines", () => {
  it('lose tokens, addresses and the objects that follow, and are silent below warnings', () => {
    const lines: string[] = [];
    const write = (level: string) => (event: string, fields: object) => {
      lines.push(`${level} ${event} ${JSON.stringify(fields)}`);
    };
    const logger = sdkLogger({ info: write('info'), warn: write('warn'), error: write('error') });
    logger.debug('xoxb-1');
    logger.info('xoxb-1');
    logger.setName('x');
    logger.setLevel(logger.getLevel());
    logger.warn('token xoxb-1-a of anne@ville.fr at https://hooks.slack.com/x', { nom: 'Anne' });
    logger.error(new TypeError('Anne'));
    logger.error({ nom: 'Anne' });
    expect(lines).toEqual([
      'warn slack.sdk {"message":"token … of … at …"}',
      'error slack.sdk {"message":"TypeError"}',
      'error slack.sdk {"message":"object"}',
    ]);
  });
});

describe('events that Slack sends again', () => {
  it('are known again among the last ones', () => {
    const isFirst = createRecent(2);
    expect(['a', 'a', 'b', 'c', 'c', 'a'].map(isFirst)).toEqual([true, false, true, true, false, true]);
  });
});
