import type { Activity, ResourceResponse } from 'botbuilder';
// Of `botbuilder`, the part that runs turns: the rest, which Jalon does not use, would take 4 MiB and 70 ms.
import { BotAdapter, TurnContext } from 'botbuilder-core';
import { JalonError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import type { Envelope } from './activity.ts';

/** What a turn answers over HTTP; `body` only for invokes. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Turns of the Bot Framework for requests that `gate.ts` has admitted. The SDK's `CloudAdapter` would make two clients
 * anew for each turn; here replies leave by `connector.ts`, which also speaks when no turn is under way.
 */
export class TeamsAdapter extends BotAdapter {
  constructor(log: Log) {
    super();
    this.onTurnError = async (context, error) => {
      log.error('teams.turn-failed', { error: error.name, type: String(context.activity.type) });
    };
  }

  /**
   * Runs one turn; one that fails answers 500. The SDK is shown the envelope alone: what else a body holds is anything
   * that its sender likes, and it would trip over it.
   */
  async runTurn(envelope: Envelope, turn: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    let answer: HttpAnswer = { status: 500 };
    await this.runMiddleware(new TurnContext(this, activityOf(envelope)), async () => {
      answer = await turn();
    });
    return answer;
  }

  override sendActivities(): Promise<ResourceResponse[]> {
    return refuse();
  }

  override updateActivity(): Promise<undefined> {
    return refuse();
  }

  override deleteActivity(): Promise<void> {
    return refuse();
  }

  override continueConversation(): Promise<void> {
    return refuse();
  }
}

function activityOf(envelope: Envelope): Partial<Activity> {
  const { type, channelId, serviceUrl, conversationId, userId, botId, activityId } = envelope;
  return {
    type,
    channelId,
    serviceUrl,
    conversation: { id: conversationId } as Activity['conversation'],
    from: { id: userId ?? '', name: '' },
    recipient: { id: botId, name: '' },
    ...(activityId === null ? {} : { id: activityId }),
  };
}

/** The SDK's own ways out, which no turn takes: they know nothing of pages, tries and limits. */
async function refuse(): Promise<never> {
  throw new JalonError('Replies leave by the connector, not by the SDK');
}
