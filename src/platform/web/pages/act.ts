import type { Request, Response } from 'express';
import { pauseForm } from '../../../../cards/mail.ts';
import { NOT_A_FORM, UNAVAILABLE_BUT_KEPT } from '../../../../cards/pages.ts';
import { frDay } from '../../../../cards/words.ts';
import type { Room } from '../../../usecases/attachments/room.ts';
import type { Ask, Request as BotRequest, Reply } from '../../../usecases/bot.ts';
import type { LinkedAct, OpenedAct } from '../../../usecases/links.ts';
import { sendGone, sendPlain, sendReply } from './answers.ts';
import { clickKey, isClicked } from './click.ts';
import { faultOf } from './fault.ts';
import { keepSent } from './kept.ts';
import type { PagesOptions } from './options.ts';
import { OWN } from './own.ts';
import { openSession, type Session, wholeAct } from './session.ts';
import {
  askOf,
  fileFormOf,
  isForm,
  keyOf,
  readFields,
  readWithFiles,
  type Sent,
  takeIn,
} from './submission.ts';

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
  const key = isClick ? clickKey(tokenOf(request)) : lookKey(options);
  const reply = await answer(options, session, ask, key);
  if (isPausing && reply.kind === 'form')
    sendReply(response, { kind: 'form', form: pauseForm(reply.form) }, session, 'look');
  else sendReply(response, reply, session, kind);
}

/** Does what a page's button or form says, or what a mail program's « se désabonner » asks in one click (RFC 8058). */
export async function doAct(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const opened = await open(options, request).catch(async (error: unknown) => {
    if (!(await keepSent(options, tokenOf(request), request, response))) throw error;
    options.log.error('page-failed', { page: request.baseUrl, fault: faultOf(error) });
    return 'kept' as const;
  });
  if (opened === 'kept') return sendPlain(response, 503, UNAVAILABLE_BUT_KEPT);
  if (opened === null) return sendGone(options, response);
  const { session } = opened;
  if (isPause(request, opened.act)) return pauseNow(options, session, request, response);
  const room = options.intake.enter();
  try {
    await doSent(options, opened, room, request, response);
  } finally {
    room.leave();
  }
}

async function doSent(
  options: PagesOptions,
  opened: Opened,
  room: Room,
  request: Request,
  response: Response,
): Promise<void> {
  const { session } = opened;
  const sent = await read(options, opened, room, request, response);
  if (sent === null) return sendPlain(response, 415, NOT_A_FORM);
  if ('kind' in sent) return sendReply(response, sent, session, 'sent');
  const { fields, files } = sent;
  const act = wholeAct(options.links, opened, fields);
  if (act === null) return sendGone(options, response);
  const { holder } = session;
  const ask = askOf(act, fields);
  const withFiles = files.length === 0 ? null : () => takeIn(options.intake, holder, ask, files);
  const key = keyOf(holder, fields[OWN.nonce] ?? '', ask, files);
  sendReply(response, await answer(options, session, ask, key, withFiles), session, 'sent');
}

/**
 * What was sent. A body with files is read once the bot has shown the form that they are for: its answer stands where
 * there is none for whoever sends it (any more). Null for what no form of ours sends.
 */
async function read(
  options: PagesOptions,
  { act, session }: Opened,
  room: Room,
  request: Request,
  response: Response,
): Promise<Sent | Reply | null> {
  if (isForm(request)) return { fields: await readFields(options.urlencoded, request, response), files: [] };
  const boundary = fileFormOf(request);
  if (boundary === null || act.kind !== 'form') return null;
  const { [OWN.whole]: _, ...values } = act.values;
  const shown = await answer(
    options,
    session,
    { kind: 'form', command: act.command, values },
    lookKey(options),
  );
  if (shown.kind === 'card' || shown.form === null) return shown;
  const forFiles = shown.form.fields.filter(({ widget }) => widget === 'file').map(({ name }) => name);
  return forFiles.length === 0 ? null : readWithFiles(request, boundary, new Set(forFiles), room);
}

/** A look is recorded nowhere. */
function lookKey({ newId }: PagesOptions): string {
  return `mail:look:${newId()}`;
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
  const present = await answer(options, session, look, lookKey(options));
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

interface Opened extends OpenedAct {
  readonly session: Session;
}

/** Null for a link that does not open, or no longer: the reason is told to nobody. */
async function open(options: PagesOptions, request: Request): Promise<Opened | null> {
  const opened = options.links.readAct(tokenOf(request));
  if (opened === null || !(await options.isKnown(opened.holder))) return null;
  const session = openSession(options.links, opened, options.now(), options.newId());
  return { ...opened, session };
}

function tokenOf({ params: { token } }: Request): string {
  return typeof token === 'string' ? token : '';
}

function answer(
  options: PagesOptions,
  { visitor }: Session,
  ask: Ask,
  key: string,
  withFiles: BotRequest['takeIn'] = null,
): Promise<Reply> {
  return options.bot.answer({ visitor, key, correlationId: options.newId(), ask, takeIn: withFiles });
}
