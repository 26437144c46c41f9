import type { Append, JsonObject, PlatformName } from './ports.ts';
import { accountLost, type WritingContext } from './reachability.ts';
import { routesTo } from './routes.ts';
import { sameJson } from './same-json.ts';
import { undelivered } from './undelivered.ts';

/** An account as its platform names it, beside any request of its owner. */
export interface AccountNews {
  readonly platform: PlatformName;
  readonly accountId: string;
  readonly correlationId: string;
}

/**
 * What must be stored when a platform shows a newer address of a known account outside of a request (a message in a
 * team, a change of region): its parts over those that are stored. Null when nothing differs, or nobody has the account.
 */
export function accountSeen(
  { world, now }: WritingContext,
  { platform, accountId, correlationId }: AccountNews,
  newer: JsonObject,
): Append | null {
  const row = world.people.byAccount(platform, accountId);
  const known = row?.person.accounts.find((a) => a.platform === platform && a.id === accountId);
  if (row === undefined || known === undefined) return null;
  const reference = { ...known.reference, ...newer };
  if (sameJson(known.reference, reference)) return null;
  const { person, revision } = row;
  const accounts = person.accounts.map((a) => (a === known ? { ...a, reference } : a));
  return undelivered({
    recordedAt: now.toString(),
    actor: person.id,
    correlationId,
    people: [{ person: { ...person, accounts }, expectedRevision: revision }],
  });
}

/**
 * A platform told by itself that somebody has left: as when a message is refused for that reason. `platforms` are those
 * that are set up: on no other is there another address.
 */
export function accountLeft(
  context: WritingContext,
  news: AccountNews,
  platforms: ReadonlySet<PlatformName>,
): Append | null {
  const { platform, accountId, correlationId } = news;
  const person = context.world.people.byAccount(platform, accountId)?.person;
  const account = person?.accounts.find((a) => a.platform === platform && a.id === accountId);
  if (person === undefined || account === undefined) return null;
  const accounts = person.accounts.filter((a) => a !== account);
  const hasOther = routesTo({ ...person, accounts }, platforms).length > 0;
  return accountLost(context, { personId: person.id, account, why: 'left', hasOther }, correlationId);
}
