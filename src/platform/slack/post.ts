import type { webApi } from '@slack/bolt';
import { toDeliveryError } from './api-errors.ts';
import type { SlackMessage } from './render.ts';

/**
 * Posts one message; links are not unfurled. Throws `DeliveryError`.
 * @param channel a conversation, or a person's id for their direct conversation
 * @param severalWorkspaces see `toDeliveryError`
 * @returns Slack's name of the message, `channel:ts`
 */
export async function post(
  client: webApi.WebClient,
  channel: string,
  message: SlackMessage,
  threadTs: string | null,
  severalWorkspaces = false,
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
    throw toDeliveryError(error, 'chat.postMessage', severalWorkspaces);
  }
}
