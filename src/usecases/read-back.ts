import type { Card } from '../../cards/model.ts';
import type { Request } from './bot.ts';
import type { Decision } from './command.ts';
import { contextNow } from './context.ts';
import type { Core } from './core.ts';

/**
 * What a decision that was recorded tells: what only the record knows (its hash, art. 3) is read back from it. Where the
 * records cannot be read any more it does without: what is recorded stands, and nobody may be told otherwise.
 */
export async function readBack(
  parts: Core,
  { visitor, correlationId }: Request,
  { card, told }: Decision,
): Promise<Card> {
  if (told === null) return card;
  try {
    await parts.world.catchUp();
    parts.world.assertSound();
    return told(contextNow(parts, visitor)) ?? card;
  } catch (error) {
    parts.log.warn('not-read-back', { correlationId, platform: visitor.platform, fault: String(error) });
    return card;
  }
}
