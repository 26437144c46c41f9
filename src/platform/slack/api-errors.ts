import { webApi } from '@slack/bolt';
import { DeliveryError } from '../../usecases/errors.ts';

/** Errors of Slack's own that pass by themselves; every other one that it names is final. */
const passing: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'message_limit_exceeded',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** The name that Slack gives to a failure; null when Slack did not answer one. */
export function slackErrorCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null;
}

/**
 * What a failed call means for a delivery: too many requests (wait as long as Slack asks), a server or network at
 * fault (try again), or an answer that another try will not change (a person who left, an archived channel, a
 * revoked token).
 */
export function toDeliveryError(error: unknown, what: string): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1_000;
    return new DeliveryError(`${what}: rate limited`, { cause: error, retryable: true, retryAfterMs });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = /^[a-z0-9_]{1,60}$/.test(error.data.error) ? error.data.error : 'unreadable answer';
    const retryable = passing.has(code) || code === 'unreadable answer';
    return new DeliveryError(`${what}: ${code}`, { cause: error, retryable });
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const retryable = error.statusCode >= 500 || error.statusCode === 408 || error.statusCode === 429;
    return new DeliveryError(`${what}: HTTP ${error.statusCode}`, { cause: error, retryable });
  }
  return new DeliveryError(`${what}: no answer`, { cause: error, retryable: true });
}
