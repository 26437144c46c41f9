import type { Card } from '../../../cards/model.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Envelope, Messenger, Sent } from '../../usecases/messenger.ts';
import type { Account } from '../../usecases/ports.ts';
import type { Threads } from './threads.ts';
import type { DrawnCard, Persona } from './trial-types.ts';

export interface TrialMessengerOptions {
  readonly personas: readonly Persona[];
  readonly threads: Threads;
  readonly now: () => string;
  readonly renderCard: (card: Card) => readonly DrawnCard[];
}

export interface TrialMessenger {
  readonly messenger: Messenger;
  /** How many messages have been written first since the start. */
  readonly received: () => number;
}

/** Platform `web`: writes first into a persona's thread. A message sent again under the same key is not shown twice. */
export function createTrialMessenger({
  personas,
  threads,
  now,
  renderCard,
}: TrialMessengerOptions): TrialMessenger {
  const sent = new Map<string, string>();

  const messenger: Messenger = {
    platform: 'web',
    pace: { perConversationMs: 0, inAllMs: 0 },
    async send(account: Account, card: Card, { key }: Envelope): Promise<Sent> {
      const already = sent.get(key);
      if (already !== undefined) return { platformId: already };
      const persona = personas.find(({ id }) => id === account.id);
      if (persona === undefined)
        throw new DeliveryError('The trial has no such persona', { retryable: false });
      const face = { number: 1, cards: renderCard(card), errors: {}, isForm: false };
      const message = threads.add({
        personaId: persona.id,
        from: 'bot',
        unasked: true,
        at: now(),
        text: null,
        face,
        note: [],
      });
      sent.set(key, message.id);
      return { platformId: message.id };
    },
    async findByEmail(email: string): Promise<Account | null> {
      const sought = email.toLowerCase();
      const persona = personas.find(
        (candidate) => candidate.channel === 'chat' && candidate.email.toLowerCase() === sought,
      );
      if (persona === undefined) return null;
      return { platform: 'web', id: persona.id, email: sought, reference: {}, seenAt: now(), lostAt: null };
    },
  };
  return { messenger, received: () => sent.size };
}
