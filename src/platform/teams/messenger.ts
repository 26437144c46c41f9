import { DeliveryError } from '../../usecases/errors.ts';
import type { Messenger } from '../../usecases/messenger.ts';
import type { Account, JsonObject } from '../../usecases/ports.ts';
import type { Connector } from './connector.ts';
import { ConversationGone } from './faults.ts';
import type { Accounts } from './options.ts';
import { type Reference, readReference, storedReference } from './reference.ts';
import { cardMessages } from './speaker.ts';

interface MessengerOptions {
  /** Whether a service URL is one that Teams uses. */
  readonly admits: (serviceUrl: string) => boolean;
  readonly connectorTo: (serviceUrl: string) => Connector;
  readonly dialogs: boolean;
  readonly accounts: Accounts;
}

/**
 * Teams bears 7 messages a second in a conversation, and 25 from a bot in all; on their way some catch up with others,
 * so that 25 would often be 26 on arrival.
 */
const PACE = { perConversationMs: 143, inAllMs: 42 };

/**
 * Writes to a person first, by the reference that their last visit left. Without a conversation, or when it is gone,
 * one is opened, once, and kept. Throws `DeliveryError`, whose meaning `faults.ts` gives.
 */
export function createTeamsMessenger(options: MessengerOptions): Messenger {
  const { admits, connectorTo, dialogs, accounts } = options;
  const open = async (account: Account, reference: Reference, connector: Connector): Promise<string> => {
    const conversationId = await connector.open(reference);
    await accounts.seen(account.id, storedReference({ ...reference, conversationId }));
    return conversationId;
  };
  return {
    platform: 'teams',
    pace: PACE,
    async send(account, card) {
      const reference = readReference(account.reference);
      if (!admits(reference.serviceUrl)) {
        throw new DeliveryError('The stored service URL is not one of Teams', { retryable: false });
      }
      const connector = connectorTo(reference.serviceUrl);
      const messages = cardMessages(card, dialogs);
      const known = reference.conversationId ?? (await open(account, reference, connector));
      try {
        return { platformId: await sendAll(connector, known, messages) };
      } catch (error) {
        if (!(error instanceof ConversationGone) || reference.conversationId === null) throw error;
        const opened = await open(account, reference, connector);
        return { platformId: await sendAll(connector, opened, messages) };
      }
    },
    /** Always null: a bot can only ask for the members of its own conversations. */
    findByEmail: async () => null,
  };
}

/** Sends the pages of a card in order; answers the last one's id. */
async function sendAll(
  connector: Connector,
  conversationId: string,
  messages: readonly JsonObject[],
): Promise<string> {
  let platformId = '';
  for (const message of messages) platformId = await connector.send(conversationId, message);
  return platformId;
}
