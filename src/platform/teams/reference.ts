import { DeliveryError } from '../../usecases/errors.ts';
import type { JsonObject } from '../../usecases/ports.ts';
import type { Envelope } from './activity.ts';
import { present, textAt } from './json.ts';

/** What it takes to write to a person first. */
export interface Reference {
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly tenantId: string | null;
  readonly botId: string;
  readonly userId: string;
  /** The personal conversation; null when none is known yet: one is opened. */
  readonly conversationId: string | null;
}

/** The reference that an activity carries: a shared conversation is no place to write to a person. */
export function referenceOf(envelope: Envelope & { readonly userId: string }): Reference {
  const { channelId, serviceUrl, tenantId, botId, userId, conversationId, isPublic } = envelope;
  return { channelId, serviceUrl, tenantId, botId, userId, conversationId: isPublic ? null : conversationId };
}

/** As it is stored with the account, in the shape of the Bot Framework's conversation references. */
export function storedReference(reference: Reference): JsonObject {
  const { channelId, serviceUrl, tenantId, botId, userId, conversationId } = reference;
  return {
    channelId,
    serviceUrl,
    bot: { id: botId },
    user: { id: userId },
    ...(tenantId === null ? {} : { tenantId }),
    ...(conversationId === null
      ? {}
      : { conversation: present({ id: conversationId, conversationType: 'personal', tenantId }) }),
  };
}

/** Reads a stored reference back. Throws `DeliveryError`, not to be tried again, for one that is of no use. */
export function readReference(stored: JsonObject): Reference {
  const channelId = textAt(stored, 'channelId');
  const serviceUrl = textAt(stored, 'serviceUrl');
  const botId = textAt(stored, 'bot', 'id');
  const userId = textAt(stored, 'user', 'id');
  if (channelId === null || serviceUrl === null || botId === null || userId === null) {
    throw new DeliveryError('The stored conversation reference of Teams is incomplete', { retryable: false });
  }
  const tenantId = textAt(stored, 'tenantId');
  return {
    channelId,
    serviceUrl,
    tenantId,
    botId,
    userId,
    conversationId: textAt(stored, 'conversation', 'id'),
  };
}
