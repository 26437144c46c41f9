import type { Express, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { Log } from '../usecases/log.ts';
import { endpointOf } from './endpoints.ts';

export interface LimitParts {
  readonly log: Log;
  /** The whole page that somebody reads who has opened too many links, in HTML. */
  readonly tooManyPage: string;
  /** How many proxies are believed; told once when one stands in front that is not. */
  readonly trustedProxies: number;
}

const CHATS = ['/slack/events', '/api/messages'];
/** The installation in Slack is people's too: each page of it is a state that is sealed, a code that Slack is asked about. */
const LINKS = ['/suite', '/fichier', '/acces', '/calendrier', '/slack/install', '/slack/oauth_redirect'];
const WINDOW_MS = 60_000;
/**
 * Refused requests of one address and minute. Slack and Microsoft speak for everybody from a few addresses: only what is
 * refused counts, and the number leaves room for everything that is under way at once.
 */
const CHAT_REFUSALS = 300;
/** Pages of one address and minute: a town hall is one address, and a form is three pages. */
const LINK_PAGES = 60;
/** Links that lead nowhere, of one address and minute: people follow links, they do not type them. */
const LINK_GUESSES = 10;
/** Links asked for by one address in a minute: each may be a mail to somebody who did not ask. */
const LINKS_ASKED = 5;
/** How a link that is not, or no longer, one is answered. */
const GUESSED = new Set([400, 401, 403, 404, 410]);

/** Limits by address; mounted before what they guard. Counted in memory, for this process, and forgotten after a minute. */
export function mountLimits(app: Express, parts: LimitParts): void {
  if (parts.trustedProxies === 0) app.use(noticeProxy(parts.log));
  const sayInJson = (response: Response) => void response.json({ error: 'too-many-requests' });
  const sayInFrench = (response: Response) => void response.type('html').send(parts.tooManyPage);
  app.use(CHATS, limit(parts.log, sayInJson, { limit: CHAT_REFUSALS, skipSuccessfulRequests: true }));
  app.use(LINKS, limit(parts.log, sayInFrench, { limit: LINK_PAGES }));
  app.use(
    '/acces',
    limit(parts.log, sayInFrench, { limit: LINKS_ASKED, skip: ({ method }) => method !== 'POST' }),
  );
  app.use(
    LINKS,
    limit(parts.log, sayInFrench, {
      limit: LINK_GUESSES,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, response) => !GUESSED.has(response.statusCode),
    }),
  );
}

function limit(log: Log, say: (response: Response) => void, options: Partial<Options>): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks write to the console; what they look for is set here and tested.
    validate: false,
    // Minutes of this process, since the library's own end with the clock: set back an hour, it would refuse for an hour.
    keyGenerator: ({ ip = '' }) => `${ipKeyGenerator(ip)} ${Math.floor(performance.now() / WINDOW_MS)}`,
    handler: (request, response, _next, { limit: most }) => {
      // One line for an address and minute: a flood must not flood the log.
      if (usedBy(request) === Number(most) + 1)
        log.warn('http-limited', { endpoint: endpointOf(request.baseUrl), limit: Number(most) });
      const waitMs = WINDOW_MS - (performance.now() % WINDOW_MS);
      response.status(429).set('Retry-After', String(Math.ceil(waitMs / 1000)));
      say(response);
    },
    ...options,
  });
}

/** How many requests the limiter has counted; its type does not say that it leaves that on the request. */
function usedBy(request: Request): number {
  const found: unknown = 'rateLimit' in request ? request.rateLimit : null;
  return found !== null && typeof found === 'object' && 'used' in found ? Number(found.used) : 0;
}

/** Behind a proxy that is not believed everybody has its address: one abuser would shut everybody out. */
function noticeProxy(log: Log): RequestHandler {
  let isTold = false;
  return (request, _response, next) => {
    if (!isTold && request.headers['x-forwarded-for'] !== undefined) {
      isTold = true;
      log.warn('http-proxy-unknown', {});
    }
    next();
  };
}
