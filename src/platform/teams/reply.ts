import type { Form } from '../../../cards/model.ts';
import { PRIVATELY } from '../../../cards/teams.ts';
import type { Reply } from '../../usecases/bot.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { at, isRecord } from './json.ts';
import type { Outcome } from './outcome.ts';
import { pages } from './pages.ts';
import type { Asked } from './parse.ts';
import { renderCard, renderForm } from './render.ts';
import type { Speaker } from './speaker.ts';

/** Messages to send before the answer, and the answer. */
export interface Delivery {
  readonly messages: readonly JsonObject[];
  readonly outcome: Outcome;
  /** Answers instead when the messages could not be sent: what was done must still be shown. */
  readonly otherwise: Outcome | null;
}

/**
 * Where each part of a reply goes. In the conversation, the outcome of a button takes the place of its card; a
 * refusal leaves that card as it is and comes as a message of its own, because a short line could not carry its
 * buttons. In a dialog, forms follow one another; a receipt goes to the conversation, where it stays, and the dialog
 * closes on its title. Over somebody else's conversation it is shown in the dialog too: the other one is out of sight.
 */
export function deliveryOf(asked: Asked, reply: Reply, speaker: Speaker): Delivery {
  switch (asked.kind) {
    case 'message':
      return only(inMessages(reply, asked.opening, speaker), { kind: 'done' });
    case 'card-action':
      return asked.envelope.isPublic ? inPrivate(asked, reply, speaker) : cardAction(asked, reply, speaker);
    case 'dialog-open':
    case 'action-open':
      return only([], inDialog(asked, reply, speaker));
    case 'action-submit':
      return only(reply.kind === 'card' ? inMessages(reply, asked.opening, speaker) : [], {
        ...inDialog(asked, reply, speaker),
        ...(reply.kind === 'card' ? { inConversation: [] } : {}),
      });
    case 'dialog-submit':
      return reply.kind === 'card'
        ? receipt(asked, reply, speaker)
        : only([], inDialog(asked, reply, speaker));
  }
}

function cardAction(asked: Asked, reply: Reply, speaker: Speaker): Delivery {
  const messages = inMessages(reply, asked.opening, speaker);
  if (reply.kind === 'refused' && !(asked.ask.kind === 'submit' && reply.form !== null)) {
    return only(messages, { kind: 'tell', text: reply.card.title });
  }
  const [first, ...others] = messages;
  const title = titleOf(reply);
  if (first === undefined) return only([], { kind: 'tell', text: title });
  return only(others, { kind: 'replace', card: cardOf(first), title });
}

function inPrivate(asked: Asked, reply: Reply, speaker: Speaker): Delivery {
  return only(inMessages(reply, asked.opening, speaker), { kind: 'tell', text: PRIVATELY });
}

function inMessages(reply: Reply, opening: string, speaker: Speaker): readonly JsonObject[] {
  switch (reply.kind) {
    case 'card':
      return speaker.cards(reply.card);
    case 'form':
      return [speaker.form(reply.form, opening)];
    case 'refused':
      if (reply.form === null) return speaker.cards(reply.card);
      return hasErrors(reply.form)
        ? [speaker.form(reply.form, opening)]
        : [...speaker.cards(reply.card), speaker.form(reply.form, opening)];
  }
}

function inDialog(asked: Asked, reply: Reply, speaker: Speaker): Outcome {
  const inConversation = inMessages(reply, asked.opening, speaker);
  const form = reply.kind === 'card' ? null : reply.form;
  if (form !== null) {
    const said = reply.kind === 'refused' && !hasErrors(form) ? reply.card.blocks : [];
    const place = { place: 'dialog', opening: asked.opening } as const;
    const card = renderForm({ ...form, intro: [...said, ...form.intro] }, place);
    return { kind: 'dialog', title: form.title, card, inConversation };
  }
  const shown = reply.kind === 'form' ? null : reply.card;
  const [page] = shown === null ? [] : pages(shown);
  if (page === undefined) return { kind: 'close', text: titleOf(reply) };
  return {
    kind: 'dialog',
    title: page.title,
    card: renderCard(page, { dialogs: false, place: 'dialog' }),
    inConversation,
  };
}

function receipt(asked: Asked, reply: Reply, speaker: Speaker): Delivery {
  const text = asked.envelope.isPublic ? PRIVATELY : titleOf(reply);
  return {
    messages: inMessages(reply, asked.opening, speaker),
    outcome: { kind: 'close', text },
    otherwise: inDialog(asked, reply, speaker),
  };
}

function only(messages: readonly JsonObject[], outcome: Outcome): Delivery {
  return { messages, outcome, otherwise: null };
}

function hasErrors(form: Form): boolean {
  return Object.keys(form.errors).length > 0;
}

function titleOf(reply: Reply): string {
  return reply.kind === 'form' ? reply.form.title : reply.card.title;
}

/** The card inside a message made by `cardMessage`. */
function cardOf(message: JsonObject): JsonObject {
  const attachments = at(message, 'attachments');
  const content = Array.isArray(attachments) ? at(attachments[0], 'content') : undefined;
  return isRecord(content) ? (content as JsonObject) : message;
}
