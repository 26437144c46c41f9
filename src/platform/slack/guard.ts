import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';

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

/** Headers as Node reads them: names in lower case, values of one sent twice joined or listed. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Of a request that may be Slack's: what its signature covers beside the body, and how the body is written. */
export interface Letterhead {
  readonly timestamp: string;
  readonly signature: string;
  readonly isForm: boolean;
}

/**
 * Reads the headers before a byte of the body. What cannot be Slack's is refused at once, with a status: type, compression,
 * length, a timestamp more than five minutes off either way, a signature of another shape.
 */
export function readHeaders(headers: Headers): Letterhead | number {
  const type = typeOf(headers);
  const isForm = type === 'application/x-www-form-urlencoded';
  if (!(isForm || type === 'application/json') || !isUtf8(single(headers['content-type']))) return 415;
  // Slack never compresses: no small body may grow.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 415;
  if (Number(headers['content-length'] ?? 0) > bodyLimitBytes) return 413;
  // A header sent twice reads as both values, with a comma between: neither shape fits.
  const timestamp = single(headers['x-slack-request-timestamp']);
  const signature = single(headers['x-slack-signature']);
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return 401;
  const skewSeconds = Math.abs(Temporal.Now.instant().epochMilliseconds / 1_000 - Number(timestamp));
  return skewSeconds <= longestSkewSeconds ? { timestamp, signature, isForm } : 401;
}

/** Whether Slack signed a body: HMAC-SHA256 of `v0:timestamp:body`, compared in constant time. */
export type Verify = (letterhead: Letterhead, body: string) => boolean;

export function createVerify(signingSecret: string): Verify {
  const key = createSecretKey(signingSecret, 'utf8');
  return ({ timestamp, signature }, body) => {
    const expected = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest();
    return timingSafeEqual(expected, Buffer.from(signature.slice('v0='.length), 'hex'));
  };
}

/** What a refusal says: its name and nothing of the inside. What is left of the body is not waited for. */
export function refusalOf(status: number): { readonly error: string } {
  return { error: errorOf[status] ?? 'refused' };
}

/** Answers a refusal where Express answers. */
export function refuse(response: ReceiverProcessEventErrorHandlerArgs['response'], status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' });
  response.end(JSON.stringify(refusalOf(status)));
}

function typeOf(headers: Headers): string {
  return single(headers['content-type']).split(';')[0]?.trim().toLowerCase() ?? '';
}

function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || charset.toLowerCase() === 'utf-8';
}

function single(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
