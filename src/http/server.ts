import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Log } from '../usecases/log.ts';
import { carefulHeaders } from './careful.ts';
import { endpointOf } from './endpoints.ts';
import { hurry, PATIENCE, type Patience } from './patience.ts';

export interface AppOptions {
  /** Browsers reach Jalon by https and are told to keep to it. */
  readonly isPublicHttps?: boolean;
  /** How many proxies stand in front, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: number;
  /** Counts an answer, once it has left, for an endpoint. */
  readonly countAnswers?: (response: ServerResponse, endpoint: string) => void;
}

/** Pages that answer people in French, also that what they sent is too long, and take files: whoever reads them bounds them. */
const PAGES: ReadonlySet<string> = new Set(['/suite', '/fichier', '/acces', '/essai']);

/** Longest body that any other endpoint takes, in bytes. */
const LONGEST_BODY = 1_048_576;

/** An Express app with careful headers and no word about itself; people's pages are mounted on it. It sets no cookie. */
export function createApp(options: AppOptions = {}): Express {
  const { isPublicHttps = false, trustedProxies = 0, countAnswers } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  const careful = carefulHeaders(isPublicHttps);
  app.use((request, response, next) => {
    countAnswers?.(response, endpointOf(request.path));
    for (const [index, name] of careful.entries())
      if (index % 2 === 0) response.setHeader(name, careful[index + 1] ?? '');
    next();
  });
  app.use(refuseLongBodies);
  return app;
}

/** JSON bodies up to `limit`, for the endpoints that take them; never mounted for all, since Slack signs raw bodies. */
export function jsonBody(limit: string): RequestHandler {
  return express.json({ limit });
}

/** Bodies of HTML forms up to `limit`. */
export function formBody(limit: string): RequestHandler {
  return express.urlencoded({ extended: false, limit });
}

/** Closes the app: what no endpoint took is 404 or 405, what failed is told without internals. Mounted last. */
export function closeApp(app: Express, log: Log): void {
  app.use((request: Request, response: Response) => {
    const allowed = methodsAt(app, request.path);
    if (allowed.length === 0 || allowed.includes(request.method))
      response.status(404).json({ error: 'not-found' });
    else response.status(405).set('Allow', allowed.join(', ')).json({ error: 'method-not-allowed' });
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    const said = status >= 500 ? sayFault(log, endpointOf(request.path), error) : { error: 'bad-request' };
    response.status(status).json(said);
  });
}

/** Logs a fault of ours; gives what may be said of it, which is nothing of the inside. */
export function sayFault(log: Log, endpoint: string, error: unknown): { readonly error: string } {
  log.error('http-failed', { endpoint, fault: error instanceof Error ? error.name : 'unknown' });
  return { error: 'internal' };
}

export interface Listening {
  readonly port: number;
  /** Takes no new request and resolves once those under way are answered, or after `withinMs`. */
  close(withinMs: number): Promise<void>;
}

/** What comes fast enough for `PATIENCE` ends all the same, in milliseconds: no body that is taken is that long. */
const LONGEST_REQUEST_MS = 20 * 60_000;
/** Longer than proxies keep theirs: whoever closes first must not be us, with a request on its way. */
const KEEP_ALIVE_MS = 75_000;
/** How often connections that have become idle are closed while the server ends, in milliseconds. */
const CLOSE_LOOKS_MS = 50;
/** Enough for every commune at once; beyond, connections are refused rather than memory filled. */
const MOST_CONNECTIONS = 2000;

/** Listens; rejects when the port is taken or not allowed. */
export async function listen(
  hear: RequestListener,
  host: string,
  port: number,
  patience: Patience = PATIENCE,
): Promise<Listening> {
  const limits = {
    headersTimeout: patience.headersMs,
    requestTimeout: LONGEST_REQUEST_MS,
    connectionsCheckingInterval: patience.checkEveryMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server = createServer(limits, hear);
  hurry(server, patience);
  server.maxConnections = MOST_CONNECTIONS;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  const address = server.address() as AddressInfo;
  return { port: address.port, close: (withinMs) => close(server, withinMs) };
}

async function close(server: Server, withinMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Proxies keep connections: what still comes on one is answered and told to go elsewhere, what has ended is not waited for.
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  server.close(() => resolve());
  server.closeIdleConnections();
  const ended = setInterval(() => server.closeIdleConnections(), CLOSE_LOOKS_MS);
  const late = setTimeout(() => server.closeAllConnections(), withinMs);
  await promise;
  clearInterval(ended);
  clearTimeout(late);
}

/** Whether it says so itself; what does not say its length is stopped by whoever reads it. */
export function isTooLong(headers: IncomingHttpHeaders): boolean {
  return Number(headers['content-length'] ?? 0) > LONGEST_BODY;
}

/** Before a byte of the body is read. */
function refuseLongBodies(request: Request, response: Response, next: NextFunction): void {
  const isLong = isTooLong(request.headers);
  // What is left of the body is not waited for, whoever answers.
  if (isLong) response.set('Connection', 'close');
  if (isLong && !PAGES.has(endpointOf(request.path))) response.status(413).json({ error: 'too-long' });
  else next();
}

/** What the address could be asked; Express knows its routes, its types know less. */
function methodsAt(app: Express, path: string): readonly string[] {
  const routes = app.router.stack.filter(
    (layer) =>
      layer.route !== undefined &&
      'match' in layer &&
      typeof layer.match === 'function' &&
      Boolean(layer.match(path)),
  );
  const methods = routes.flatMap(({ route }) => route?.stack.map(({ method }) => method) ?? []);
  return [...new Set(methods)].map((method) => method.toUpperCase()).toSorted();
}

function statusOf(error: unknown): number {
  const status = error !== null && typeof error === 'object' && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
