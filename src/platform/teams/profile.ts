import type { Visitor } from '../../usecases/bot.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Envelope } from './activity.ts';
import type { Connector } from './connector.ts';
import { textAt } from './json.ts';
import type { Cache } from './options.ts';
import { type Reference, storedReference } from './reference.ts';

/** How long a roster's entry is believed, in milliseconds. */
const PROFILE_TTL_MS = 10 * 60 * 1000;

export interface Profiles {
  /**
   * Who is at the other end, by the conversation's roster, never by what the activity says of itself. Throws
   * `DeliveryError` when the roster cannot be asked or contradicts the activity.
   */
  visitor(envelope: PersonalEnvelope, reference: Reference, connector: Connector): Promise<Visitor>;
}

export type PersonalEnvelope = Envelope & { readonly userId: string };

/** Entries are cached for 10 minutes; a cache that fails is as an empty one. */
export function createProfiles(cache: Cache, log: Log): Profiles {
  return {
    async visitor(envelope, reference, connector) {
      const accountId = accountIdOf(envelope);
      // The roster vouched for this id in this conversation, not for whatever else names the account.
      const key = `teams-profile:${accountId}:${envelope.userId}:${envelope.conversationId}`;
      const cached = await cache.get(key).catch(() => undefined);
      const kept = cached !== undefined && cached !== null;
      const profile = kept
        ? { email: textAt(cached, 'email'), name: textAt(cached, 'name') }
        : await rosterProfile(envelope, connector);
      if (!kept) {
        await cache
          .set(key, profile, PROFILE_TTL_MS)
          .catch(() => log.warn('teams.cache-failed', { what: 'profile' }));
      }
      return { platform: 'teams', accountId, ...profile, reference: storedReference(reference) };
    },
  };
}

/** `tenant/object id`: the same person has the same account in every conversation. */
export function accountIdOf({ tenantId, userObjectId, userId }: PersonalEnvelope): string {
  return `${tenantId ?? 'local'}/${userObjectId ?? userId}`;
}

interface Profile {
  readonly email: string | null;
  readonly name: string | null;
  readonly [key: string]: string | null;
}

async function rosterProfile(envelope: PersonalEnvelope, connector: Connector): Promise<Profile> {
  const member = await connector.member(envelope.conversationId, envelope.userId);
  const objectId = textAt(member, 'aadObjectId') ?? textAt(member, 'objectId');
  if (envelope.userObjectId !== null && objectId !== null && objectId !== envelope.userObjectId) {
    throw new DeliveryError('The roster names somebody else than the activity', { retryable: false });
  }
  return { email: emailOf(member, envelope.tenantId), name: textAt(member, 'name') };
}

/**
 * The roster's address, else the sign-in name. Null for guests, for people of another organisation and for who has not
 * signed in: their addresses are what somebody else wrote of them, and the tenant has verified none of them.
 */
function emailOf(member: unknown, tenantId: string | null): string | null {
  const signIn = textAt(member, 'userPrincipalName');
  const role = textAt(member, 'userRole')?.toLowerCase() ?? '';
  const home = textAt(member, 'tenantId');
  const isForeign = home !== null && home.toLowerCase() !== tenantId?.toLowerCase();
  if (isForeign || UNVERIFIED_ROLES.has(role) || isMadeUp(signIn)) return null;
  return textAt(member, 'email') ?? (signIn?.includes('@') ? signIn : null);
}

/** The name that a tenant makes up for a guest's account. */
function isMadeUp(signIn: string | null): boolean {
  return signIn !== null && /#EXT#/iu.test(signIn);
}

/** As the roster says them. */
const UNVERIFIED_ROLES: ReadonlySet<string> = new Set(['guest', 'anonymous']);
