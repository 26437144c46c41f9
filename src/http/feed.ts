import type { Express } from 'express';

/** A calendar as it is sent. */
export interface ServedFeed {
  /** Changes when the bytes do. */
  readonly tag: string;
  readonly body: Uint8Array;
}

/**
 * `/calendrier/<token>.ics`, for the calendars that people subscribe with: asked every few hours, it is sent again only
 * when it has changed (ETag, 304). What is none, was revoked or is another's token is one answer, that of any address
 * that does not exist; `open` takes as long for each.
 */
export function mountFeed(app: Express, open: (token: string) => Promise<ServedFeed | null>): void {
  app.get('/calendrier/:file', async (request, response) => {
    const { file } = request.params;
    const feed = await open(file.endsWith('.ics') ? file.slice(0, -'.ics'.length) : '');
    if (feed === null) {
      response.status(404).json({ error: 'not-found' });
      return;
    }
    const tag = `"${feed.tag}"`;
    response.set({
      ETag: tag,
      'Cache-Control': 'private, no-cache',
      'Content-Disposition': 'inline; filename="jalon.ics"',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    if (isAmong(tag, request.headers['if-none-match'])) response.status(304).end();
    else response.type('text/calendar; charset=utf-8').send(feed.body);
  });
}

/** Also for whoever forbids caches to answer in our place, which Express takes for a wish to be sent it all again. */
function isAmong(tag: string, known = ''): boolean {
  return known.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//u, '')));
}
