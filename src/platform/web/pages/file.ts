import type { Request, Response } from 'express';
import { sendGone } from './answers.ts';
import type { PagesOptions } from './options.ts';

/** Downloads the file that a link names, made now. No file, no right to it and no such link are one answer. */
export async function serveFile(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const { token } = request.params;
  const opened = typeof token === 'string' ? options.links.readFile(token) : null;
  if (opened === null || !(await options.isKnown(opened.holder))) return sendGone(options, response);
  const file = await options.files(opened.holder, opened.file);
  if (file === null) return sendGone(options, response);
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.attachment(file.name).type(file.type);
  response.send(typeof file.body === 'string' ? new TextEncoder().encode(file.body) : file.body);
}
