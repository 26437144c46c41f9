import { personOf } from './actor.ts';
import type { Core } from './core.ts';
import type { LinkHolder } from './links.ts';
import { undelivered } from './undelivered.ts';

/** However often somebody asks, one mail leaves in this time: the page must not become a way to flood a mailbox. */
const ONE_LINK_EACH_MINUTES = 10;

/**
 * A new link by e-mail for whoever has this address, by way of the outbox; nothing for anybody else. Throws `StoreError`.
 * Who asks learns neither: that is the page's business.
 */
export async function askForLink(core: Core, email: string): Promise<void> {
  await core.world.catchUp();
  const person = core.world.people.byEmail(email)?.person;
  if (person === undefined) return;
  const now = core.now();
  const slot = Math.floor(now.epochMilliseconds / (ONE_LINK_EACH_MINUTES * 60_000));
  await core.store.append(
    undelivered({
      recordedAt: now.toString(),
      actor: person.id,
      correlationId: core.newId(),
      messages: [
        {
          key: `${ACCESS_LINK}:${slot}@${person.id}`,
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

/** The topic of that mail: it goes by e-mail, wherever the person likes to be written to. */
export const ACCESS_LINK = 'access-link';

/** Whether the records still name the holder of a link: an erased or replaced address opens nothing. */
export async function isHolderKnown(core: Core, holder: LinkHolder): Promise<boolean> {
  await core.world.catchUp();
  const visitor = { ...holder, name: null, reference: null };
  const row = personOf(core.world, visitor);
  return row !== null && row.person.name !== '';
}
