import type { types } from '@slack/bolt';
import type { Card, Field, Form, Values } from '../../../cards/model.ts';
import { describeReason } from '../../../cards/refusal-words.ts';
import { modalWords } from '../../../cards/slack.ts';
import { givenIn } from '../../usecases/attachments/given.ts';
import { drawBlock, drawTitle, plain } from './blocks.ts';
import { drawField, fieldBlockId, fieldNameOf, isTooLongToShow } from './fields.ts';
import { LimitError, limits, within } from './limits.ts';
import type { Reader } from './payload.ts';

/** What a modal carries for its answer; kept by Slack, never seen by the person. */
export interface FormContext {
  readonly hidden: Values;
  /** The files that its fields hold already, unless others are chosen in their place. */
  readonly given: Values;
  /** Where the answer goes in a channel; null for a direct message. */
  readonly responseUrl: string | null;
  /** Whether the form was opened from the Home page, which then shows what became of it. */
  readonly isHome: boolean;
}

/** Where a form was asked for. */
export type FormOrigin = Omit<FormContext, 'hidden' | 'given'>;

/** Starts the block ids of a notice put on top of a form, so that the next one takes its place. */
const noticeBlockPrefix = 'notice:';

/**
 * Draws a form as a modal, what was typed kept and each error under its field; `notice` stands on top.
 * Throws `LimitError` for what Slack cannot take: labels, more than 100 blocks, too much to carry.
 */
export function formView(
  asked: Form,
  responseUrl: string | null,
  notice: Card | null,
  isHome = false,
): types.ModalView {
  const { form, metadata } = carriedBy(asked, { responseUrl, isHome });
  const keepsDraft = form.keepsDraft === true;
  const blocks = [
    ...(notice === null ? [] : noticeBlocks(notice)),
    ...(form.title.length > limits.modalTitle ? drawTitle(form.title).map((drawn) => drawn.block) : []),
    ...form.intro.flatMap(drawBlock).map((drawn) => drawn.block),
    ...form.fields.flatMap((field) =>
      drawField(field, form.values[field.name], form.errors[field.name], keepsDraft),
    ),
  ];
  if (blocks.length > limits.blocksInModal) {
    throw new LimitError(
      `the form ${form.command} takes ${blocks.length} blocks, a modal takes ${limits.blocksInModal}`,
    );
  }
  return {
    type: 'modal',
    callback_id: `form:${form.command}`,
    private_metadata: metadata,
    title: plain(form.title.length > limits.modalTitle ? modalWords.title : form.title),
    submit: plain(within('a submit label', form.submitLabel, limits.modalSubmit)),
    close: plain(modalWords.cancel),
    ...(keepsDraft ? { notify_on_close: true } : {}),
    blocks,
  };
}

/** A modal that shows the words of a card; the message that carries the whole card, buttons included, comes beside it. */
export function cardView(card: Card): types.ModalView {
  const blocks = [...drawTitle(card.title), ...card.blocks.flatMap(drawBlock)].map((drawn) => drawn.block);
  return {
    type: 'modal',
    callback_id: 'shown',
    title: plain(modalWords.title),
    close: plain(modalWords.close),
    blocks: blocks.slice(0, limits.blocksInModal),
  };
}

/**
 * A modal as Slack sent it back, a notice on top and in each field what was typed: for a refusal that comes without
 * its form. Slack sends blocks back in the shape in which it takes them.
 */
export function sameView(view: Reader, typed: Values, notice: Card): types.ModalView {
  const kept = view
    .objects('blocks')
    .filter((block) => block.maybeText('block_id')?.startsWith(noticeBlockPrefix) !== true)
    .map((block) => withTyped(block, typed));
  const { title, submit, close } = view.raw as Partial<types.ModalView>;
  return {
    type: 'modal',
    callback_id: view.maybeText('callback_id') ?? '',
    private_metadata: view.maybeText('private_metadata') ?? '',
    title: title ?? plain(modalWords.title),
    ...(submit ? { submit } : {}),
    ...(close ? { close } : {}),
    ...(view.flag('notify_on_close') ? { notify_on_close: true } : {}),
    blocks: [...noticeBlocks(notice), ...kept],
  };
}

function withTyped(block: Reader, typed: Values): types.AnyBlock {
  const sent = block.raw as types.AnyBlock;
  const value = typed[fieldNameOf(block.maybeText('block_id') ?? '') ?? ''];
  const element = block.maybeObject('element');
  if (element === null || value === undefined) return sent;
  return { ...sent, element: { ...element.raw, ...initialOf(element, value) } } as types.InputBlock;
}

function initialOf(element: Reader, value: string): object {
  const type = element.maybeText('type');
  if (type === 'datepicker') return { initial_date: value };
  // Slack's field for files starts empty.
  if (type === 'file_input') return {};
  if (type !== 'static_select') return { initial_value: value };
  const options = [
    ...element.objects('options'),
    ...element.objects('option_groups').flatMap((g) => g.objects('options')),
  ];
  const chosen = options.find((option) => option.maybeText('value') === value);
  return chosen === undefined ? {} : { initial_option: chosen.raw };
}

/** A card's words as blocks for the top of a form. */
function noticeBlocks(card: Card): types.KnownBlock[] {
  return card.blocks
    .flatMap(drawBlock)
    .map(({ block }, rank) => ({ ...block, block_id: `${noticeBlockPrefix}${rank}` }));
}

/** Errors as Slack shows them under fields, by block id; null when one concerns no visible field and needs another place. */
export function modalErrors(form: Form): Record<string, string> | null {
  const shown = new Set(form.fields.map((field) => field.name));
  const errors = Object.entries(form.errors);
  if (errors.length === 0 || errors.some(([name]) => !shown.has(name))) return null;
  return Object.fromEntries(errors.map(([name, sentence]) => [fieldBlockId(name), sentence]));
}

/** Whether a form can be shown again as it was typed. */
export function keepsWhatWasTyped(form: Form): boolean {
  return form.fields.every((field: Field) => !isTooLongToShow(field, form.values[field.name]));
}

/**
 * What the modal carries. Where it is too much: without the address, the answer goes to the direct message; without the
 * files, they are to be given again, and their fields say so.
 */
function carriedBy(
  form: Form,
  { responseUrl, isHome }: FormOrigin,
): { readonly form: Form; readonly metadata: string } {
  const carried = (url: string | null, given: Values) =>
    JSON.stringify({
      hidden: form.hidden,
      ...(Object.keys(given).length === 0 ? {} : { given }),
      responseUrl: url,
      ...(isHome ? { isHome } : {}),
    });
  const given = givenIn(form);
  for (const url of [responseUrl, null]) {
    const metadata = carried(url, given);
    if (metadata.length <= limits.metadata) return { form, metadata };
  }
  const metadata = within(`what the form ${form.command} carries`, carried(null, {}), limits.metadata);
  return { form: withoutGiven(form), metadata };
}

function withoutGiven(form: Form): Form {
  const { sentence } = describeReason({ code: 'file-gone' });
  const lost = Object.keys(givenIn(form)).map((name) => [name, form.errors[name] ?? sentence]);
  return {
    ...form,
    fields: form.fields.map((field) => (field.widget === 'file' ? { ...field, options: [] } : field)),
    errors: { ...form.errors, ...Object.fromEntries(lost) },
  };
}
