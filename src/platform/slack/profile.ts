import type { Visitor } from '../../usecases/bot.ts';
import type { Log } from '../../usecases/log.ts';
import type { Json } from '../../usecases/ports.ts';
import type { Party } from './acts.ts';
import { slackErrorCode, toDeliveryError } from './api-errors.ts';
import { type Reader, readObject } from './payload.ts';
import type { Workspaces } from './workspaces.ts';

/** State that may vanish at any time, as Keyv keeps it. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: Json, ttlMs: number): Promise<unknown>;
}

/** What Slack vouches for about a person. */
export interface Profile {
  /** Null when Slack does not vouch for one: a bot, a leaver, somebody of another organisation, an address not confirmed. */
  readonly email: string | null;
  readonly name: string | null;
  /** False for somebody who left the workspace. */
  readonly isActive: boolean;
}

export interface Profiles {
  /** Throws `DeliveryError` when Slack cannot be asked: roles are never dropped because of a failure. */
  of(party: Party): Promise<Profile>;
  visitor(party: Party): Promise<Visitor>;
  /** What is kept of them is no longer true. */
  forget(party: Party): Promise<void>;
}

const cachedForMs = 10 * 60_000;
const unknownPerson: Profile = { email: null, name: null, isActive: false };

/** Reads profiles from `users.info`, each kept for ten minutes. */
export function createProfiles(workspaces: Workspaces, cache: Cache, log: Log): Profiles {
  async function ask(party: Party): Promise<Profile> {
    try {
      const client = await workspaces.clientOf(party);
      const answer = await client.users.info({ user: party.user });
      return readProfile(readObject(answer.user, 'the profile'), party.team);
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === 'user_not_found' || code === 'user_not_visible') return unknownPerson;
      throw toDeliveryError(error, 'users.info', workspaces.areSeveral);
    }
  }

  async function of(party: Party): Promise<Profile> {
    const key = keyOf(party);
    const kept = readKept(await quietly(() => cache.get(key), log));
    if (kept !== null) return kept;
    const profile = await ask(party);
    await quietly(() => cache.set(key, { ...profile }, cachedForMs), log);
    return profile;
  }

  return {
    of,
    visitor: async (party) => {
      const { email, name } = await of(party);
      return {
        platform: 'slack',
        accountId: accountIdOf(party),
        email,
        name,
        // Where the app is installed for an organisation, its token is found by it.
        reference: party.enterprise === null ? {} : { enterprise: party.enterprise },
      };
    },
    forget: async (party) => {
      await quietly(() => cache.set(keyOf(party), null, 1), log);
    },
  };
}

/** How an account is named everywhere: `T123/U456`. */
export function accountIdOf({ team, user }: Party): string {
  return `${team}/${user}`;
}

function keyOf(party: Party): string {
  return `slack:profile:${accountIdOf(party)}`;
}

/**
 * The profile of one of Slack's user objects, as seen from the workspace `team`. A guest may be the référent of a commune
 * whom the workspace invited: who they are is the address that they have confirmed, as for a member, but what an inviter
 * typed counts for nothing until Slack says that it is confirmed.
 */
export function readProfile(user: Reader, team: string): Profile {
  const profile = user.maybeObject('profile');
  const isActive = !user.flag('deleted');
  const isForeign = user.flag('is_stranger') || !belongsTo(user, team);
  const isGuest = user.flag('is_restricted') || user.flag('is_ultra_restricted');
  const mustSayConfirmed = isGuest || user.has('is_email_confirmed');
  const isUnconfirmed = mustSayConfirmed && !user.flag('is_email_confirmed');
  const isVouchedFor = isActive && !isForeign && !isUnconfirmed && !user.flag('is_bot');
  const name = profile?.maybeText('real_name') || user.maybeText('real_name') || user.maybeText('name');
  return { email: isVouchedFor ? profile?.maybeText('email') || null : null, name: name || null, isActive };
}

/** An Enterprise Grid user may work in several workspaces of the same organisation. */
function belongsTo(user: Reader, team: string): boolean {
  const home = user.maybeText('team_id');
  if (home === null || home === team) return true;
  const teams = user.maybeObject('enterprise_user')?.list('teams') ?? [];
  return teams.includes(team);
}

function readKept(value: unknown): Profile | null {
  if (typeof value !== 'object' || value === null) return null;
  const read = readObject(value, 'a kept profile');
  return { email: read.maybeText('email'), name: read.maybeText('name'), isActive: read.flag('isActive') };
}

/** A cache that fails is a cache that is empty: Slack is asked instead. */
async function quietly<T>(work: () => Promise<T>, log: Log): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.warn('slack.cache-failed', { error: error instanceof Error ? error.name : typeof error });
    return undefined;
  }
}
