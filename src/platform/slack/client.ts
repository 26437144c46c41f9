import { type Logger, webApi } from '@slack/bolt';

/** Longest wait for one answer of Slack's API, in milliseconds. */
const timeoutMs = 10_000;

interface ClientOptions {
  readonly apiUrl: string;
  readonly logger: Logger;
}

/**
 * One attempt per call: retries belong to the outbox, which knows what is still owed, and a rate limit is told at
 * once instead of holding every other call back.
 */
export function clientOptions(options: ClientOptions): webApi.WebClientOptions {
  return {
    slackApiUrl: options.apiUrl,
    logger: options.logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
  };
}

export function createClient(botToken: string, options: webApi.WebClientOptions): webApi.WebClient {
  return new webApi.WebClient(botToken, options);
}
