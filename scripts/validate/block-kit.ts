import { z } from 'zod';
import { limits } from '../../src/platform/slack/limits.ts';

/** Slack publishes no schema of Block Kit: this one says what Jalon draws, within the limits of src/platform/slack. */
const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const run = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1).max(limits.section),
    style: z.strictObject({ bold: z.boolean() }).optional(),
  }),
  z.strictObject({ type: z.literal('emoji'), name: z.string() }),
]);
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(run).min(1) });

const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.literal('bullet'),
          elements: z.array(section).min(1),
        }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(run).min(1) }),
      ]),
    )
    .min(1),
});

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(limits.buttonLabel),
  action_id: z.string().min(1).max(limits.actionId),
  value: z.string().max(limits.buttonValue).optional(),
  url: z.url().max(limits.url).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

const option = z.strictObject({
  text: plain(limits.optionText),
  value: z.string().min(1).max(limits.optionValue),
});
const options = z.array(option).min(1).max(limits.options);
const action = { action_id: z.string().min(1).max(limits.actionId) };

const onEachCharacter = {
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.tuple([z.literal('on_character_entered')]) })
    .optional(),
};

const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...action,
    multiline: z.boolean().optional(),
    max_length: z.number().int().min(1).max(limits.fieldText).optional(),
    initial_value: z.string().max(limits.fieldText).optional(),
    ...onEachCharacter,
  }),
  z.strictObject({
    type: z.literal('email_text_input'),
    ...action,
    initial_value: z.email().optional(),
    ...onEachCharacter,
  }),
  z.strictObject({ type: z.literal('datepicker'), ...action, initial_date: z.iso.date().optional() }),
  z.strictObject({
    type: z.literal('static_select'),
    ...action,
    placeholder: plain(limits.placeholder),
    options: options.optional(),
    option_groups: z
      .array(z.strictObject({ label: plain(limits.optionText), options }))
      .min(1)
      .max(limits.optionGroups)
      .optional(),
    initial_option: option.optional(),
  }),
  // https://docs.slack.dev/reference/block-kit/block-elements/file-input-element: ten files at most.
  z.strictObject({
    type: z.literal('file_input'),
    ...action,
    filetypes: z
      .array(z.string().regex(/^[a-z0-9]+$/))
      .min(1)
      .optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
]);

const blockId = { block_id: z.string().max(limits.actionId).optional() };
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), ...blockId, text: plain(limits.header) }),
  z.strictObject({
    type: z.literal('context'),
    ...blockId,
    elements: z.array(plain(limits.section)).min(1).max(10),
  }),
  richText,
  z.strictObject({
    type: z.literal('actions'),
    ...blockId,
    elements: z.array(button).min(1).max(limits.buttonsInBlock),
  }),
  z.strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plain(limits.fieldLabel),
    hint: plain(limits.fieldHint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.literal(true).optional(),
    element,
  }),
]);

const message = z.strictObject({
  text: z.string().min(1),
  blocks: z.array(block).min(1).max(limits.blocksInMessage),
});
const modal = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string().max(limits.actionId),
  private_metadata: z.string().max(limits.metadata),
  title: plain(limits.modalTitle),
  submit: plain(limits.modalSubmit),
  close: plain(limits.modalSubmit),
  notify_on_close: z.literal(true).optional(),
  blocks: z.array(block).min(1).max(limits.blocksInModal),
});

/** What is wrong with a message or a modal: an unknown block, a limit passed, an id used twice. One line each. */
export function blockKitFaults(value: { readonly type?: unknown }): readonly string[] {
  const read = value.type === 'modal' ? modal.safeParse(value) : message.safeParse(value);
  if (!read.success) return read.error.issues.map((issue) => `/${issue.path.join('/')} ${issue.message}`);
  return [
    ...twice(read.data.blocks.flatMap((one) => ('block_id' in one ? [one.block_id] : []))),
    ...read.data.blocks.flatMap((one) =>
      one.type === 'actions' ? twice(one.elements.map(({ action_id }) => action_id)) : [],
    ),
  ];
}

function twice(ids: readonly (string | undefined)[]): readonly string[] {
  return ids
    .filter((id, index) => id !== undefined && ids.indexOf(id) !== index)
    .map((id) => `the id « ${id} » stands twice`);
}
