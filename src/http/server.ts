import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import type { Log } from '../usecases/ports.ts';

/** An Express app with helmet's headers and no word about itself; platforms mount their endpoints on it. */
export function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  return app;
}

/** JSON bodies up to `limit`, for the endpoints that take them; never mounted for all, since Slack signs raw bodies. */
export function jsonBody(limit: string): RequestHandler {
  return express.json({ limit });
}

/** Closes the app: what no endpoint took is 404, what failed is told without internals. Mounted last. */
export function closeApp(app: Express, log: Log): void {
  app.use((_request: Request, response: Response) => {
    response.status(404).json({ error: 'not-found' });
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500)
      log.error('http-failed', {
        path: request.path,
        fault: error instanceof Error ? error.name : 'unknown',
      });
    response.status(status).json({ error: status >= 500 ? 'internal' : 'bad-request' });
  });
}

export interface Listening {
  readonly port: number;
  /** Takes no new request and resolves once those under way are answered, or after `withinMs`. */
  close(withinMs: number): Promise<void>;
}

/** Listens; rejects when the port is taken or not allowed. */
export async function listen(app: Express, host: string, port: number): Promise<Listening> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, app);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, resolve);
  await promise;
  const address = server.address() as AddressInfo;
  return { port: address.port, close: (withinMs) => close(server, withinMs) };
}

async function close(server: Server, withinMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), withinMs);
  await promise;
  clearTimeout(late);
}

function statusOf(error: unknown): number {
  const status = error !== null && typeof error === 'object' && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
