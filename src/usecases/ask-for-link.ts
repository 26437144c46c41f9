import { parisDay } from '../domain/calendar/hours.ts';
import { personOf } from './actor.ts';
import type { Core } from './core.ts';
import type { LinkHolder } from './links.ts';
import { undelivered } from './undelivered.ts';

/** However often anybody asks in their name, the page must not become a way to flood a person's mailbox. */
const LINKS_A_DAY = 3;
const LINKS_APART_MINUTES = 10;

/**
 * A new link by e-mail for whoever has this address, by way of the outbox; nothing for anybody else. Throws `StoreError`.
 * Who asks learns neither: that is the page's business.
 */
export async function askForLink(core: Core, email: string): Promise<void> {
  await core.world.catchUp();
  const person = core.world.people.byEmail(email)?.person;
  if (person === undefined) return;
  const now = core.now();
  const key = await nextKey(core, person.id, now);
  if (key === null) return;
  await core.store.append(
    undelivered({
      recordedAt: now.toString(),
      actor: person.id,
      correlationId: core.newId(),
      messages: [
        {
          key,
          to: person.id,
          topic: ACCESS_LINK,
          data: {},
          group: null,
          notBeforeAt: now.toString(),
        },
      ],
    }),
  );
}

/** The key of the day's next link; null when the last one is too fresh, or there were enough on this Paris day. */
async function nextKey(core: Core, personId: string, now: Temporal.Instant): Promise<string | null> {
  for (let rank = 1; rank <= LINKS_A_DAY; rank += 1) {
    const key = `${ACCESS_LINK}:${parisDay(now)}:${rank}@${personId}`;
    const before = await core.store.message(key);
    if (before === null) return key;
    const minutesSince = Temporal.Instant.from(before.createdAt).until(now).total('minutes');
    if (minutesSince < LINKS_APART_MINUTES) return null;
  }
  return null;
}

/** The topic of that mail: it goes by e-mail, wherever the person likes to be written to. */
export const ACCESS_LINK = 'access-link';

/** Whether the records still name the holder of a link: an erased or replaced address opens nothing. */
export async function isHolderKnown(core: Core, holder: LinkHolder): Promise<boolean> {
  await core.world.catchUp();
  const visitor = { ...holder, name: null, reference: null };
  const row = personOf(core.world, visitor);
  return row !== null && row.person.name !== '';
}
