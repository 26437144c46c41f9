import { createHash } from 'node:crypto';
import type { Card } from '../../../cards/model.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Envelope, Messenger, Pace, Sent } from '../../usecases/messenger.ts';
import type { Account } from '../../usecases/ports.ts';
import type { Party } from './acts.ts';
import { slackErrorCode, toDeliveryError } from './api-errors.ts';
import { faultOf } from './fault.ts';
import { readObject } from './payload.ts';
import { post } from './post.ts';
import { type Cache, type Profile, type Profiles, readProfile } from './profile.ts';
import { cardMessages, type SlackMessage } from './render.ts';
import { createThreads } from './threads.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

/**
 * Slack bears one message a second and conversation, and « several hundred » a minute and workspace: 240 stay under
 * the least that this can mean, and within the bursts that the look at each profile is allowed (100 a minute and more).
 */
const pace: Pace = { perConversationMs: 1_000, inAllMs: 250 };

/** How long the parts of a message that have arrived are remembered, in milliseconds: as long as it may be tried again. */
const arrivedForMs = 24 * 60 * 60_000;

export interface MessengerParts {
  readonly workspaces: Workspaces;
  readonly profiles: Profiles;
  readonly cache: Cache;
  readonly log: Log;
  /** The present instant, ISO. */
  readonly now: () => string;
}

/** Writes to people in their direct conversation with the bot. */
export function createMessenger({ workspaces, profiles, cache, log, now }: MessengerParts): Messenger {
  const threads = createThreads(cache);

  /** Slack accepts messages to people who have left: their profile is asked before it is relied upon. */
  async function refuseLeaver(party: Party): Promise<void> {
    let profile: Profile;
    try {
      profile = await profiles.of(party);
    } catch (error) {
      log.warn('slack.profile-unknown', { error: faultOf(error) });
      return;
    }
    if (!profile.isActive)
      throw new DeliveryError('the account is deactivated', { retryable: false, isAddressLost: true });
  }

  async function clientOf(party: Party) {
    try {
      return await workspaces.clientOf(party);
    } catch (error) {
      throw toDeliveryError(error, 'the token');
    }
  }

  /** A card of several messages that stopped half-way goes on where it stopped. */
  async function unlessArrived(key: string, message: SlackMessage, work: () => Promise<string>) {
    const hash = createHash('sha256').update(JSON.stringify(message)).digest('hex');
    const name = `slack:arrived:${hash}:${key}`;
    const arrived = await cache.get(name).catch(() => undefined);
    if (typeof arrived === 'string') return arrived;
    const platformId = await work();
    // Without it, the part may come once more.
    await cache.set(name, platformId, arrivedForMs).catch(() => undefined);
    return platformId;
  }

  async function lookUp({ client, team, enterprise }: Workspace, email: string): Promise<Account | null> {
    try {
      const answer = await client.users.lookupByEmail({ email });
      const user = readObject(answer.user, 'the profile');
      const home = team ?? user.text('team_id');
      if (readProfile(user, home).email?.toLowerCase() !== email) return null;
      return {
        platform: 'slack',
        id: `${home}/${user.text('id')}`,
        email,
        reference: enterprise === null ? {} : { enterprise },
        seenAt: now(),
        lostAt: null,
      };
    } catch (error) {
      const code = slackErrorCode(error);
      if (code !== 'users_not_found') log.warn('slack.lookup-failed', { code: code ?? 'no answer' });
      return null;
    }
  }

  return {
    platform: 'slack',
    pace,

    async send(account: Account, card: Card, { key, thread }: Envelope): Promise<Sent> {
      const party = partyOf(account);
      const client = await clientOf(party);
      await refuseLeaver(party);
      const messages = cardMessages(card);
      const root = thread === undefined ? null : await threads.rootOf(party, thread);
      const sent: string[] = [];
      for (const message of messages) {
        const work = () => post(client, party.user, message, root, workspaces.areSeveral);
        sent.push(await (messages.length === 1 ? work() : unlessArrived(key, message, work)));
      }
      const [first] = sent;
      if (thread !== undefined && root === null && first !== undefined)
        await threads.begin(party, thread, first);
      return { platformId: sent.join(' ') };
    },

    async findByEmail(email: string): Promise<Account | null> {
      const wanted = email.toLowerCase();
      try {
        const all = await workspaces.all();
        const found = await Promise.all(all.map((workspace) => lookUp(workspace, wanted)));
        return found.find((account) => account !== null) ?? null;
      } catch (error) {
        log.warn('slack.lookup-failed', { code: faultOf(error) });
        return null;
      }
    },
  };
}

function partyOf({ id, reference }: Account): Party {
  const [team, user] = id.split('/');
  if (team === undefined || user === undefined || !/^[A-Z0-9]+$/.test(user))
    throw new DeliveryError('not the id of a Slack account', { retryable: false, isAddressLost: true });
  const enterprise = reference['enterprise'];
  return { team, user, enterprise: typeof enterprise === 'string' ? enterprise : null };
}
