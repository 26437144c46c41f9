import { createHash } from 'node:crypto';
import type { Request } from 'express';

/**
 * True when a browser says that a person's own click brings it here to show the page: what looks for bad links, fetches
 * ahead or previews says otherwise, or nothing. Browsers that say nothing of it are asked first, as everybody once was.
 */
export function isClicked({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  return (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    headers['sec-fetch-user'] === '?1' &&
    ['purpose', 'sec-purpose', 'x-moz', 'x-purpose'].every((name) => headers[name] === undefined)
  );
}

/** The delivery key of a click: each link, which one mail alone carries, acts once. */
export function clickKey(token: string): string {
  return `mail:click:${createHash('sha256').update(token).digest('hex')}`;
}
