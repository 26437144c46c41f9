import type { webApi } from '@slack/bolt';
import type { Card } from '../../../cards/model.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Account, Log, Messenger, Sent } from '../../usecases/ports.ts';
import { slackErrorCode, toDeliveryError } from './api-errors.ts';
import { readObject } from './payload.ts';
import { type Profile, type Profiles, readProfile } from './profile.ts';
import { cardMessages, type SlackMessage } from './render.ts';

export interface MessengerParts {
  readonly client: webApi.WebClient;
  readonly profiles: Profiles;
  readonly log: Log;
  /** The present instant, ISO. */
  readonly now: () => string;
}

/** Writes to people in their direct conversation with the bot. */
export function createMessenger({ client, profiles, log, now }: MessengerParts): Messenger {
  /** Slack accepts messages to people who have left: their profile is asked before it is relied upon. */
  async function refuseLeaver(team: string, user: string): Promise<void> {
    let profile: Profile;
    try {
      profile = await profiles.of(team, user);
    } catch (error) {
      log.warn('slack.profile-unknown', { error: error instanceof Error ? error.message : typeof error });
      return;
    }
    if (!profile.isActive) throw new DeliveryError('the account is deactivated', { retryable: false });
  }

  return {
    platform: 'slack',

    async send(account: Account, card: Card): Promise<Sent> {
      const [team, user] = account.id.split('/');
      if (team === undefined || user === undefined || !/^[A-Z0-9]+$/.test(user)) {
        throw new DeliveryError('not the id of a Slack account', { retryable: false });
      }
      await refuseLeaver(team, user);
      const sent: string[] = [];
      for (const message of cardMessages(card)) sent.push(await post(client, user, message, null));
      return { platformId: sent.join(' ') };
    },

    async findByEmail(email: string): Promise<Account | null> {
      try {
        const answer = await client.users.lookupByEmail({ email });
        const user = readObject(answer.user, 'the profile');
        const team = user.text('team_id');
        const profile = readProfile(user, team);
        if (profile.email?.toLowerCase() !== email.toLowerCase()) return null;
        const id = `${team}/${user.text('id')}`;
        return { platform: 'slack', id, email: email.toLowerCase(), reference: {}, seenAt: now() };
      } catch (error) {
        const code = slackErrorCode(error);
        if (code !== 'users_not_found') log.warn('slack.lookup-failed', { code: code ?? 'no answer' });
        return null;
      }
    },
  };
}

/**
 * Posts one message; links are not unfurled. Throws `DeliveryError`.
 * @param channel a conversation, or a person's id for their direct conversation
 * @returns Slack's name of the message, `channel:ts`
 */
export async function post(
  client: webApi.WebClient,
  channel: string,
  message: SlackMessage,
  threadTs: string | null,
): Promise<string> {
  try {
    const answer = await client.chat.postMessage({
      channel,
      text: message.text,
      blocks: message.blocks,
      unfurl_links: false,
      unfurl_media: false,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    });
    return `${answer.channel ?? channel}:${answer.ts ?? ''}`;
  } catch (error) {
    throw toDeliveryError(error, 'chat.postMessage');
  }
}
