import { webApi } from '@slack/bolt';
import { DeliveryError } from '../../usecases/errors.ts';

/** Nobody is reached at this address: the person left, was removed, or cannot be written to. */
const addressLost: ReadonlySet<string> = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

/** The token opens nothing any more: the app was removed from the workspace, or the workspace closed. */
const tokenLost: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
  'team_not_found',
  'token_expired',
  'token_revoked',
]);

/** The app may not do this for anybody, until an administrator or the operator changes its settings. */
const appRefused: ReadonlySet<string> = new Set([
  'access_denied',
  'accesslimited',
  'deprecated_endpoint',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'messages_tab_disabled',
  'method_deprecated',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'org_login_required',
  'restricted_action',
  'two_factor_setup_required',
]);

/** Slack asks the whole app to wait; `ratelimited`, as the status 429, is about one conversation or one method. */
const everybodyWaits: ReadonlySet<string> = new Set([
  'message_limit_exceeded',
  'rate_limited',
  'team_added_to_org',
]);

/** Passes by itself. */
const passing: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
]);

/** What another try in a moment may change, by status. */
const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

/** The name that Slack gives to a failure; null when Slack did not answer one. */
export function slackErrorCode(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError)) return null;
  const code: unknown = error.data.error;
  // What is no JSON, an error page for instance, arrives as a whole in the place of the name.
  return typeof code === 'string' && /^[a-z0-9_]{1,60}$/.test(code) ? code : null;
}

/**
 * What a failed call means for a delivery: too many requests (wait as long as Slack asks), a server or network at
 * fault (try again), nobody at that address, the app shut out, or an answer that another try will not change.
 * @param severalWorkspaces where each workspace has its token, a token lost is an address lost, and only theirs
 */
export function toDeliveryError(error: unknown, what: string, severalWorkspaces = false): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1_000;
    return new DeliveryError(`${what}: rate limited`, { cause: error, retryable: true, retryAfterMs });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = slackErrorCode(error);
    if (code === null)
      return new DeliveryError(`${what}: unreadable answer`, { cause: error, retryable: true });
    return new DeliveryError(`${what}: ${code}`, { cause: error, ...meaningOf(code, severalWorkspaces) });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const retryable = error.statusCode >= 500 || passingStatuses.has(error.statusCode);
    return new DeliveryError(`${what}: HTTP ${error.statusCode}`, { cause: error, retryable });
  }
  return new DeliveryError(`${what}: no answer`, { cause: error, retryable: true });
}

type Meaning = Pick<DeliveryError, 'retryable' | 'isAddressLost' | 'isPlatformWide'>;

/** Errors that Slack adds without notice are final, like most of those that it documents: other channels are tried. */
function meaningOf(code: string, severalWorkspaces: boolean): Meaning {
  const meaning = { retryable: false, isAddressLost: false, isPlatformWide: false };
  if (addressLost.has(code)) return { ...meaning, isAddressLost: true };
  if (tokenLost.has(code))
    return severalWorkspaces ? { ...meaning, isAddressLost: true } : { ...meaning, isPlatformWide: true };
  if (appRefused.has(code)) return { ...meaning, isPlatformWide: !severalWorkspaces };
  if (everybodyWaits.has(code)) return { ...meaning, retryable: true, isPlatformWide: !severalWorkspaces };
  return { ...meaning, retryable: passing.has(code) };
}
