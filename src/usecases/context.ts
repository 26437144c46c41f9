import { parisDay } from '../domain/calendar/hours.ts';
import { actorOf } from './actor.ts';
import type { Visitor } from './bot.ts';
import type { Context } from './command.ts';
import type { Core } from './core.ts';
import { CHAT_LINK_HOURS, holderOf } from './links.ts';

/** All that a decision may look at, for somebody who asks at this moment. */
export function contextNow(parts: Core, visitor: Visitor): Context {
  const { world, settings, newId, links } = parts;
  const now = parts.now();
  const today = parisDay(now);
  return {
    actor: actorOf(world, settings, visitor, today),
    world,
    settings,
    now,
    today,
    newId,
    fileUrl: (file) => links.fileUrl(holderOf(visitor), file, CHAT_LINK_HOURS),
    feedUrl: (feed) => links.feedUrl(feed),
    givenFile: (token) => {
      const opened = links.readUpload(token);
      const isTheirs =
        opened?.holder.platform === visitor.platform && opened.holder.accountId === visitor.accountId;
      return opened !== null && isTheirs ? opened.given : null;
    },
  };
}
