import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** How long browsers keep to https: a year. */
const HSTS_SECONDS = 365 * 24 * 60 * 60;

/**
 * The headers of every answer, names and values in turn: nothing is kept by browsers or proxies, and nothing runs in a
 * page unless that page says so in its own. They are helmet's, which are the same for each request and thus asked once.
 */
export function carefulHeaders(isPublicHttps: boolean): readonly string[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const protect = helmet({
    // Not for the domains below it: they are not Jalon's to bind.
    strictTransportSecurity: isPublicHttps && { maxAge: HSTS_SECONDS, includeSubDomains: false },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
  });
  protect(response.req, response, () => undefined);
  response.setHeader('Cache-Control', 'no-store');
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}
