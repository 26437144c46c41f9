import type { ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';
import type { NextFunction, Request, Response } from 'express';

/** Longest body that is read, in bytes. */
export const bodyLimitBytes = 1_000_000;

/** How far a request's timestamp may be from now, in seconds, either way. */
const longestSkewSeconds = 5 * 60;

const errorOf: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** What Slack sends, the only types whose bodies are read. */
const types: ReadonlySet<string> = new Set(['application/json', 'application/x-www-form-urlencoded']);

/**
 * Stands before Bolt's own check of the signature, which accepts timestamps of the future and lets the sender choose
 * where the signed text is cut: refuses at once what is not Slack's (type, compression, length, timestamp more than
 * five minutes off either way, signature of another shape), and says every refusal in JSON.
 */
export function guardSlack(request: Request, response: Response, next: NextFunction): void {
  const status = refusalOf(request);
  if (status !== null) {
    refuse(response, status);
    return;
  }
  // Bolt knows the bare type only, and would read a form sent with its charset as JSON.
  request.headers['content-type'] = typeOf(request);
  const send = response.send.bind(response);
  response.send = (body?: unknown) => {
    const isBareRefusal = body === undefined && response.statusCode >= 400;
    if (!isBareRefusal) return send(body);
    response.set('Connection', 'close');
    return response.json({ error: errorOf[response.statusCode] ?? 'refused' });
  };
  next();
}

/** Answers a refusal: its name and nothing of the inside. What is left of the body is not waited for. */
export function refuse(response: ReceiverProcessEventErrorHandlerArgs['response'], status: number): void {
  const body = JSON.stringify({ error: errorOf[status] ?? 'refused' });
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' });
  response.end(body);
}

function refusalOf(request: Request): number | null {
  const { headers } = request;
  if (!types.has(typeOf(request)) || !isUtf8(headers['content-type'] ?? '')) return 415;
  // Slack never compresses: no small body may grow.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 415;
  if (Number(headers['content-length'] ?? 0) > bodyLimitBytes) return 413;
  // A header sent twice reads as both values, with a comma between: neither shape fits.
  const timestamp = single(headers['x-slack-request-timestamp']);
  if (!/^\d{1,12}$/.test(timestamp)) return 401;
  if (!/^v0=[0-9a-f]{64}$/.test(single(headers['x-slack-signature']))) return 401;
  const skewSeconds = Math.abs(Temporal.Now.instant().epochMilliseconds / 1_000 - Number(timestamp));
  return skewSeconds <= longestSkewSeconds ? null : 401;
}

function typeOf({ headers }: Request): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || charset.toLowerCase() === 'utf-8';
}

function single(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
