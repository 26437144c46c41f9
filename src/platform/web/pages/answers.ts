import type { Response } from 'express';
import type { Html } from '../../../../cards/html.ts';
import type { Form } from '../../../../cards/model.ts';
import { faultyTitle, linkGone, type PlainPage } from '../../../../cards/pages.ts';
import type { Reply } from '../../../usecases/bot.ts';
import { rootOf } from './address.ts';
import { documentOf, footOf, plainDocument } from './document.ts';
import { cardHtml, formHtml } from './draw.ts';
import type { PagesOptions } from './options.ts';
import type { Session } from './session.ts';

/** `look`: a link to an act, which asks first; `form`: a link to a form; `sent`: a button or a form of a page. */
export type Way = 'look' | 'form' | 'sent';

/** Sends the bot's answer as a page; only what was sent can have been refused. */
export function sendReply(response: Response, reply: Reply, session: Session, way: Way): void {
  const drawn = draw(reply, session, way === 'look');
  const isRefused = reply.kind === 'refused' && way === 'sent';
  sendPage(
    response,
    isRefused ? 422 : 200,
    documentOf({ ...drawn, foot: footOf(session), root: rootOf(response.req) }),
  );
}

function draw(
  reply: Reply,
  session: Session,
  asksFirst: boolean,
): { readonly title: string; readonly main: Html } {
  const form = reply.kind === 'card' ? null : reply.form;
  if (form === null) {
    const { card } = reply as Exclude<Reply, { kind: 'form' }>;
    return { title: card.title, main: cardHtml(card, session) };
  }
  const said = reply.kind === 'refused' && !hasErrors(form) ? reply.card : null;
  return {
    title: reply.kind === 'refused' ? faultyTitle(form.title) : form.title,
    main: formHtml(form, session, { said, asksFirst }),
  };
}

function hasErrors({ errors }: Form): boolean {
  return Object.keys(errors).length > 0;
}

/** The one answer for every link that does not open, whatever the reason: same status, same bytes. */
export function sendGone({ canMail }: Pick<PagesOptions, 'canMail'>, response: Response): void {
  const root = rootOf(response.req);
  sendPage(response, 404, plainDocument(linkGone(canMail), { root, offersLink: canMail }));
}

export function sendPlain(response: Response, status: number, page: PlainPage): void {
  sendPage(response, status, plainDocument(page, { root: rootOf(response.req), offersLink: false }));
}

export function sendPage(response: Response, status: number, page: string): void {
  response.status(status).type('html').send(page);
}
