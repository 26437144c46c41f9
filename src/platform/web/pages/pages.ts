import type { NextFunction, Request, Response } from 'express';
import { NOT_A_FORM, TOO_LARGE, UNAVAILABLE } from '../../../../cards/pages.ts';
import { askAccess, showAccess } from './access.ts';
import { doAct, showAct } from './act.ts';
import { withoutSlash } from './address.ts';
import { sendGone, sendPlain } from './answers.ts';
import { CHECK_PATH, checkEntry, sendNoReceipt } from './check.ts';
import { CONTENT_SECURITY_POLICY } from './document.ts';
import { faultOf } from './fault.ts';
import { serveFile } from './file.ts';
import type { PagesOptions } from './options.ts';
import { ICON, STYLE } from './style.ts';

const PATHS = ['/suite', '/fichier', '/acces', CHECK_PATH];

/**
 * Mounts the pages that links of mails and of chats open: the same commands in a browser, without scripts and without
 * cookies. A link says who comes; what they may do is looked up each time. GET changes nothing but
 * what a person's click on a link of a mail may do (`CommandSpec.isOneClick`).
 */
export function createPages(options: PagesOptions): void {
  const { app, canMail, isFrontDoor } = options;
  for (const { name, type, text } of [STYLE, ICON]) {
    app.get(`/${name}`, (_request, response) => {
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.type(type).send(text);
    });
  }

  app.use(PATHS, (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Robots-Tag', 'noindex, nofollow');
    next();
  });

  // A page leads on by relative addresses, which a slash at the end of its own would send astray.
  app.use(PATHS, (request: Request, response: Response, next: NextFunction) => {
    const address = withoutSlash(request);
    if (address === null) next();
    else response.status(308).location(address).end();
  });

  app.get('/suite/:token', (request, response) => showAct(options, request, response));
  app.post('/suite/:token', (request, response) => doAct(options, request, response));
  app.get('/fichier/:token', (request, response) => serveFile(options, request, response));
  app.get(`${CHECK_PATH}/:number/:hash`, (request, response) => checkEntry(options, request, response));
  app.get('/acces', (_request, response) => showAccess(options, response));
  if (canMail) app.post('/acces', (request, response) => askAccess(options, request, response));
  if (isFrontDoor) app.get('/', (_request, response) => response.status(303).location('./acces').end());
  const sendNothing = (request: Request, response: Response): void => {
    if (request.baseUrl === CHECK_PATH) sendNoReceipt(response);
    else sendGone(options, response);
  };
  app.use(PATHS, sendNothing);

  app.use(PATHS, (error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    // An address that cannot even be decoded is a link that is none.
    if (status < 500 && request.method !== 'POST') sendNothing(request, response);
    else if (status < 500) sendPlain(response, status, status === 413 ? TOO_LARGE : NOT_A_FORM);
    else {
      options.log.error('page-failed', { page: request.baseUrl, fault: faultOf(error) });
      sendPlain(response, 503, UNAVAILABLE);
    }
  });
}

/** What express found wrong with a request keeps its 4xx; the rest is our fault, or the records'. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 503;
}
