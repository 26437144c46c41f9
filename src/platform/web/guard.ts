import type { Request as HttpRequest } from 'express';
import { LONGEST_UPLOAD_BYTES } from './upload.ts';

/** What a body may be, and how long, in bytes: JSON, but where files are sent. */
const bodies = {
  json: { type: 'application/json', mostBytes: 64 * 1024 },
  file: { type: 'application/octet-stream', mostBytes: LONGEST_UPLOAD_BYTES },
} as const;

/**
 * The page runs its own scripts and styles and nothing else. Microsoft's renderer styles elements through the DOM,
 * which a policy does not forbid: no inline style is needed.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A mail in its frame: it draws itself and opens links in a window of its own, and runs nothing. */
export const mailSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** What the guard looks at in an HTTP request. */
export interface Incoming {
  readonly method: string;
  readonly peer: string | undefined;
  readonly takes: keyof typeof bodies;
  readonly headers: HttpRequest['headers'];
}

export interface Stop {
  readonly status: 403 | 413 | 415;
  readonly why: string;
}

/**
 * Why a request to the trial is refused; null when it may pass. The trial lets anybody be anybody, so it answers this
 * machine only: the peer and the Host header (a site whose name was made to point here) must be loopback, a page of
 * another site may not ask, and a POST must be of a type that no foreign form can send.
 */
export function refuseIncoming({ method, peer, takes, headers }: Incoming): Stop | null {
  if (!isLoopbackAddress(peer)) return { status: 403, why: 'peer' };
  if (!isLoopbackHost(headers.host)) return { status: 403, why: 'host' };
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return { status: 403, why: 'origin' };
  const site = headers['sec-fetch-site'];
  if (method !== 'GET' && site !== undefined && site !== 'same-origin') return { status: 403, why: 'site' };
  if (method === 'GET' || method === 'HEAD') return null;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== bodies[takes].type) return { status: 415, why: 'content-type' };
  if (Number(headers['content-length'] ?? 0) > bodies[takes].mostBytes) return { status: 413, why: 'length' };
  return null;
}

/** @param address as the socket gives it: IPv4, IPv6, or IPv4 inside IPv6 */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.toLowerCase().replace(/^::ffff:/, '');
  return plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}

/** @param host the Host header, with or without a port */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}
