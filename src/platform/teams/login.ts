import { PasswordServiceClientCredentialFactory } from 'botframework-connector';
import { DeliveryError } from '../../usecases/errors.ts';
import { unsignedDelivery } from './faults.ts';
import { at, textAt } from './json.ts';
import type { TeamsCredentials } from './options.ts';

type Signer = Awaited<ReturnType<PasswordServiceClientCredentialFactory['createCredentials']>>;

/** A token is asked for anew this long before it runs out. */
const MARGIN_MS = 5 * 60 * 1000;

/**
 * Tokens for the Bot Connector from another login service than Microsoft's, by OAuth client credentials: Microsoft's
 * client (MSAL) refuses any address that is not https, thus every stand-in on this machine.
 */
export class LoginCredentialsFactory extends PasswordServiceClientCredentialFactory {
  readonly #loginUrl: string;
  readonly #limitMs: number;
  readonly #tokens = new Map<string, { readonly token: string; readonly staleAtMs: number }>();

  constructor(credentials: TeamsCredentials, loginUrl: string, limitMs: number) {
    super(credentials.appId, credentials.appPassword, credentials.tenantId);
    this.#loginUrl = loginUrl;
    this.#limitMs = limitMs;
  }

  override async createCredentials(_appId: string, audience: string): Promise<Signer> {
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.#token(audience)}`);
        return request;
      },
    };
  }

  async #token(audience: string): Promise<string> {
    const kept = this.#tokens.get(audience);
    if (kept !== undefined && kept.staleAtMs > performance.now()) return kept.token;
    const { token, lifetimeMs } = await this.#ask(audience);
    this.#tokens.set(audience, { token, staleAtMs: performance.now() + lifetimeMs - MARGIN_MS });
    return token;
  }

  async #ask(audience: string): Promise<{ readonly token: string; readonly lifetimeMs: number }> {
    try {
      const response = await fetch(`${this.#loginUrl}/oauth2/v2.0/token`, {
        method: 'POST',
        signal: AbortSignal.timeout(this.#limitMs),
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: this.appId ?? '',
          client_secret: this.password ?? '',
          scope: `${audience}/.default`,
        }),
      });
      const body: unknown = await response.json();
      const token = textAt(body, 'access_token');
      const seconds = at(body, 'expires_in');
      if (!response.ok || token === null) {
        throw unsignedDelivery(`The login service answered ${response.status}`);
      }
      return { token, lifetimeMs: typeof seconds === 'number' ? seconds * 1000 : 0 };
    } catch (cause) {
      if (cause instanceof DeliveryError) throw cause;
      throw unsignedDelivery('The login service cannot be reached', cause);
    }
  }
}
