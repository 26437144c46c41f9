import type { Card, Form, Values } from '../../../cards/model.ts';
import { openFormCard, type TakenAlong } from '../../../cards/slack.ts';
import { givenIn } from '../../usecases/attachments/given.ts';
import type { Ask, Reply } from '../../usecases/bot.ts';
import type { DraftingBot } from '../../usecases/draft-bot.ts';
import type { Log } from '../../usecases/log.ts';
import type { Party } from './acts.ts';
import { faultOf } from './fault.ts';
import type { FileDesk } from './file-desk.ts';
import { type FormOrigin, keepsWhatWasTyped } from './form.ts';
import type { Profiles } from './profile.ts';
import { cardMessages, fitsButton, type SlackMessage } from './render.ts';
import type { SlackFile } from './sent-file.ts';
import type { Speaker } from './speaker.ts';
import type { Threads } from './threads.ts';
import type { UnsentForms } from './unsent-forms.ts';

/** What every handler works with. */
export interface Desk {
  readonly bot: DraftingBot;
  readonly profiles: Profiles;
  readonly speaker: Speaker;
  readonly fileDesk: FileDesk;
  readonly threads: Threads;
  readonly unsent: UnsentForms;
  readonly log: Log;
  /** Said when Slack cannot tell who is asking, or when an answer cannot be made. */
  readonly unavailable: Card;
  /** How long an answer may take before Slack is told to wait, in milliseconds. */
  readonly ackAfterMs: number;
  /** The present instant, ISO. */
  readonly now: () => string;
}

interface Asked extends Party {
  readonly key: string;
  readonly ask: Ask;
  readonly files?: readonly SlackFile[];
}

/** The bot's reply. Never throws: what fails is the sentence « momentanément indisponible », and nothing is stored. */
export async function askBot(desk: Desk, asked: Asked): Promise<Reply> {
  const correlationId = crypto.randomUUID();
  try {
    const { key, ask, files = [] } = asked;
    const visitor = await desk.profiles.visitor(asked);
    const takeIn =
      files.length === 0 ? null : () => desk.fileDesk.takeIn({ place: asked, ask, files }, visitor);
    return await desk.bot.answer({ visitor, key, correlationId, ask, takeIn });
  } catch (error) {
    desk.log.error('slack.not-answered', { correlationId, error: faultOf(error) });
    return { kind: 'refused', card: desk.unavailable, form: null };
  }
}

/** Keeps what stands in a form, for its next opening; false when it is not kept, never a failure. */
export async function keepForLater(
  desk: Desk,
  party: Party,
  { command, values }: { readonly command: string; readonly values: Values },
): Promise<boolean> {
  try {
    const { team, enterprise, user } = party;
    const visitor = await desk.profiles.visitor({ team, enterprise, user });
    return await desk.bot.keep(visitor, command, values);
  } catch (error) {
    desk.log.warn('slack.draft-not-kept', { error: faultOf(error) });
    return false;
  }
}

/** A card as messages; a card that Slack cannot take is a fault of ours, told as such. */
export function drawn(desk: Desk, card: Card): readonly SlackMessage[] {
  try {
    return cardMessages(card);
  } catch (error) {
    desk.log.error('slack.card-not-drawn', { card: card.name, error: faultOf(error) });
    return cardMessages(desk.unavailable);
  }
}

/** A reply where no modal can be opened. */
export function drawnReply(desk: Desk, reply: Reply): readonly SlackMessage[] {
  return drawn(desk, replyCard(reply));
}

/** A reply as a card: a form becomes a button that opens it. */
export function replyCard(reply: Reply): Card {
  switch (reply.kind) {
    case 'card':
      return reply.card;
    case 'form':
      return formAsCard(reply.form, false);
    case 'refused':
      return reply.form === null ? reply.card : withFormButton(reply.card, reply.form);
  }
}

/** Opens a form in a modal, or says what to do when Slack refuses. Null when the modal is open. */
export async function shownForm(
  desk: Desk,
  form: Form,
  from: Party & FormOrigin & { readonly triggerId: string; readonly notice: Card | null },
): Promise<readonly SlackMessage[] | null> {
  try {
    if (await desk.speaker.openForm(from, from.triggerId, form, from, from.notice)) return null;
  } catch (error) {
    desk.log.error('slack.form-not-drawn', { command: form.command, error: faultOf(error) });
    return drawn(desk, desk.unavailable);
  }
  const values = { ...form.values, ...form.hidden };
  const isKept = await keepForLater(desk, from, { command: form.command, values });
  return drawn(desk, formAsCard(form, true, isKept));
}

/** The sentence that stands on top of a form, unless its fields say it. */
export function noticeOf(reply: Extract<Reply, { kind: 'refused' }>): Card | null {
  return Object.keys(reply.form?.errors ?? {}).length === 0 ? reply.card : null;
}

/** `isKept` when what the button cannot take along stands in the form by itself once it is open. */
function formAsCard(form: Form, failed: boolean, isKept = false): Card {
  const taken = takenAlong(form);
  return openFormCard(form, { failed, taken: isKept ? { ...taken, what: 'all' } : taken });
}

/** What a button can carry of a form. */
export function takenAlong(form: Form): TakenAlong {
  const { hidden } = form;
  const all = { ...form.values, ...hidden };
  if (fitsButton(all) && keepsWhatWasTyped(form)) return { what: 'all', values: all };
  const files = { ...givenIn(form), ...hidden };
  return fitsButton(files) ? { what: 'files', values: files } : { what: 'nothing', values: hidden };
}

function withFormButton(card: Card, form: Form): Card {
  const { blocks, actions } = formAsCard(form, false);
  return { ...card, blocks: [...card.blocks, ...blocks.slice(1)], actions: [...card.actions, ...actions] };
}
