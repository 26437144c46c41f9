import { ConfigurationServiceClientCredentialFactory } from 'botbuilder-core';
import { AppCredentials, AuthenticationConstants } from 'botframework-connector';
import { unsignedDelivery } from './faults.ts';
import { createLogin } from './login.ts';
import type { TeamsCredentials, TeamsEndpoints } from './options.ts';

/**
 * The token under which the Bot Connector is spoken to, kept until it runs out; null when nothing is signed. Throws
 * `DeliveryError`.
 */
export type Tokens = () => Promise<string | null>;

/** @param limitMs bounds a call to another login service than Microsoft's; whoever asks bounds Microsoft's own client. */
export function createTokens(
  credentials: TeamsCredentials | null,
  endpoints: TeamsEndpoints | undefined,
  limitMs: number,
): Tokens {
  if (credentials === null) return async () => null;
  const loginUrl = endpoints?.loginUrl ?? null;
  return loginUrl === null ? ofMicrosoft(credentials) : createLogin(credentials, loginUrl, limitMs);
}

/** By the SDK: a password, or the identity that Azure manages for the machine. It keeps the token. */
function ofMicrosoft({ appId, appPassword, tenantId, appType }: TeamsCredentials): Tokens {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    // The SDK refuses a password beside a managed identity.
    ...(appType === 'UserAssignedMSI' ? {} : { MicrosoftAppPassword: appPassword }),
    ...(tenantId === '' ? {} : { MicrosoftAppTenantId: tenantId }),
    MicrosoftAppType: appType,
  });
  const { ToChannelFromBotOAuthScope, ToChannelFromBotLoginUrl } = AuthenticationConstants;
  let signer: ReturnType<typeof factory.createCredentials> | null = null;
  return async () => {
    try {
      signer ??= factory.createCredentials(appId, ToChannelFromBotOAuthScope, ToChannelFromBotLoginUrl, true);
      const held = await signer;
      if (held instanceof AppCredentials) return await held.getToken();
    } catch (cause) {
      throw unsignedDelivery('Microsoft gives no token', cause);
    }
    throw unsignedDelivery('The SDK has no token');
  };
}
