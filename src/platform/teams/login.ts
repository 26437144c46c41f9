import { AuthenticationConstants } from 'botframework-connector';
import { DeliveryError } from '../../usecases/errors.ts';
import { unsignedDelivery } from './faults.ts';
import { callHttp } from './http-client.ts';
import { at, textAt } from './json.ts';
import type { TeamsCredentials } from './options.ts';

/** A token is asked for anew this long before it runs out. */
const MARGIN_MS = 5 * 60 * 1000;

interface Token {
  readonly token: string;
  readonly lifetimeMs: number;
}

/**
 * Tokens for the Bot Connector from another login service than Microsoft's, by OAuth client credentials: Microsoft's
 * client (MSAL) refuses any address that is not https, thus every stand-in on this machine.
 *
 * @param limitMs bounds a call to the service whole, in milliseconds
 */
export function createLogin(
  credentials: TeamsCredentials,
  loginUrl: string,
  limitMs: number,
): () => Promise<string> {
  let kept = { token: '', staleAtMs: Number.NEGATIVE_INFINITY };
  return async () => {
    if (kept.staleAtMs <= performance.now()) {
      const { token, lifetimeMs } = await ask(credentials, loginUrl, limitMs);
      kept = { token, staleAtMs: performance.now() + lifetimeMs - MARGIN_MS };
    }
    return kept.token;
  };
}

async function ask(
  { appId, appPassword }: TeamsCredentials,
  loginUrl: string,
  limitMs: number,
): Promise<Token> {
  try {
    const { status, text } = await callHttp(new URL(`${loginUrl}/oauth2/v2.0/token`), {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      limitMs,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appPassword,
        scope: `${AuthenticationConstants.ToChannelFromBotOAuthScope}/.default`,
      }).toString(),
    });
    const body: unknown = JSON.parse(text);
    const token = textAt(body, 'access_token');
    const seconds = at(body, 'expires_in');
    if (status !== 200 || token === null) throw unsignedDelivery(`The login service answered ${status}`);
    return { token, lifetimeMs: typeof seconds === 'number' ? seconds * 1000 : 0 };
  } catch (cause) {
    if (cause instanceof DeliveryError) throw cause;
    throw unsignedDelivery('The login service cannot be reached', cause);
  }
}
