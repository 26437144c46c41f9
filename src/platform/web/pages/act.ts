import type { Request, Response } from 'express';
import { pauseForm } from '../../../../cards/mail.ts';
import { NOT_A_FORM } from '../../../../cards/pages.ts';
import { frDay } from '../../../../cards/words.ts';
import type { Ask, Reply } from '../../../usecases/bot.ts';
import type { LinkedAct, OpenedAct } from '../../../usecases/links.ts';
import { sendGone, sendPlain, sendReply } from './answers.ts';
import { clickKey, isClicked } from './click.ts';
import type { PagesOptions } from './options.ts';
import { OWN } from './own.ts';
import { openSession, type Session, wholeAct } from './session.ts';
import { askOf, isForm, keyOf, readFields } from './submission.ts';

/** How long a click in a mail program stops reminders: the longest that `preferences` takes. */
const PAUSE_DAYS = 90;
const PREFERENCES = 'preferences';

/**
 * Shows what a link is for. It changes nothing, since machines that look for bad links open them too; but for what one
 * click may do, where a browser says that a person clicked.
 */
export async function showAct(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const opened = await open(options, request);
  if (opened === null) return sendGone(options, response);
  const { act, session } = opened;
  const { kind, command } = act;
  const { [OWN.whole]: _, ...given } = act.values;
  const isPausing = isPause(request, act);
  const values = isPausing ? { ...given, pause: pauseUntil(options) } : given;
  const isClick = kind === 'look' && isClicked(request);
  const ask: Ask = { kind: isClick ? 'click' : kind, command, values };
  const key = isClick ? clickKey(tokenOf(request)) : `mail:look:${options.newId()}`;
  const reply = await answer(options, session, ask, key);
  if (isPausing && reply.kind === 'form')
    sendReply(response, { kind: 'form', form: pauseForm(reply.form) }, session, 'look');
  else sendReply(response, reply, session, kind);
}

/** Does what a page's button or form says, or what a mail program's « se désabonner » asks in one click (RFC 8058). */
export async function doAct(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const opened = await open(options, request);
  if (opened === null) return sendGone(options, response);
  const { session } = opened;
  if (isPause(request, opened.act)) return pauseNow(options, session, request, response);
  if (!isForm(request)) return sendPlain(response, 415, NOT_A_FORM);
  const fields = await readFields(options.urlencoded, request, response);
  const act = wholeAct(options.links, opened, fields);
  if (act === null) return sendGone(options, response);
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
  // Each click is an act of its own, also one of the same day after the pause was lifted; a repeated one changes nothing.
  const key = keyOf(session.holder, session.nonce, ask);
  const reply = present.kind === 'form' ? await answer(options, session, ask, key) : present;
  sendReply(response, reply, session, 'sent');
}

function isPause({ query }: Request, { command }: LinkedAct): boolean {
  return command === PREFERENCES && query['pause'] !== undefined;
}

function pauseUntil({ now }: PagesOptions): string {
  return frDay(now().toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days: PAUSE_DAYS }).toString());
}

/** Null for a link that does not open, or no longer: the reason is told to nobody. */
async function open(
  options: PagesOptions,
  request: Request,
): Promise<(OpenedAct & { readonly session: Session }) | null> {
  const opened = options.links.readAct(tokenOf(request));
  if (opened === null || !(await options.isKnown(opened.holder))) return null;
  const session = openSession(options.links, opened, options.now(), options.newId());
  return { ...opened, session };
}

function tokenOf({ params: { token } }: Request): string {
  return typeof token === 'string' ? token : '';
}

function answer(options: PagesOptions, { visitor }: Session, ask: Ask, key: string): Promise<Reply> {
  return options.bot.answer({ visitor, key, correlationId: options.newId(), ask });
}
