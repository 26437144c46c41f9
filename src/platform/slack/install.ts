import { ExpressReceiver, type Installation, type Logger, type StateStore, type webApi } from '@slack/bolt';
import type { Application, NextFunction, Request, Response } from 'express';
import { installPages } from '../../../cards/slack.ts';
import { PayloadError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import { toDeliveryError } from './api-errors.ts';
import { createClient } from './client.ts';
import { faultOf } from './fault.ts';
import { refuse } from './guard.ts';
import { installPolicy, pageHtml, sendPage } from './install-page.ts';
import { type Installations, idOf, type Sealer } from './installations.ts';
import { botScopes, redirectPath } from './manifest.ts';

const installPath = '/slack/install';

/** The browser waits while a refused installation is undone, no longer than this for each of two calls, in milliseconds. */
const undoingMs = 3_000;

/** How long somebody may take on Slack's own page, in seconds. */
const stateSeconds = 10 * 60;

/** Bound to this host and never sent without encryption: the browser itself refuses another of this name. */
const stateCookie = '__Host-jalon-slack';

export interface InstallParts {
  readonly app: Application;
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the bot is reached; null lets Slack take the address that its settings hold. */
  readonly publicUrl: string | null;
  /** Ids of the workspaces that may install the app; null for any. */
  readonly admitted: ReadonlySet<string> | null;
  readonly installations: Installations;
  readonly sealer: Sealer;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: Logger;
  readonly apiUrl: string;
  readonly log: Log;
  /** The present instant, ISO. */
  readonly now: () => string;
}

/**
 * Mounts Bolt's own installation in a workspace, `/slack/install` and `/slack/oauth_redirect`, with our store and our
 * pages. It is a receiver of its own, without an endpoint: beside one that installs, Bolt insists on keeping tokens itself.
 */
export function mountInstall(parts: InstallParts): void {
  const { app, publicUrl, admitted, installations, log, logger } = parts;
  const installUrl = `${publicUrl ?? ''}${installPath}`;
  guardInstall(app);
  new ExpressReceiver({
    app,
    logger,
    endpoints: {},
    signingSecret: parts.signingSecret,
    clientId: parts.clientId,
    clientSecret: parts.clientSecret,
    scopes: [...botScopes],
    ...(publicUrl === null ? {} : { redirectUri: redirectUri(publicUrl) }),
    installationStore: installations,
    installerOptions: {
      installPath,
      redirectUriPath: redirectPath,
      stateStore: stateStore(parts),
      stateCookieName: stateCookie,
      stateCookieExpirationSeconds: stateSeconds,
      authorizationUrl: new URL('/oauth/v2/authorize', parts.apiUrl).href,
      clientOptions: parts.clientOptions,
      renderHtmlForInstallPath: (url) => pageHtml(installPages.invitation(url)),
      callbackOptions: {
        afterInstallation: async (installation, _options, _request, response) => {
          const id = idOf(installation) ?? '';
          if (admitted === null || admitted.has(id)) return true;
          log.warn('slack.install-failed', { code: 'not-admitted', workspace: id });
          await undo(parts, installation, id);
          sendPage(response, 403, installPages.notAdmitted());
          return false;
        },
        success: (installation, _options, _request, response) => {
          const name = installation.team?.name ?? installation.enterprise?.name ?? null;
          sendPage(response, 200, installPages.done(name, clientUrl(installation)));
        },
        failure: (error, _options, _request, response) => {
          const isTheirs = error instanceof PayloadError || theirFault.has(error.code);
          log.warn('slack.install-failed', { code: error.code });
          if (isTheirs) sendPage(response, 400, installPages.refused(installUrl));
          else sendPage(response, 503, installPages.unavailable(installUrl));
        },
      },
    },
  });
}

/**
 * Takes a refused installation back at Slack, which has made it by then: no token that works is left with nobody to
 * watch over it, and no events come from there. Where Slack does not let a bot's token do so, that token is revoked.
 */
async function undo(parts: InstallParts, { bot, user }: Installation, workspace: string): Promise<void> {
  const { clientId: client_id, clientSecret: client_secret, clientOptions, log } = parts;
  const token = bot?.token ?? user.token;
  if (token === undefined) return;
  const client = createClient(token, { ...clientOptions, timeout: undoingMs });
  const uninstalled = client.apps.uninstall({ client_id, client_secret });
  await uninstalled
    .catch(() => client.auth.revoke())
    .catch((error: unknown) => {
      const fault = faultOf(toDeliveryError(error, 'auth.revoke'));
      log.warn('slack.install-not-undone', { workspace, error: fault });
    });
}

/** Cancelled, forged, too old, or a code that Slack does not know: to be begun again. */
const theirFault: ReadonlySet<string> = new Set([
  'slack_oauth_installer_authorization_error',
  'slack_oauth_missing_state',
  'slack_oauth_invalid_state',
  'slack_oauth_missing_code',
  'slack_webapi_platform_error',
]);

/**
 * Stands before the pages of the installation: only looked at, never kept by anybody on the way, with nothing but their
 * own style, and their cookie not sent along by other sites, which Bolt forgets.
 */
function guardInstall(app: Application): void {
  app.use([installPath, redirectPath], (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET') return refuse(response, 405);
    response.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': installPolicy,
      'Referrer-Policy': 'no-referrer',
    });
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) =>
      set(name, name.toLowerCase() === 'set-cookie' ? withSameSite(value) : value);
    next();
  });
}

function withSameSite(value: number | string | readonly string[]): readonly string[] {
  const cookies = typeof value === 'object' ? value : [String(value)];
  return cookies.map((cookie) => (/;\s*samesite=/i.test(cookie) ? cookie : `${cookie}; SameSite=Lax`));
}

/** The state of an installation is sealed, so that any process can read what another began. */
function stateStore({ sealer, publicUrl, now }: InstallParts): StateStore {
  const purpose = 'slack-install-state';
  return {
    generateStateParam: async () => sealer.seal(purpose, { at: now(), nonce: crypto.randomUUID() }),
    verifyStateParam: async (_date, state) => {
      const at = sealer.open(purpose, state)?.['at'];
      if (typeof at !== 'string') throw new PayloadError('the state of the installation is forged');
      const age = Temporal.Instant.from(at).until(now());
      if (Math.abs(age.total('seconds')) > stateSeconds)
        throw new PayloadError('the state of the installation is too old');
      return {
        scopes: [...botScopes],
        ...(publicUrl === null ? {} : { redirectUri: redirectUri(publicUrl) }),
      };
    },
  };
}

function redirectUri(publicUrl: string): string {
  return `${publicUrl}${redirectPath}`;
}

function clientUrl({ team }: Installation): string {
  return team === undefined ? 'https://app.slack.com/' : `https://app.slack.com/client/${team.id}`;
}
