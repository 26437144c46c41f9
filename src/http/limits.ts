import type { IncomingHttpHeaders } from 'node:http';
import type { Express, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { Log } from '../usecases/log.ts';
import { endpointOf } from './endpoints.ts';
import { Visit } from './visit.ts';

export interface LimitParts {
  readonly log: Log;
  /** The whole page that somebody reads who has opened too many links, in HTML. */
  readonly tooManyPage: string;
  /** How many proxies are believed; told once when one stands in front that is not. */
  readonly trustedProxies: number;
  /** Milliseconds that only ever grow; this process's own clock but in tests. */
  readonly monotonicMs?: () => number;
}

const CHATS = ['/slack/events', '/api/messages'];
/** The installation in Slack is people's too: each page of it is a state that is sealed, a code that Slack is asked about. */
const LINKS = ['/suite', '/fichier', '/acces', '/verification', '/slack/install', '/slack/oauth_redirect'];
const WINDOW_MS = 60_000;
/**
 * Feeds that open nothing, of one address and minute. The calendars of large hosts ask for everybody from a few addresses,
 * those of revoked links among them, and go on asking: what is served does not count, and no seal is guessed in a hundred.
 */
const FEED_MISSES = 100;
/**
 * Refused requests of one address and minute: Slack and Microsoft speak for everybody from a few addresses, so that only
 * what is refused counts.
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

/** True when a visit at a platform's endpoint has been answered that it is one too many. */
export type Stops = (visit: Visit, endpoint: string) => boolean;

/**
 * Limits by address; mounted before what they guard. Counted in memory, for this process, and forgotten after a minute.
 * @returns the limit of the platforms' endpoints, for doors that stand beside the app
 */
export function mountLimits(app: Express, parts: LimitParts): Stops {
  const notice = noticeProxy(parts);
  const minutes = minutesOf(parts);
  const isTooMuch = limitRefusals(parts, minutes);
  const stops: Stops = (visit, endpoint) => {
    notice(visit.headers);
    return isTooMuch(visit, endpoint);
  };
  app.use(({ headers }, _response, next) => {
    notice(headers);
    next();
  });
  app.use(CHATS, (request, response, next) => {
    if (!stops(new Visit(request, response, []), endpointOf(request.baseUrl))) next();
  });
  const sayInJson = (response: Response) => void response.json({ error: 'too-many-requests' });
  const sayInFrench = (response: Response) => void response.type('html').send(parts.tooManyPage);
  const limit = limiter(parts.log, minutes);
  app.use('/calendrier', limit(sayInJson, { limit: FEED_MISSES, skipSuccessfulRequests: true }));
  app.use(LINKS, limit(sayInFrench, { limit: LINK_PAGES }));
  app.use('/acces', limit(sayInFrench, { limit: LINKS_ASKED, skip: ({ method }) => method !== 'POST' }));
  app.use(
    LINKS,
    limit(sayInFrench, {
      limit: LINK_GUESSES,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, response) => !GUESSED.has(response.statusCode),
    }),
  );
  return stops;
}

/**
 * The limit of the platforms' endpoints. Only answers that refuse are written down, once they have left: a request that is
 * served asks one question, of a map that is empty but on a bad day. Who goes before the answer counts as refused.
 */
function limitRefusals({ log, trustedProxies }: LimitParts, minutes: Minutes): Stops {
  const refused = new Map<string, number>();
  let minute = 0;
  const countedIn = (now: number): Map<string, number> => {
    if (now !== minute) refused.clear();
    minute = now;
    return refused;
  };
  const add = (address: string) => {
    const [key, counts] = [ipKeyGenerator(address), countedIn(minutes.current())];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return (visit, endpoint) => {
    // Here, since a connection that is gone has no address any more.
    const address = addressOf(visit, trustedProxies);
    const counts = countedIn(minutes.current());
    const count = counts.size === 0 ? 0 : (counts.get(ipKeyGenerator(address)) ?? 0);
    if (count < CHAT_REFUSALS) {
      visit.onEnd((status) => {
        if (status === null || status >= 400) add(address);
      });
      return false;
    }
    // One line for an address and minute: a flood must not flood the log.
    if (count === CHAT_REFUSALS) log.warn('http-limited', { endpoint, limit: CHAT_REFUSALS });
    add(address);
    visit.json(429, { error: 'too-many-requests' }, { 'Retry-After': String(minutes.secondsLeft()) });
    return true;
  };
}

/** Who asks: beyond as many proxies as are believed, as Express tells it. */
function addressOf({ headers, peer }: Visit, trustedProxies: number): string {
  if (trustedProxies === 0) return peer;
  const told = String(headers['x-forwarded-for'] ?? '').split(',');
  const way = [
    peer,
    ...told
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .toReversed(),
  ];
  return way[Math.min(trustedProxies, way.length - 1)] ?? peer;
}

/** Minutes of this process: those of the clock go back with it. */
interface Minutes {
  current(): number;
  secondsLeft(): number;
}

function minutesOf({ monotonicMs = () => performance.now() }: LimitParts): Minutes {
  return {
    current: () => Math.floor(monotonicMs() / WINDOW_MS),
    secondsLeft: () => Math.ceil((WINDOW_MS - (monotonicMs() % WINDOW_MS)) / 1000),
  };
}

type Limiter = (say: (response: Response) => void, options: Partial<Options>) => RequestHandler;

const limiter =
  (log: Log, minutes: Minutes): Limiter =>
  (say, options) =>
    rateLimit({
      windowMs: WINDOW_MS,
      standardHeaders: false,
      legacyHeaders: false,
      // Its checks write to the console; what they look for is set here and tested.
      validate: false,
      // Minutes of this process, since the library's own end with the clock: set back an hour, it would refuse for an hour.
      keyGenerator: ({ ip = '' }) => `${ipKeyGenerator(ip)} ${minutes.current()}`,
      handler: (request, response, _next, { limit: most }) => {
        // One line for an address and minute: a flood must not flood the log.
        if (usedBy(request) === Number(most) + 1)
          log.warn('http-limited', { endpoint: endpointOf(request.baseUrl), limit: Number(most) });
        response.status(429).set('Retry-After', String(minutes.secondsLeft()));
        say(response);
      },
      ...options,
    });

/** How many requests the limiter has counted; its type does not say that it leaves that on the request. */
function usedBy(request: Request): number {
  const found: unknown = 'rateLimit' in request ? request.rateLimit : null;
  return found !== null && typeof found === 'object' && 'used' in found ? Number(found.used) : 0;
}

/** Behind a proxy that is not believed everybody has its address: one abuser would shut everybody out. */
function noticeProxy({ log, trustedProxies }: LimitParts): (headers: IncomingHttpHeaders) => void {
  let isSettled = trustedProxies > 0;
  return (headers) => {
    if (isSettled || headers['x-forwarded-for'] === undefined) return;
    isSettled = true;
    log.warn('http-proxy-unknown', {});
  };
}
