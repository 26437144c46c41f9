import { DeliveryError } from '../../usecases/errors.ts';
import type { HttpAnswer } from './adapter.ts';
import type { Connector } from './connector.ts';
import { at } from './json.ts';
import type { TeamsOptions } from './options.ts';
import type { PersonalEnvelope, Profiles } from './profile.ts';
import type { Reference } from './reference.ts';
import type { Speaker } from './speaker.ts';

/** Teams tells of one installation by two activities, close to each other. */
const SAME_INSTALLATION_MS = 10 * 60 * 1000;

type WelcomeOptions = Pick<TeamsOptions, 'bot' | 'log' | 'cache' | 'unavailable'> & {
  readonly profiles: Profiles;
};

interface Newcomer {
  readonly reference: Reference;
  readonly connector: Connector;
  readonly speaker: Speaker;
}

export interface Welcome {
  /** The first words, said once for an installation however many activities tell of it. */
  greet(envelope: PersonalEnvelope, newcomer: Newcomer): Promise<HttpAnswer>;
  /** The next installation is another one, however soon it comes. */
  forget(envelope: Pick<PersonalEnvelope, 'conversationId'>): Promise<void>;
}

export function createWelcome({ bot, log, cache, unavailable, profiles }: WelcomeOptions): Welcome {
  const underWay = new Set<string>();
  const keyOf = ({ conversationId }: Pick<PersonalEnvelope, 'conversationId'>) =>
    `teams-welcome:${conversationId}`;
  const greet: Welcome['greet'] = async (envelope, { reference, connector, speaker }) => {
    const key = keyOf(envelope);
    if (underWay.has(key)) return { status: 200 };
    underWay.add(key);
    const correlationId = crypto.randomUUID();
    try {
      const said = await cache.get(key).catch(() => undefined);
      if (at(said, 'said') === true) return { status: 200 };
      await cache.set(key, { said: true }, SAME_INSTALLATION_MS).catch(() => undefined);
      const visitor = await profiles.visitor(envelope, reference, connector).catch((error: unknown) => {
        if (!(error instanceof DeliveryError)) throw error;
        log.warn('teams.profile-failed', { correlationId, error: error.message });
        return null;
      });
      const card = visitor === null ? unavailable : await bot.welcome(visitor, correlationId);
      await speaker.sendMessages(speaker.cards(card));
      return { status: 200 };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.error('teams.reply-lost', { correlationId, error: error.message, kind: 'welcome' });
      return { status: error.retryable ? 502 : 200 };
    } finally {
      underWay.delete(key);
    }
  };
  return {
    greet,
    forget: async (envelope) => {
      await cache.set(keyOf(envelope), { said: false }, SAME_INSTALLATION_MS).catch(() => undefined);
    },
  };
}
