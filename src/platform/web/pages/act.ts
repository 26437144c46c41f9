import type { Request, Response } from 'express';
import { NOT_A_FORM } from '../../../../cards/pages.ts';
import { frDay } from '../../../../cards/words.ts';
import type { Ask, Reply } from '../../../usecases/bot.ts';
import type { LinkedAct } from '../../../usecases/links.ts';
import { sendGone, sendPlain, sendReply } from './answers.ts';
import { OWN } from './draw.ts';
import type { PagesOptions } from './options.ts';
import { openSession, type Session } from './session.ts';
import { askOf, isForm, keyOf, readFields } from './submission.ts';

/** How long a click in a mail program stops reminders: the longest that `preferences` takes. */
const PAUSE_DAYS = 90;
const PREFERENCES = 'preferences';

/** Shows what a link is for. It changes nothing: machines that look for bad links open them too. */
export async function showAct(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const opened = await open(options, request);
  if (opened === null) return sendGone(response);
  const { act, session } = opened;
  const { kind, command } = act;
  const values = isPause(request) ? { ...act.values, pause: pauseUntil(options) } : act.values;
  const reply = await answer(options, session, { kind, command, values }, `mail:look:${options.newId()}`);
  sendReply(response, reply, session, kind);
}

/** Does what a page's button or form says, or what a mail program's « se désabonner » asks in one click (RFC 8058). */
export async function doAct(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const opened = await open(options, request);
  if (opened === null) return sendGone(response);
  const { act, session } = opened;
  if (isPause(request)) return pauseNow(options, session, request, response);
  if (!isForm(request)) return sendPlain(response, 415, NOT_A_FORM, '../');
  const fields = await readFields(options.urlencoded, request, response);
  const ask = askOf(act, fields);
  const reply = await answer(options, session, ask, keyOf(session.holder, fields[OWN.nonce] ?? '', ask));
  sendReply(response, reply, session, 'sent');
}

/** Keeps the other preferences as they are: the form says what they are. Whatever body comes is left unread. */
async function pauseNow(
  options: PagesOptions,
  session: Session,
  request: Request,
  response: Response,
): Promise<void> {
  request.resume();
  const look: Ask = { kind: 'form', command: PREFERENCES, values: {} };
  const present = await answer(options, session, look, `mail:look:${options.newId()}`);
  const pause = pauseUntil(options);
  const values = { ...(present.kind === 'form' ? present.form.values : {}), pause };
  const ask: Ask = { kind: 'submit', command: PREFERENCES, values };
  // The same click of the same day is one act; one after the pause was lifted is another, since it says another day.
  const key = keyOf(session.holder, 'one-click', ask);
  const reply = present.kind === 'form' ? await answer(options, session, ask, key) : present;
  sendReply(response, reply, session, 'sent');
}

function isPause({ query }: Request): boolean {
  return query['pause'] !== undefined;
}

function pauseUntil({ now }: PagesOptions): string {
  return frDay(now().toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days: PAUSE_DAYS }).toString());
}

/** Null for a link that does not open, or no longer: the reason is told to nobody. */
async function open(
  options: PagesOptions,
  request: Request,
): Promise<{ readonly act: LinkedAct; readonly session: Session } | null> {
  const { token } = request.params;
  const opened = typeof token === 'string' ? options.links.readAct(token) : null;
  if (opened === null || !(await options.isKnown(opened.holder))) return null;
  const session = openSession(options.links, opened, options.now(), options.newId());
  return { act: opened.act, session };
}

function answer(options: PagesOptions, { visitor }: Session, ask: Ask, key: string): Promise<Reply> {
  return options.bot.answer({ visitor, key, correlationId: options.newId(), ask });
}
