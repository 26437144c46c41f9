import type { Card, Form } from '../../../cards/model.ts';
import { fileName, type Intake } from '../../usecases/attachments/intake.ts';
import { type SentFile, takeSent } from '../../usecases/attachments/sent.ts';
import type { Ask, Bot, Reply, Visitor } from '../../usecases/bot.ts';
import type { Press } from './payload.ts';
import { emptyFace, type Face, type MessageChange, type ThreadMessage, type Threads } from './threads.ts';
import type { DrawnCard, Persona } from './trial-types.ts';

/** `gone`: the message is no longer in the thread, or shows something else by now; the page draws its thread anew. */
export type PressOutcome = 'done' | 'gone';

/** Talks to the bot in the name of a persona, and keeps what was said in its thread. */
export interface Conversation {
  /** Shows the first words, once for each persona; the bot learns the persona's address. */
  open(persona: Persona): Promise<void>;
  /** Says a typed line, with a file or without: each is a new act, even with the same words. */
  say(persona: Persona, text: string, file?: SentFile | null): Promise<void>;
  /** Presses a button or sends a form. The same press of the same face is one act, however often it comes. */
  press(persona: Persona, press: Press): Promise<PressOutcome>;
  /** Puts back what the form had replaced; the bot is not asked, since nothing was. */
  closeForm(persona: Persona, messageId: string, face: number): PressOutcome;
}

export interface ConversationOptions {
  readonly bot: Bot;
  readonly intake: Intake;
  readonly threads: Threads;
  /** Names this run of the process: keys of two runs never meet. */
  readonly boot: string;
  readonly now: () => string;
  readonly renderCard: (card: Card) => readonly DrawnCard[];
  readonly renderForm: (form: Form) => DrawnCard;
}

export function createConversation(options: ConversationOptions): Conversation {
  const { bot, intake, threads, boot, now, renderCard, renderForm } = options;
  const opened = new Map<string, Promise<void>>();
  /** Presses under way: a double click joins the first instead of asking again. */
  const underWay = new Map<string, Promise<PressOutcome>>();

  function faceOf(reply: Reply, number: number): Face {
    switch (reply.kind) {
      case 'card':
        return { number, cards: renderCard(reply.card), errors: {}, isForm: false };
      case 'form':
        return { number, cards: [renderForm(reply.form)], errors: reply.form.errors, isForm: true };
      case 'refused':
        return reply.form === null
          ? { number, cards: renderCard(reply.card), errors: {}, isForm: false }
          : { number, cards: [renderForm(reply.form)], errors: reply.form.errors, isForm: true };
    }
  }

  /** Somebody whom the bot has written to first needs no welcome below it. */
  async function welcome(persona: Persona): Promise<void> {
    if (threads.changedSince(0).some(({ personaId }) => personaId === persona.id)) return;
    const card = await bot.welcome(visitorOf(persona), crypto.randomUUID());
    const face = faceOf({ kind: 'card', card }, 1);
    threads.add({
      personaId: persona.id,
      from: 'bot',
      unasked: false,
      at: now(),
      text: null,
      face,
      note: [],
    });
  }

  /** What a refusal says beneath the card; a form whose fields carry their errors has said it already. */
  function noteOf(reply: Reply): readonly DrawnCard[] {
    if (reply.kind !== 'refused') return [];
    const saidByFields = reply.form !== null && Object.keys(reply.form.errors).length > 0;
    return saidByFields ? [] : renderCard(reply.card);
  }

  /** As on Teams: an outcome takes the card's place, a refusal leaves the card and speaks beneath it. */
  function changeBy(reply: Reply, message: ThreadMessage, label: string): MessageChange {
    const note = noteOf(reply);
    if (reply.kind === 'refused' && reply.form === null) return { note };
    const face = faceOf(reply, message.face.number + 1);
    if (!face.isForm) return { face, behind: null, note, chosen: label };
    return { face, behind: message.face.isForm ? message.behind : message.face, note };
  }

  async function answerPress(persona: Persona, message: ThreadMessage, press: Press): Promise<PressOutcome> {
    const { ask, label } = press;
    const key = await keyOf(boot, `${message.id}.${press.face}`, ask);
    const visitor = visitorOf(persona);
    const reply = await bot.answer({ visitor, key, correlationId: crypto.randomUUID(), ask });
    return threads.change(message.id, changeBy(reply, message, label)) === null ? 'gone' : 'done';
  }

  return {
    open(persona) {
      const already = opened.get(persona.id);
      if (already !== undefined) return already;
      const opening = welcome(persona);
      opened.set(persona.id, opening);
      opening.catch(() => opened.delete(persona.id));
      return opening;
    },

    async say(persona, text, file = null) {
      const own = { personaId: persona.id, unasked: false };
      const named = file === null ? null : fileName(file.name);
      const typed = { ...own, from: 'visitor', at: now(), text, file: named } as const;
      const line = threads.add({ ...typed, face: emptyFace, note: [] });
      const ask: Ask = { kind: 'text', text };
      const key = await keyOf(boot, line.id, ask);
      const visitor = visitorOf(persona);
      const takeIn =
        file === null ? null : async () => ({ ...ask, files: await takeSent(intake, visitor, [file]) });
      const reply = await bot.answer({ visitor, key, correlationId: crypto.randomUUID(), ask, takeIn });
      const note = reply.kind === 'refused' && reply.form !== null ? noteOf(reply) : [];
      threads.add({ ...own, from: 'bot', at: now(), text: null, face: faceOf(reply, 1), note });
    },

    press(persona, press) {
      const act = `${press.messageId}.${press.face}:${saidIn(press.ask)}`;
      const same = underWay.get(act);
      if (same !== undefined) return same;
      const message = threads.find(persona.id, press.messageId);
      if (message === null || message.face.number !== press.face) return Promise.resolve('gone');
      const answering = answerPress(persona, message, press).finally(() => underWay.delete(act));
      underWay.set(act, answering);
      return answering;
    },

    closeForm(persona, messageId, faceNumber) {
      const message = threads.find(persona.id, messageId);
      if (message === null || message.face.number !== faceNumber || !message.face.isForm) return 'gone';
      const number = faceNumber + 1;
      const change: MessageChange =
        message.behind === null
          ? { face: { ...emptyFace, number }, note: [], closed: true }
          : { face: { ...message.behind, number }, behind: null, note: [] };
      return threads.change(messageId, change) === null ? 'gone' : 'done';
    },
  };
}

/** The trial vouches for its personas as Slack and Teams vouch for their people. */
function visitorOf(persona: Persona): Visitor {
  return { platform: 'web', accountId: persona.id, email: persona.email, name: persona.name, reference: {} };
}

/**
 * The delivery key of an act: the same for a double click on one face of one message, another for the next face or
 * the next typed line.
 */
async function keyOf(boot: string, place: string, ask: Ask): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(saidIn(ask)));
  return `web:${boot}:${place}:${new Uint8Array(digest).toHex().slice(0, 32)}`;
}

/** The same text for the same act, in whatever order its values came. */
function saidIn(ask: Ask): string {
  if (ask.kind === 'text') return JSON.stringify([ask.kind, ask.text]);
  const values = Object.entries(ask.values).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([ask.kind, ask.command, values]);
}
