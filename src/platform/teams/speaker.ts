import type { Card, Form } from '../../../cards/model.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import { type Connector, cardMessage } from './connector.ts';
import { pages } from './pages.ts';
import { renderCard, renderForm } from './render.ts';

/** How often a reply is tried: the person is waiting, the outbox is not involved. */
const TRIES = 3;
const LONGEST_PAUSE_MS = 4_000;

/** A conversation in which replies are drawn and sent, each as often as it takes within reason. */
export interface Speaker {
  readonly cards: (card: Card) => readonly JsonObject[];
  readonly form: (form: Form, opening: string) => JsonObject;
  sendText(text: string): Promise<void>;
  sendMessages(messages: readonly JsonObject[]): Promise<void>;
  replace(messageId: string, message: JsonObject): Promise<void>;
}

export interface SpeakerOptions {
  readonly connector: Connector;
  readonly conversationId: string;
  readonly dialogs: boolean;
  readonly retryMs: number;
}

/** Everything that sends throws `DeliveryError` after the last try. */
export function createSpeaker({ connector, conversationId, dialogs, retryMs }: SpeakerOptions): Speaker {
  const send = async (message: JsonObject) => {
    await persist(() => connector.send(conversationId, message), retryMs);
  };
  return {
    cards: (card) => cardMessages(card, dialogs),
    form: (form, opening) => cardMessage(renderForm(form, { place: 'conversation', opening }), form.title),
    sendText: (text) => send({ type: 'message', textFormat: 'plain', text }),
    async sendMessages(messages) {
      for (const message of messages) await send(message);
    },
    replace: (messageId, message) =>
      persist(() => connector.replace(conversationId, messageId, message), retryMs),
  };
}

/** A card as the messages of a conversation: one for each page. */
export function cardMessages(card: Card, dialogs: boolean): readonly JsonObject[] {
  return pages(card).map((page) => cardMessage(renderCard(page, { dialogs }), page.title));
}

async function persist<T>(work: () => Promise<T>, pauseMs: number): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DeliveryError && error.retryable) || tried === TRIES) throw error;
      await pause(Math.min(error.retryAfterMs ?? pauseMs * 2 ** (tried - 1), LONGEST_PAUSE_MS));
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
