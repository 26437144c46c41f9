import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  ClaimsIdentity,
} from 'botframework-connector';
import { isLoopbackHost } from './action.ts';
import { type Connector, createConnector } from './connector.ts';
import { createHttpClient } from './http-client.ts';
import { at } from './json.ts';
import { LoginCredentialsFactory } from './login.ts';
import type { TeamsCredentials, TeamsEndpoints } from './options.ts';

const { AudienceClaim, AppIdClaim, ServiceUrlClaim, ToBotFromChannelTokenIssuer } = AuthenticationConstants;

/** Whose words reach the bot, and where it may speak. */
export interface Authentication {
  readonly framework: ConfigurationBotFrameworkAuthentication;
  /**
   * Checks the `Authorization` header before the body is read: signature, issuer, audience, dates. Null when it is
   * refused. Throws when Microsoft's keys cannot be had.
   */
  verify(header: string): Promise<AuthenticateRequestResult | null>;
  /** True when the verified token was issued for this service URL. */
  covers(verified: AuthenticateRequestResult, serviceUrl: string): boolean;
  /** True for the addresses that Teams really uses, or this machine where stand-ins or local clients are allowed. */
  admits(serviceUrl: string): boolean;
  connectorTo(serviceUrl: string): Promise<Connector>;
}

export interface AuthenticationOptions {
  readonly credentials: TeamsCredentials | null;
  readonly endpoints: TeamsEndpoints | undefined;
  readonly callMs: number;
}

/** Authentication of the Bot Framework; without credentials, nothing is signed either way. */
export function createAuthentication({
  credentials,
  endpoints,
  callMs,
}: AuthenticationOptions): Authentication {
  const framework = new ConfigurationBotFrameworkAuthentication(
    { ...identityKeys(credentials), ...endpointKeys(endpoints) },
    credentials === null || endpoints === undefined || endpoints.loginUrl === null
      ? undefined
      : new LoginCredentialsFactory(credentials, endpoints.loginUrl, callMs),
    undefined,
    undefined,
    { httpClient: createHttpClient(callMs) },
  );
  const appId = credentials?.appId ?? '';
  const self = new ClaimsIdentity([
    { type: AudienceClaim, value: appId },
    { type: AppIdClaim, value: appId },
  ]);
  const loopback =
    credentials === null || (endpoints !== undefined && isLoopbackUrl(endpoints.openIdMetadataUrl));
  return {
    framework,
    async verify(header) {
      if (credentials !== null && !claimsTheChannelIssuer(header)) return null;
      const envelope = { type: 'message', channelId: 'msteams' } as Parameters<
        typeof framework.authenticateRequest
      >[0];
      try {
        return await framework.authenticateRequest(envelope, header);
      } catch (error) {
        if (isRefusedToken(error)) return null;
        throw error;
      }
    },
    covers: ({ claimsIdentity }, serviceUrl) => claimsIdentity?.getClaimValue(ServiceUrlClaim) === serviceUrl,
    admits: (serviceUrl) =>
      (loopback && isLoopbackUrl(serviceUrl)) || (credentials !== null && isTeamsUrl(serviceUrl)),
    async connectorTo(serviceUrl) {
      return createConnector(
        await framework.createConnectorFactory(self).create(serviceUrl, undefined as never),
        callMs,
      );
    },
  };
}

function identityKeys(credentials: TeamsCredentials | null): Record<string, string> {
  if (credentials === null) return {};
  const { appId, appPassword, tenantId, appType } = credentials;
  return {
    MicrosoftAppId: appId,
    ...(appType === 'UserAssignedMSI' ? {} : { MicrosoftAppPassword: appPassword }),
    ...(tenantId === '' ? {} : { MicrosoftAppTenantId: tenantId }),
    MicrosoftAppType: appType,
  };
}

/** The Bot Framework takes either none of these or all of them. */
function endpointKeys(endpoints: TeamsEndpoints | undefined): Record<string, string> {
  if (endpoints === undefined) return {};
  return {
    ToChannelFromBotLoginUrl: endpoints.loginUrl ?? AuthenticationConstants.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
    ToBotFromChannelTokenIssuer,
    OAuthUrl: AuthenticationConstants.OAuthUrl,
    ToBotFromChannelOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/**
 * Only tokens that say they come from the Bot Framework's channels go to the SDK: its paths for emulators and skills
 * compare less, and one of them grows a list of trusted issuers from whatever an unverified token says.
 */
function claimsTheChannelIssuer(header: string): boolean {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/u.exec(header)?.[1];
  if (payload === undefined) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return at(claims, 'iss') === ToBotFromChannelTokenIssuer;
  } catch {
    return false;
  }
}

/** The token's fault, as opposed to a key service that does not answer. */
function isRefusedToken(error: unknown): boolean {
  if (error instanceof AuthenticationError) return Number(error.statusCode) < 500;
  return error instanceof Error && /^(?:JsonWebToken|TokenExpired|NotBefore)Error$/u.test(error.name);
}

function isLoopbackUrl(url: string): boolean {
  return (
    URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol) && isLoopbackHost(new URL(url).hostname)
  );
}

function isTeamsUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const known = hostname === 'smba.trafficmanager.net' || /\.teams\.microsoft\.(?:com|us)$/u.test(hostname);
  return protocol === 'https:' && known;
}
