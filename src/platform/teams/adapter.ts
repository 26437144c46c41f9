import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { AuthenticateRequestResult, ConnectorClient } from 'botframework-connector';
import type { Log } from '../../usecases/log.ts';
import type { Envelope } from './activity.ts';
import type { Authentication } from './auth.ts';

/** What a turn answers over HTTP; `body` only for invokes. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** The Bot Framework's adapter, for requests whose token this bot has already verified. */
export class TeamsAdapter extends CloudAdapter {
  constructor(authentication: Authentication, log: Log) {
    super(authentication.framework);
    this.onTurnError = async (context, error) => {
      log.error('teams.turn-failed', { error: error.name, type: String(context.activity.type) });
      await answerTurn(context, { status: 500 });
    };
  }

  /**
   * Runs one turn. The SDK is shown the envelope alone: what else a body holds is anything that its sender likes, and
   * it would trip over it. The client outlives the turn, unlike the turn's context.
   */
  async runTurn(
    verified: AuthenticateRequestResult,
    envelope: Envelope,
    turn: (client: ConnectorClient) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const { type, channelId, serviceUrl, conversationId, userId, botId, activityId } = envelope;
    const activity = {
      type,
      channelId,
      serviceUrl,
      conversation: { id: conversationId },
      from: { id: userId ?? '' },
      recipient: { id: botId },
      ...(activityId === null ? {} : { id: activityId }),
    } as Activity;
    let answer: HttpAnswer = { status: 500 };
    const response: InvokeResponse | undefined = await this.processActivity(
      verified,
      activity,
      async (context) => {
        answer = await turn(context.turnState.get<ConnectorClient>(this.ConnectorClientKey));
        await answerTurn(context, answer);
      },
    );
    return response ?? answer;
  }
}

/** Only an invoke's turn carries its answer; a message's is the HTTP status. */
async function answerTurn(context: TurnContext, answer: HttpAnswer): Promise<void> {
  if (context.activity.type !== 'invoke') return;
  await context.sendActivity({ type: 'invokeResponse', value: answer });
}
