import type { Messenger } from '../../usecases/messenger.ts';
import { type HttpAnswer, TeamsAdapter } from './adapter.ts';
import { createAuthentication } from './auth.ts';
import { createConnector } from './connector.ts';
import { createFileDesk } from './file-desk.ts';
import { createGate } from './gate.ts';
import { createTeamsMessenger } from './messenger.ts';
import { TEAMS_LIMITS, type TeamsOptions } from './options.ts';
import { parseActivity } from './parse.ts';
import { createProfiles } from './profile.ts';
import { createTokens } from './tokens.ts';
import { createTurns } from './turn.ts';

/** Teams as the composition root holds it. */
export interface Teams {
  readonly messenger: Messenger;
  /** Hears no more, and waits for the answers under way. */
  stop(): Promise<void>;
}

/**
 * Mounts `POST /api/messages`. Without credentials it is closed (404), unless `local`, where no token is asked but
 * only this machine is heard and answered. Whatever is not an activity of Teams for this bot is answered at once, as
 * JSON, without a word on why beyond its kind.
 */
export function createTeams(options: TeamsOptions): Teams {
  const { app, credentials, log, limits = TEAMS_LIMITS } = options;
  const authentication = createAuthentication({
    credentials,
    endpoints: options.endpoints,
    ...limits,
  });
  const token = createTokens(credentials, options.endpoints, limits.callMs);
  const connectorTo = (serviceUrl: string) => createConnector({ serviceUrl, token, limitMs: limits.callMs });
  const dialogs = credentials !== null;
  const gate = createGate({ ...options, authentication });
  const adapter = new TeamsAdapter(log);
  const profiles = createProfiles(options.cache, log);
  const { admits } = authentication;
  const fileDesk = createFileDesk({ ...options, token, admits, limitMs: limits.filesMs });
  const turns = createTurns({ ...options, profiles, fileDesk, limits, dialogs });
  let stopped = false;

  app.all('/api/messages', async (request, response) => {
    if (request.method !== 'POST') {
      response.status(405).set('Allow', 'POST').json({ error: 'post-expected' });
      return;
    }
    if (stopped) {
      response.status(503).json({ error: 'stopping' });
      return;
    }
    const answer = await hear(request, response);
    if (answer.body === undefined) response.status(answer.status).end();
    else response.status(answer.status).json(answer.body);
  });

  const hear = async (...http: Parameters<typeof gate>): Promise<HttpAnswer> => {
    try {
      const heard = await gate(...http);
      if ('error' in heard) {
        log.warn('teams.refused', { status: heard.status, why: heard.error });
        return { status: heard.status, body: { error: heard.error } };
      }
      const { envelope, body } = heard;
      return await adapter.runTurn(envelope, () =>
        turns.answer(parseActivity(envelope, body), connectorTo(envelope.serviceUrl)),
      );
    } catch (error) {
      log.error('teams.failed', { error: error instanceof Error ? error.name : 'unknown' });
      return { status: 500, body: { error: 'internal' } };
    }
  };

  return {
    messenger: createTeamsMessenger({
      admits,
      connectorTo,
      dialogs,
      accounts: options.accounts,
    }),
    async stop() {
      stopped = true;
      await turns.settled();
    },
  };
}
