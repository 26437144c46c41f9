import { DeliveryError } from '../../usecases/errors.ts';
import type { Messenger } from '../../usecases/ports.ts';
import type { Authentication } from './auth.ts';
import { readReference } from './reference.ts';
import { cardMessages } from './speaker.ts';

/**
 * Writes to a person first, by the reference that their last visit left. Without a conversation one is opened.
 * Throws `DeliveryError`; 403 and 404 (the bot was removed, or is blocked) are not to be tried again.
 */
export function createTeamsMessenger(authentication: Authentication, dialogs: boolean): Messenger {
  return {
    platform: 'teams',
    async send(account, card) {
      const reference = readReference(account.reference);
      if (!authentication.admits(reference.serviceUrl)) {
        throw new DeliveryError('The stored service URL is not one of Teams', { retryable: false });
      }
      const connector = await authentication.connectorTo(reference.serviceUrl);
      const conversationId = reference.conversationId ?? (await connector.open(reference));
      let platformId = '';
      for (const message of cardMessages(card, dialogs))
        platformId = await connector.send(conversationId, message);
      return { platformId };
    },
    /** Always null: a bot can only ask for the members of its own conversations. */
    findByEmail: async () => null,
  };
}
