import type { webApi } from '@slack/bolt';
import type { Card, Form } from '../../../cards/model.ts';
import type { DeliveryError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Party, Place } from './acts.ts';
import { toDeliveryError } from './api-errors.ts';
import { type FormOrigin, formView } from './form.ts';
import { post } from './post.ts';
import type { SlackMessage } from './render.ts';
import { answerAt, answersPerUrl, isSlackResponseUrl } from './response-url.ts';
import { pause } from './timing.ts';
import type { Workspaces } from './workspaces.ts';

/** Longest wait before the second try of an answer, in milliseconds: the person is waiting. */
const longestWaitMs = 5_000;
const usualWaitMs = 1_000;

export interface SpeakerParts {
  readonly workspaces: Workspaces;
  readonly apiUrl: string;
  readonly log: Log;
}

/** How an answer shows at a `response_url`. */
export interface UrlManner {
  readonly responseType: 'ephemeral' | 'in_channel';
  /** Whether the first message takes the place of the one whose button was pressed. */
  readonly replace: boolean;
}

/** Answers people who are waiting: nothing here throws, a lost answer is logged, what was decided is on disk. */
export interface Speaker {
  /** In a conversation, or to a person's direct conversation when given their id. */
  post(
    place: Place,
    channel: string,
    messages: readonly SlackMessage[],
    threadTs: string | null,
  ): Promise<void>;
  /** At the address that Slack gave; in the person's direct conversation where that is not possible. */
  answer(url: string | null, to: Party, messages: readonly SlackMessage[], manner: UrlManner): Promise<void>;
  /** To one person in a channel; false when Slack refuses. */
  whisper(to: Party, channel: string, message: SlackMessage): Promise<boolean>;
  /** Opens a modal; false when Slack refuses, for instance because the click is too old. */
  openForm(
    place: Place,
    triggerId: string,
    form: Form,
    origin: FormOrigin,
    notice: Card | null,
  ): Promise<boolean>;
  /** Shows something else in a modal; false when it is closed. */
  updateView(place: Place, viewId: string, view: webApi.ViewsUpdateArguments['view']): Promise<boolean>;
  /** The address of a message; null when Slack gives none, for instance of a conversation that the bot is not in. */
  permalink(place: Place, channel: string, ts: string): Promise<string | null>;
  /** Shows somebody's Home page. */
  publishHome(to: Party, view: webApi.ViewsPublishArguments['view']): Promise<boolean>;
}

export function createSpeaker({ workspaces, apiUrl, log }: SpeakerParts): Speaker {
  /** A second try where it may help, then the log. */
  async function insist(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (first) {
      const error = toDeliveryError(first, what);
      if (!error.retryable) return lost(error);
      await pause(Math.min(error.retryAfterMs ?? usualWaitMs, longestWaitMs));
    }
    return once(what, work);
  }

  async function once(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      return lost(toDeliveryError(error, what));
    }
  }

  function lost(error: DeliveryError): false {
    log.warn('slack.answer-failed', { error: error.message, retryable: error.retryable });
    return false;
  }

  async function postAll(
    place: Place,
    channel: string,
    messages: readonly SlackMessage[],
    threadTs: string | null,
  ): Promise<void> {
    for (const message of messages) {
      await insist('chat.postMessage', async () =>
        post(await workspaces.clientOf(place), channel, message, threadTs),
      );
    }
  }

  return {
    post: postAll,

    async answer(url, to, messages, manner) {
      const usable = url !== null && isSlackResponseUrl(url, apiUrl) ? url : null;
      if (url !== null && usable === null) log.warn('slack.response-url-refused', {});
      for (const [rank, message] of messages.entries()) {
        // One use is left for the press that may come after.
        if (usable === null || rank >= answersPerUrl - 1) {
          await postAll(to, to.user, messages.slice(rank), null);
          return;
        }
        const replace_original = manner.replace && rank === 0;
        const answer = { ...message, response_type: manner.responseType, replace_original };
        const isSaid = await insist('response_url', () => answerAt(usable, answer));
        if (!isSaid) await postAll(to, to.user, [message], null);
      }
    },

    whisper: (to, channel, message) =>
      once('chat.postEphemeral', async () => {
        const client = await workspaces.clientOf(to);
        return client.chat.postEphemeral({ channel, user: to.user, ...message });
      }),

    openForm: (place, triggerId, form, { responseUrl, isHome }, notice) => {
      const view = formView(form, responseUrl, notice, isHome);
      return once('views.open', async () => {
        const client = await workspaces.clientOf(place);
        return client.views.open({ trigger_id: triggerId, view });
      });
    },

    updateView: (place, viewId, view) =>
      once('views.update', async () =>
        (await workspaces.clientOf(place)).views.update({ view_id: viewId, view }),
      ),

    async permalink(place, channel, ts) {
      try {
        const client = await workspaces.clientOf(place);
        return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink ?? null;
      } catch (error) {
        log.info('slack.no-permalink', { error: toDeliveryError(error, 'chat.getPermalink').message });
        return null;
      }
    },

    publishHome: (to, view) =>
      insist('views.publish', async () =>
        (await workspaces.clientOf(to)).views.publish({ user_id: to.user, view }),
      ),
  };
}
