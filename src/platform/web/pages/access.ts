import type { Request, Response } from 'express';
import { html, NOTHING } from '../../../../cards/html.ts';
import { accessForm, faultyTitle, LINK_ASKED, NO_MAIL, NOT_A_FORM } from '../../../../cards/pages.ts';
import { rootOf } from './address.ts';
import { sendPage, sendPlain } from './answers.ts';
import { documentOf } from './document.ts';
import { fieldsHtml } from './draw.ts';
import { faultOf } from './fault.ts';
import type { PagesOptions } from './options.ts';
import { isForm, readFields } from './submission.ts';

/** Longer than looking an address up and recording a message takes, mostly: little is under way when the answer leaves. */
const ANSWER_AFTER_MS = 400;
const LONGEST_EMAIL = 254;

/** Where somebody asks for a new link; without mail, whom to write to. */
export function showAccess({ canMail }: PagesOptions, response: Response): void {
  if (canMail) sendForm(response, 200, '', false);
  else sendPlain(response, 200, NO_MAIL);
}

/**
 * Answers the same, after the same time, whether the address is known or not. The records are not waited for: only for a
 * known address are they written to, so that how long that takes, or that it fails, would tell. The log says what failed.
 */
export async function askAccess(options: PagesOptions, request: Request, response: Response): Promise<void> {
  if (!isForm(request)) return sendPlain(response, 415, NOT_A_FORM);
  const { courriel: typed = '' } = await readFields(options.urlencoded, request, response);
  const email = typed.trim().toLowerCase();
  if (email.length > LONGEST_EMAIL || !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/u.test(email))
    return sendForm(response, 422, typed, true);
  const { promise: later, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, ANSWER_AFTER_MS);
  options
    .askForLink(email)
    .catch((error: unknown) => options.log.error('access-link-failed', { fault: faultOf(error) }));
  await later;
  sendPlain(response, 200, LINK_ASKED);
}

function sendForm(response: Response, status: number, typed: string, isWrong: boolean): void {
  const form = accessForm(typed, isWrong);
  const main = html`<h1>${form.title}</h1>\n${fieldsHtml(form, './acces', NOTHING, NOTHING)}`;
  const title = isWrong ? faultyTitle(form.title) : form.title;
  sendPage(response, status, documentOf({ title, main, foot: NOTHING, root: rootOf(response.req) }));
}
