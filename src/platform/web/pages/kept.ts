import type { Request, Response } from 'express';
import type { PagesOptions } from './options.ts';
import { openSession, wholeAct } from './session.ts';
import { askOf, fileFormOf, isForm, readFields, readWithFiles } from './submission.ts';

/**
 * Keeps the texts of a form that cannot be answered because the records are away, for whoever its sealed link was made for;
 * browsers show no page of ours as it was left. Files are let go. False when nothing is kept.
 */
export async function keepSent(
  options: PagesOptions,
  token: string,
  request: Request,
  response: Response,
): Promise<boolean> {
  const { links, intake, bot, now, newId } = options;
  const opened = links.readAct(token);
  if (opened === null) return false;
  const room = intake.enter();
  try {
    const boundary = fileFormOf(request);
    if (boundary === null && !isForm(request)) return false;
    const fields =
      boundary === null
        ? await readFields(options.urlencoded, request, response)
        : (await readWithFiles(request, boundary, new Set(), room)).fields;
    const act = wholeAct(links, opened, fields);
    const ask = act === null ? null : askOf(act, fields);
    if (ask?.kind !== 'submit') return false;
    const { visitor } = openSession(links, opened, now(), newId());
    return await bot.keep(visitor, ask.command, ask.values);
  } catch {
    // What cannot be read cannot be kept: the page says that nothing was recorded either way.
    return false;
  } finally {
    room.leave();
  }
}
