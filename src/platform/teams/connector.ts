import type { ConnectorClient } from 'botframework-connector';
import { DeliveryError } from '../../usecases/errors.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import type { Reference } from './reference.ts';

/** What the bot says to the Bot Connector. Everything throws `DeliveryError`. */
export interface Connector {
  /** Answers the new message's id. */
  send(conversationId: string, message: JsonObject): Promise<string>;
  /** Puts `message` in the place of an earlier one. */
  replace(conversationId: string, messageId: string, message: JsonObject): Promise<void>;
  /** The roster's entry for a person: what Teams vouches for. */
  member(conversationId: string, userId: string): Promise<unknown>;
  /** The personal conversation with a person, opened when there is none; answers its id. */
  open(reference: Reference): Promise<string>;
}

/** `limitMs` bounds each call whole, the token that it may have to ask for included. */
export function createConnector(client: ConnectorClient, limitMs: number): Connector {
  const { conversations } = client;
  const call = <T>(work: () => Promise<T>) => within(limitMs, work);
  return {
    async send(conversationId, message) {
      const sent = await call(() => conversations.sendToConversation(conversationId, { ...message }));
      return sent.id;
    },
    async replace(conversationId, messageId, message) {
      await call(() =>
        conversations.updateActivity(conversationId, messageId, { ...message, id: messageId }),
      );
    },
    member: (conversationId, userId) =>
      call(() => conversations.getConversationMember(conversationId, userId)),
    async open({ botId, userId, tenantId }) {
      const tenant = tenantId === null ? {} : { tenantId, channelData: { tenant: { id: tenantId } } };
      const opened = await call(() =>
        conversations.createConversation({
          isGroup: false,
          bot: { id: botId, name: '' },
          members: [{ id: userId, name: '' }],
          ...tenant,
        } as Parameters<typeof conversations.createConversation>[0]),
      );
      return opened.id;
    },
  };
}

/** A message that carries a card; `summary` is what notifications show. */
export function cardMessage(card: JsonObject, summary: string): JsonObject {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DeliveryError(`Microsoft did not answer within ${limitMs} ms`, { retryable: true }));
  }, limitMs);
  try {
    return await Promise.race([work(), late]);
  } catch (cause) {
    if (cause instanceof DeliveryError) throw cause;
    throw new DeliveryError('The Bot Connector cannot be asked', { cause, retryable: true });
  } finally {
    clearTimeout(timer);
  }
}
