import type { webApi } from '@slack/bolt';
import type { Visitor } from '../../usecases/bot.ts';
import type { Json, Log } from '../../usecases/ports.ts';
import { slackErrorCode, toDeliveryError } from './api-errors.ts';
import { type Reader, readObject } from './payload.ts';

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
  of(team: string, user: string): Promise<Profile>;
  visitor(team: string, user: string): Promise<Visitor>;
}

const cachedForMs = 10 * 60_000;
const unknownPerson: Profile = { email: null, name: null, isActive: false };

/** Reads profiles from `users.info`, each kept for ten minutes. */
export function createProfiles(client: webApi.WebClient, cache: Cache, log: Log): Profiles {
  async function ask(team: string, user: string): Promise<Profile> {
    try {
      const answer = await client.users.info({ user });
      return readProfile(readObject(answer.user, 'the profile'), team);
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === 'user_not_found' || code === 'user_not_visible') return unknownPerson;
      throw toDeliveryError(error, 'users.info');
    }
  }

  async function of(team: string, user: string): Promise<Profile> {
    const key = `slack:profile:${team}/${user}`;
    const kept = readKept(await quietly(() => cache.get(key), log));
    if (kept !== null) return kept;
    const profile = await ask(team, user);
    await quietly(() => cache.set(key, { ...profile }, cachedForMs), log);
    return profile;
  }

  return {
    of,
    visitor: async (team, user) => {
      const { email, name } = await of(team, user);
      return { platform: 'slack', accountId: `${team}/${user}`, email, name, reference: {} };
    },
  };
}

/** The profile of one of Slack's user objects, as seen from the workspace `team`. */
export function readProfile(user: Reader, team: string): Profile {
  const profile = user.maybeObject('profile');
  const isActive = !user.flag('deleted');
  const isForeign = user.flag('is_stranger') || !belongsTo(user, team);
  const isUnconfirmed = user.has('is_email_confirmed') && !user.flag('is_email_confirmed');
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
