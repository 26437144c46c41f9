import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  ClaimsIdentity,
} from 'botframework-connector';
import { errors, jwtVerify } from 'jose';
import { isLoopbackHost } from './action.ts';
import { type Connector, createConnector } from './connector.ts';
import { createHttpClient } from './http-client.ts';
import { createKeyring } from './keyring.ts';
import { LoginCredentialsFactory } from './login.ts';
import type { TeamsCredentials, TeamsEndpoints } from './options.ts';
import { type Claim, createVerified } from './verified.ts';

const { AudienceClaim, AppIdClaim, ServiceUrlClaim, ToBotFromChannelTokenIssuer } = AuthenticationConstants;

/** The clock of this machine and Microsoft's may differ by five minutes. */
const CLOCK_TOLERANCE_SECONDS = 5 * 60;
const CHANNEL = 'msteams';
const CALLER = 'urn:botframework:azure';

/** Whose words reach the bot, and where it may speak. */
export interface Authentication {
  readonly framework: ConfigurationBotFrameworkAuthentication;
  /**
   * Checks the `Authorization` header before the body is read: signature, issuer, audience, dates. Null when it is
   * refused. Throws `KeysError` when Microsoft's keys cannot be had. Not by the SDK, which prints what it refuses,
   * waits for keys without a limit, and grows a list of trusted issuers from tokens that nobody has verified.
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
  readonly keysMs: number;
  readonly keysPauseMs: number;
}

/** Authentication of the Bot Framework; without credentials, nothing is signed either way. */
export function createAuthentication({
  credentials,
  endpoints,
  callMs,
  keysMs,
  keysPauseMs,
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
  const keys = createKeyring(
    {
      metadataUrl: endpoints?.openIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
      limitMs: keysMs,
      pauseMs: keysPauseMs,
      nowMs: () => performance.now(),
    },
    CHANNEL,
  );
  const known = createVerified((header) => claimsOf(header, appId, keys), {
    nowMs: () => performance.now(),
    epochSeconds: () => Temporal.Now.instant().epochMilliseconds / 1000,
  });
  const verifiedBy = async (header: string): Promise<AuthenticateRequestResult | null> => {
    const claims = await known.claimsOf(header);
    if (claims === null) return null;
    const claimsIdentity = new ClaimsIdentity([...claims], true);
    return {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      callerId: CALLER,
      claimsIdentity,
      connectorFactory: framework.createConnectorFactory(claimsIdentity),
    };
  };
  const loopback =
    credentials === null || (endpoints !== undefined && isLoopbackUrl(endpoints.openIdMetadataUrl));
  return {
    framework,
    verify(header) {
      return credentials === null
        ? framework.authenticateRequest({} as Parameters<typeof framework.authenticateRequest>[0], '')
        : verifiedBy(header);
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
    CallerId: CALLER,
  };
}

/** What a token of the Bot Framework for this bot vouches for; null for any other, whatever its fault. */
async function claimsOf(
  header: string,
  appId: string,
  keys: ReturnType<typeof createKeyring>,
): Promise<readonly Claim[] | null> {
  const token = /^Bearer ([\w.-]+)$/u.exec(header)?.[1];
  if (token === undefined) return null;
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: ToBotFromChannelTokenIssuer,
      audience: appId,
      algorithms: AuthenticationConstants.AllowedSigningAlgorithms,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['exp'],
    });
    return Object.entries(payload).map(([type, value]) => ({ type, value: String(value) }));
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
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
