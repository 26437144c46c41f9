import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Express } from 'express';
import { mountFeed } from '../http/feed.ts';
import type { Calendars } from '../usecases/calendars.ts';
import { createFeeds } from '../usecases/committee/feed.ts';
import type { Core } from '../usecases/core.ts';

/** The personal calendar feeds, written between other people's requests. */
export function openFeeds(app: Express, core: Core, calendars: Calendars): void {
  const feeds = createFeeds(core, {
    calendars,
    pause: () => turn(),
    tagOf: (body) => createHash('sha256').update(body).digest('base64url'),
  });
  mountFeed(app, feeds);
}
