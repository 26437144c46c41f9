import type { Messenger } from '../../usecases/messenger.ts';
import type { TrialMessenger } from './messenger.ts';
import { emptyFace, type Threads } from './threads.ts';
import type { Persona, TrialOptions } from './trial-types.ts';

export interface TrialMailboxOptions {
  readonly personas: readonly Persona[];
  readonly threads: Threads;
  readonly now: () => string;
  readonly renderMail: TrialOptions['renderMail'];
}

/**
 * Platform `mail` of the trial: nothing leaves this machine. A persona's mails stand in their thread; a mail to an
 * address that somebody made up is taken, as a server would take it, and shown to nobody.
 */
export function createTrialMailbox({
  personas,
  threads,
  now,
  renderMail,
}: TrialMailboxOptions): TrialMessenger {
  const sent = new Map<string, string>();
  const messenger: Messenger = {
    platform: 'mail',
    pace: { perConversationMs: 0, inAllMs: 0 },
    async send(account, card, envelope) {
      const already = sent.get(envelope.key);
      if (already !== undefined) return { platformId: already };
      const persona = personas.find(({ email }) => email.toLowerCase() === account.id.toLowerCase());
      if (persona === undefined) return { platformId: 'nobody' };
      const { id } = threads.add({
        personaId: persona.id,
        from: 'bot',
        unasked: true,
        at: now(),
        text: null,
        face: { ...emptyFace, number: 1 },
        note: [],
        mail: renderMail(card, account, envelope),
      });
      sent.set(envelope.key, id);
      return { platformId: id };
    },
    findByEmail: async () => null,
  };
  return { messenger, received: () => sent.size };
}
