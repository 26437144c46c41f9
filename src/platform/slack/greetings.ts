import type { Log } from '../../usecases/log.ts';
import { slackErrorCode } from './api-errors.ts';
import type { Greetings } from './on-event.ts';
import type { Cache } from './profile.ts';
import type { Workspaces } from './workspaces.ts';

/** How long a welcome is remembered; afterwards the conversation itself tells. */
const rememberedForMs = 30 * 24 * 60 * 60_000;

/** Remembers welcomes in disposable state, and asks the conversation itself once that is lost. */
export function createGreetings(workspaces: Workspaces, cache: Cache, log: Log): Greetings {
  return {
    wasWelcomed: async (key) => {
      try {
        return (await cache.get(key)) === true;
      } catch (error) {
        log.warn('slack.cache-failed', { error: error instanceof Error ? error.name : typeof error });
        return false;
      }
    },
    remember: async (key, value) => {
      try {
        await cache.set(key, value, rememberedForMs);
      } catch (error) {
        log.warn('slack.cache-failed', { error: error instanceof Error ? error.name : typeof error });
      }
    },
    hasMessages: async (place, channel) => {
      try {
        const client = await workspaces.clientOf(place);
        const { messages } = await client.conversations.history({ channel, limit: 1 });
        return messages === undefined || messages.length > 0;
      } catch (error) {
        log.warn('slack.history-unknown', { code: slackErrorCode(error) ?? 'no answer' });
        return true;
      }
    },
  };
}
