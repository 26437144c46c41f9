import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Values } from '../../../../cards/model.ts';
import type { Ask } from '../../../usecases/bot.ts';
import type { LinkedAct, LinkHolder } from '../../../usecases/links.ts';
import { OWN } from './own.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** True for a body that a form of ours can have sent. */
export function isForm(request: Request): boolean {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === FORM_TYPE;
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
  const typed = pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(typed.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
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

/** The delivery key: the same for a double click or a reload, another for another look at the page or other words. */
export function keyOf(holder: LinkHolder, nonce: string, ask: Ask): string {
  const said = ask.kind === 'text' ? [ask.text] : [ask.command, Object.entries(ask.values).toSorted()];
  const whole = JSON.stringify([holder.platform, holder.accountId, nonce, ask.kind, ...said]);
  return `mail:${createHash('sha256').update(whole).digest('hex')}`;
}
