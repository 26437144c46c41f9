import type { ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';
import type { NextFunction, Request, Response } from 'express';

/** Longest body that is read, in bytes. */
export const bodyLimitBytes = 1_000_000;

/** How far a request's timestamp may be from now, in seconds, either way. */
const longestSkewSeconds = 5 * 60;

const errorOf: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/**
 * Stands before Bolt's own check of the signature, which accepts timestamps of the future: refuses at once what is not
 * Slack's (type, length, timestamp more than five minutes off either way), and says every refusal in JSON.
 */
export function guardSlack(request: Request, response: Response, next: NextFunction): void {
  const status = refusalOf(request);
  if (status !== null) {
    refuse(response, status);
    return;
  }
  const send = response.send.bind(response);
  response.send = (body?: unknown) => {
    const isBareRefusal = body === undefined && response.statusCode >= 400;
    return isBareRefusal ? response.json({ error: errorOf[response.statusCode] ?? 'refused' }) : send(body);
  };
  next();
}

/** Answers a refusal: its name and nothing of the inside. */
export function refuse(response: ReceiverProcessEventErrorHandlerArgs['response'], status: number): void {
  const body = JSON.stringify({ error: errorOf[status] ?? 'refused' });
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(body);
}

function refusalOf({ headers }: Request): number | null {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'application/x-www-form-urlencoded') return 415;
  if (Number(headers['content-length'] ?? 0) > bodyLimitBytes) return 413;
  const sentAt = Number(headers['x-slack-request-timestamp'] ?? Number.NaN);
  const skewSeconds = Math.abs(Temporal.Now.instant().epochMilliseconds / 1_000 - sentAt);
  return skewSeconds <= longestSkewSeconds ? null : 401;
}
