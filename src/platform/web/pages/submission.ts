import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Values } from '../../../../cards/model.ts';
import type { Intake } from '../../../usecases/attachments/intake.ts';
import type { Room } from '../../../usecases/attachments/room.ts';
import { takeSent } from '../../../usecases/attachments/sent.ts';
import type { Ask } from '../../../usecases/bot.ts';
import type { LinkedAct, LinkHolder } from '../../../usecases/links.ts';
import { boundaryOf, FormError, type FormFile, LONGEST_BODY_BYTES, readParts } from './multipart.ts';
import { OWN } from './own.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** True for a body that a form of ours without files can have sent. */
export function isForm(request: Request): boolean {
  return typeOf(request).split(';')[0]?.trim().toLowerCase() === FORM_TYPE;
}

/** The boundary of a body that a form of ours with files can have sent; null for any other. */
export function fileFormOf(request: Request): string | null {
  return boundaryOf(typeOf(request));
}

function typeOf({ headers }: Request): string {
  return headers['content-type'] ?? '';
}

/** The fields of a form, their line breaks as one character. Rejects what cannot be read, with its HTTP status. */
export async function readFields(
  urlencoded: RequestHandler,
  request: Request,
  response: Response,
): Promise<Values> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  urlencoded(request, response, (error?: unknown) => (error == null ? resolve() : reject(error)));
  await promise;
  const body: unknown = request.body;
  const pairs = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return fieldsOf(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function fieldsOf(pairs: readonly (readonly [string, string])[]): Values {
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

/** What came with a form: of its files, those of the fields that are for files. */
export interface Sent {
  readonly fields: Values;
  readonly files: readonly FormFile[];
}

/** The same of a form with files. Throws `FormError`, what is left of the body being unread. */
export async function readWithFiles(
  request: Request,
  boundary: string,
  fileFields: ReadonlySet<string>,
  room: Room,
): Promise<Sent> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY_BYTES)
    throw new FormError('the form is too long', 413);
  // The connection outlives a body that is not read to its end: it carries the answer.
  const body = request.iterator({ destroyOnReturn: false });
  const { fields, files } = await readParts(body, boundary, room);
  return { fields: fieldsOf(fields), files: files.filter(({ field }) => fileFields.has(field)) };
}

/** What was sent to a link: the line of a command, a form to open, a button or a filled-in form. */
export function askOf(act: LinkedAct, fields: Values): Ask {
  const line = fields[OWN.line];
  if (line !== undefined) return { kind: 'text', text: line };
  const own: ReadonlySet<string> = new Set(Object.values(OWN));
  const typed = Object.entries(fields).filter(([name]) => !own.has(name));
  // What the link itself says cannot be typed over.
  const values = { ...Object.fromEntries(typed), ...act.values };
  if (fields[OWN.opens] !== undefined) return { kind: 'form', command: act.command, values };
  return { kind: act.kind === 'look' ? 'run' : 'submit', command: act.command, values };
}

/** The ask with its files taken in: a new one stands in place of what its field held. Throws `StoreError`. */
export async function takeIn(
  intake: Intake,
  holder: LinkHolder,
  ask: Ask,
  files: readonly FormFile[],
): Promise<Ask> {
  if (ask.kind === 'text') return ask;
  const values: Record<string, string> = { ...ask.values };
  for (const [field, some = []] of Object.entries(Object.groupBy(files, (file) => file.field))) {
    const sent = some.map(({ name, bytes }) => ({ name, fetch: async () => bytes }));
    values[field] = await takeSent(intake, holder, sent);
  }
  return { ...ask, values };
}

/** The delivery key: the same for a double click or a reload, another for another look at the page, other words or files. */
export function keyOf(holder: LinkHolder, nonce: string, ask: Ask, files: readonly FormFile[] = []): string {
  const said = ask.kind === 'text' ? [ask.text] : [ask.command, Object.entries(ask.values).toSorted()];
  const given = files.map(({ field, name, bytes }) => [
    field,
    name,
    typeof bytes === 'string' ? bytes : hashOf(bytes),
  ]);
  const whole = JSON.stringify([holder.platform, holder.accountId, nonce, ask.kind, ...said, ...given]);
  return `mail:${hashOf(whole)}`;
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
