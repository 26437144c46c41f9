import { AuthenticationConstants } from 'botframework-connector';
import * as errors from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import { isLoopbackHost } from './action.ts';
import { createKeyring } from './keyring.ts';
import type { TeamsCredentials, TeamsEndpoints } from './options.ts';
import { type Claim, createVerified } from './verified.ts';

const { ServiceUrlClaim, ToBotFromChannelTokenIssuer } = AuthenticationConstants;

/** The clock of this machine and Microsoft's may differ by five minutes. */
const CLOCK_TOLERANCE_SECONDS = 5 * 60;
const CHANNEL = 'msteams';

/** What is vouched for of a sender; nothing where no token is asked. */
export type Claims = readonly Claim[];

/** Whose words reach the bot, and where it may speak. */
export interface Authentication {
  /**
   * Checks the `Authorization` header before the body is read: signature, issuer, audience, dates. Null when it is
   * refused. Throws `KeysError` when Microsoft's keys cannot be had. Not by the SDK, which prints what it refuses,
   * waits for keys without a limit, and grows a list of trusted issuers from tokens that nobody has verified.
   */
  verify(header: string): Promise<Claims | null>;
  /** True when the verified token was issued for this service URL. */
  covers(claims: Claims, serviceUrl: string): boolean;
  /** True for the addresses that Teams really uses, or this machine where stand-ins or local clients are allowed. */
  admits(serviceUrl: string): boolean;
}

export interface AuthenticationOptions {
  /** Without them nothing is signed, and no token is asked. */
  readonly credentials: TeamsCredentials | null;
  readonly endpoints: TeamsEndpoints | undefined;
  readonly keysMs: number;
  readonly keysPauseMs: number;
}

/** Authentication of what the Bot Framework sends. */
export function createAuthentication({
  credentials,
  endpoints,
  keysMs,
  keysPauseMs,
}: AuthenticationOptions): Authentication {
  const keys = createKeyring(
    {
      metadataUrl: endpoints?.openIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl,
      limitMs: keysMs,
      pauseMs: keysPauseMs,
      nowMs: () => performance.now(),
    },
    CHANNEL,
  );
  const known = createVerified((header) => claimsOf(header, credentials?.appId ?? '', keys), {
    nowMs: () => performance.now(),
    epochSeconds: () => Temporal.Now.instant().epochMilliseconds / 1000,
  });
  const loopback =
    credentials === null || (endpoints !== undefined && isLoopbackUrl(endpoints.openIdMetadataUrl));
  return {
    verify: async (header) => (credentials === null ? [] : known.claimsOf(header)),
    covers: (claims, serviceUrl) => claims.find(({ type }) => type === ServiceUrlClaim)?.value === serviceUrl,
    admits: (serviceUrl) =>
      (loopback && isLoopbackUrl(serviceUrl)) || (credentials !== null && isTeamsUrl(serviceUrl)),
  };
}

/** What a token of the Bot Framework for this bot vouches for; null for any other, whatever its fault. */
async function claimsOf(
  header: string,
  appId: string,
  keys: ReturnType<typeof createKeyring>,
): Promise<Claims | null> {
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
