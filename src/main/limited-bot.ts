import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { tooManyRequests } from '../../cards/service.ts';
import type { Bot, Visitor } from '../usecases/bot.ts';
import type { Log } from '../usecases/log.ts';

/** Somebody quick presses three buttons a second for a moment; a script does not stop there. */
const ASKS = 30;
const WITHIN_SECONDS = 10;

/**
 * The bot, for so many requests of one account in a moment; beyond, the account is told to wait and the records are not
 * touched. What a platform delivers again counts once. Counted in memory, for this process, and forgotten as it expires:
 * accounts are vouched for by their platform, so that nobody can make up a crowd of them.
 */
export function limitBot(bot: Bot, log: Log, asks = ASKS): Bot {
  const spent = new RateLimiterMemory({ points: asks, duration: WITHIN_SECONDS });
  const seen = new RateLimiterMemory({ points: 1, duration: WITHIN_SECONDS });
  const isTooMuch = async (visitor: Visitor, key: string, correlationId: string): Promise<boolean> => {
    const account = `${visitor.platform} ${visitor.accountId}`;
    const before = (await spent.get(account))?.consumedPoints ?? 0;
    if (before >= asks) {
      // One line for each time somebody is stopped: a flood must not flood the log.
      if (before === asks)
        log.warn('asks-limited', { correlationId, platform: visitor.platform, limit: asks });
      await spent.penalty(account);
      return true;
    }
    const { consumedPoints: times } = await seen.penalty(`${account} ${key}`);
    if (times === 1) await spent.penalty(account);
    return false;
  };
  return {
    answer: async (request) =>
      (await isTooMuch(request.visitor, request.key, request.correlationId))
        ? { kind: 'refused', card: tooManyRequests(), form: null }
        : bot.answer(request),
    welcome: async (visitor, correlationId) =>
      (await isTooMuch(visitor, correlationId, correlationId))
        ? tooManyRequests()
        : bot.welcome(visitor, correlationId),
  };
}
