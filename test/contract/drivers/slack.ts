import { randomUUID } from 'node:crypto';
import type { SlackAnswer, SlackClient } from '../../e2e/clients/slack.ts';
import type { SlackCall, SlackStandIn } from '../../e2e/stand-ins/slack.ts';
import {
  type Driver,
  eventually,
  folded,
  joined,
  type Known,
  list,
  record,
  type Shown,
  type ShownField,
  type Talk,
  words,
} from './shown.ts';

/** What a person looks at: messages with buttons, or an open modal. */
type Raw =
  | { readonly kind: 'messages'; readonly messages: readonly Record<string, unknown>[]; readonly ts: string }
  | {
      readonly kind: 'modal';
      readonly view: Record<string, unknown>;
      readonly viewId: string;
      /** What Slack still shows in the fields of a refused form. */
      readonly typed: Values;
    };

type Values = Readonly<Record<string, string>>;

export interface SlackDriverOptions {
  readonly client: SlackClient;
  readonly standIn: SlackStandIn;
  /** How far the bot's clock is from this machine's: its requests are signed on its clock. */
  readonly skewSeconds?: () => number;
}

/** Speaks as people do in Slack: `/jalon …` in a channel, buttons, modals; the bot writes first in direct messages. */
export function slackDriver({ client, standIn, skewSeconds = () => 0 }: SlackDriverOptions): Driver {
  const signed = () => ({ skewSeconds: skewSeconds() });

  /** The answer of an act comes in the acknowledgement, at its own address, or as a modal for its own trigger. */
  async function outcome(
    answer: SlackAnswer,
    act: { readonly url: string; readonly trigger: string | null; readonly typed: Values },
    open: Raw | null,
  ): Promise<Shown> {
    expectOk(answer);
    const body = record(answer.json);
    if (list(body['blocks']).length > 0) return shownMessages([body], act.trigger ?? act.url);
    if (body['response_action'] === 'errors' && open?.kind === 'modal')
      return withErrors(open, act.typed, body);
    if (body['response_action'] === 'update') {
      const viewId = open?.kind === 'modal' ? open.viewId : '';
      return shownView(record(body['view']), viewId);
    }
    const call = await standIn.until(
      ({ method, args }) =>
        (method === 'response_url' && args['url'] === act.url) ||
        (method === 'views.open' && act.trigger !== null && args['trigger_id'] === act.trigger),
    );
    if (call.method === 'views.open') return shownView(record(call.args['view']), viewIdOf(call));
    return shownMessages([record(call.args)], act.trigger ?? act.url);
  }

  /** As the stand-in names a modal that it opens. */
  function viewIdOf(call: SlackCall): string {
    return `V${standIn.calls.indexOf(call) + 1}`;
  }

  function place(): { readonly url: string; readonly path: string; readonly trigger: string } {
    const url = standIn.responseUrl();
    return { url, path: new URL(url).pathname, trigger: randomUUID() };
  }

  function talk(person: Known): Talk {
    const own = { last: null as Shown | null };
    const take = (shown: Shown): Shown => {
      own.last = shown;
      return shown;
    };
    const rawOf = (on: Shown | undefined): Raw => (on ?? own.last)?.raw as Raw;

    const received = (): readonly Shown[] =>
      standIn
        .callsOf('chat.postMessage')
        .filter(({ args }) => args['channel'] === person.id)
        .map(({ args }, index) => shownMessages([record(args)], `direct-${index}`));

    return {
      async say(text) {
        const { url, path, trigger } = place();
        const where = { responseUrl: url, triggerId: trigger };
        return take(
          await outcome(
            await client.slash(person.id, text, where, signed()),
            { url: path, trigger, typed: {} },
            null,
          ),
        );
      },
      async press(label, on) {
        const { url, path, trigger } = place();
        const raw = rawOf(on);
        const button = buttonsOf(raw.kind === 'messages' ? raw.messages : []).find(
          (candidate) => words(record(candidate['text'])['text']) === label,
        );
        if (button === undefined || raw.kind !== 'messages') throw new RangeError(`no button « ${label} »`);
        const press = {
          actionId: words(button['action_id']),
          value: words(button['value']),
          messageTs: raw.ts,
          responseUrl: url,
          triggerId: trigger,
          channel: 'C0PUBLIC',
        };
        return take(
          await outcome(
            await client.press(person.id, press, signed()),
            { url: path, trigger, typed: {} },
            raw,
          ),
        );
      },
      async send({ name, bytes }, text = '') {
        const channel = `D${person.id}`;
        const answers = () =>
          standIn.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === channel);
        const seen = answers().length;
        const files = [standIn.give(name, bytes)];
        expectOk(await client.message(person.id, text, { subtype: 'file_share', channel, files }, signed()));
        const { args } = await eventually(`an answer to ${name}`, () => answers()[seen]);
        return take(shownMessages([record(args)], `${channel}-${seen}`));
      },
      async submit(values, on, files = {}) {
        const raw = rawOf(on);
        if (raw.kind !== 'modal') throw new RangeError(`no form is open: ${(on ?? own.last)?.text}`);
        const standing = fieldsOf(raw.view).map(({ name, value }) => [name, value] as const);
        const filled = Object.fromEntries(standing.filter(([, value]) => value !== ''));
        const typed = { ...filled, ...raw.typed, ...values };
        const given = Object.entries(files).map(([field, some]) => [
          field,
          some.map(({ name, bytes }) => standIn.give(name, bytes)),
        ]);
        const chosen = Object.fromEntries(given);
        const submission = { viewId: raw.viewId, view: raw.view, values: typed, files: chosen };
        const metadata = record(JSON.parse(words(raw.view['private_metadata'])));
        const url = new URL(words(metadata['responseUrl'])).pathname;
        const seen = standIn.callsOf('response_url').filter(({ args }) => args['url'] === url).length;
        const answer = await client.submit(person.id, submission, signed());
        if (answer.body !== '') return take(await outcome(answer, { url, trigger: null, typed }, raw));
        expectOk(answer);
        const call = await eventually(
          'the outcome of a form',
          () => standIn.callsOf('response_url').filter(({ args }) => args['url'] === url)[seen],
        );
        return take(shownMessages([record(call.args)], `${url}-${seen}`));
      },
      inbox: received,
      received: (said) =>
        eventually(`« ${said} » to ${person.name}`, () => received().find(({ text }) => text.includes(said))),
    };
  }

  return { talk };
}

function expectOk(answer: SlackAnswer): void {
  if (answer.status !== 200) throw new RangeError(`Slack was answered ${answer.status}: ${answer.body}`);
}

function shownMessages(messages: readonly Record<string, unknown>[], ts: string): Shown {
  const raw: Raw = { kind: 'messages', messages, ts };
  const parts = messages.map((message) => {
    const blocks = list(message['blocks']).map(record);
    return {
      title: titleOf(blocks),
      text: folded(blocks.map(textOf).join(' ')),
      buttons: buttonsOf([message]).map((button) => words(record(button['text'])['text'])),
      fields: [],
      errors: {},
      raw,
    };
  });
  return joined(parts, raw);
}

function shownView(view: Record<string, unknown>, viewId: string): Shown {
  const blocks = list(view['blocks']).map(record);
  const title = words(record(view['title'])['text']);
  const raw: Raw = { kind: 'modal', view, viewId, typed: {} };
  return {
    title: title === 'Jalon' ? titleOf(blocks) : title,
    text: folded([title, ...blocks.map(textOf)].join(' ')),
    buttons: [words(record(view['submit'])['text'])].filter((label) => label !== ''),
    fields: fieldsOf(view),
    errors: drawnErrors(blocks),
    raw,
  };
}

/** Slack itself keeps what was typed and writes the errors of an acknowledgement under their fields. */
function withErrors(
  open: Extract<Raw, { kind: 'modal' }>,
  typed: Values,
  body: Record<string, unknown>,
): Shown {
  const errors = Object.entries(record(body['errors'])).map(([block, said]) => [fieldName(block), said]);
  const shown = shownView(open.view, open.viewId);
  const fields = shown.fields.map((field) => ({ ...field, value: typed[field.name] ?? field.value }));
  return { ...shown, fields, errors: Object.fromEntries(errors), raw: { ...open, typed } satisfies Raw };
}

function fieldsOf(view: Record<string, unknown>): readonly ShownField[] {
  const blocks = list(view['blocks']).map(record);
  return blocks.flatMap((block, index) => {
    if (block['type'] !== 'input') return [];
    const element = record(block['element']);
    const hint = words(record(block['hint'])['text']);
    const grouped = list(element['option_groups']).flatMap((group) => list(record(group)['options']));
    const chosen = record(element['initial_option'])['value'];
    const above = /^Fichiers? joints?.*/u.exec(textOf(blocks[index - 1]).trim())?.[0] ?? '';
    const field: ShownField = {
      name: fieldName(words(block['block_id'])),
      given: element['type'] === 'file_input' ? above : null,
      label: words(record(block['label'])['text']),
      required: block['optional'] !== true,
      hint: hint === '' ? null : hint,
      value: words(chosen ?? element['initial_date'] ?? element['initial_value']),
      options: [...list(element['options']), ...grouped].map((option) =>
        words(record(record(option)['text'])['text']),
      ),
    };
    return [field];
  });
}

/** Errors that the bot drew itself under the fields, since the form was not open yet. */
function drawnErrors(blocks: readonly Record<string, unknown>[]): Record<string, string> {
  const errors: [string, string][] = [];
  let field: string | null = null;
  for (const block of blocks) {
    if (block['type'] === 'input') field = fieldName(words(block['block_id']));
    else if (field !== null && JSON.stringify(block).includes('no_entry_sign')) {
      errors.push([field, textOf(block).trim()]);
      field = null;
    }
  }
  return Object.fromEntries(errors);
}

function fieldName(blockId: string): string {
  return blockId.replace(/^field:/u, '');
}

function titleOf(blocks: readonly Record<string, unknown>[]): string {
  const [first] = blocks.filter((block) => block['type'] === 'header' || block['type'] === 'rich_text');
  return first === undefined ? '' : textOf(first).trim();
}

function buttonsOf(messages: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  return messages
    .flatMap((message) => list(message['blocks']).map(record))
    .filter(({ type }) => type === 'actions')
    .flatMap((block) => list(block['elements']).map(record));
}

/** All the words of a block: labels of fields and buttons are not among them. */
function textOf(block: unknown): string {
  const { type, text, elements, rows } = record(block);
  if (type === 'actions' || type === 'input') return '';
  const own = typeof text === 'string' ? text : words(record(text)['text']);
  const separator = type === 'rich_text_list' || type === 'rich_text' || type === 'context' ? ' ' : '';
  const cells = list(rows).flatMap((row) => list(row).map(textOf));
  return [own, list(elements).map(textOf).join(separator), cells.join(' ')]
    .filter((part) => part !== '')
    .join(' ');
}
