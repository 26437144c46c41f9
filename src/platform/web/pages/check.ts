import type { Request, Response } from 'express';
import { incidentCheckPage } from '../../../../cards/incident-check.ts';
import { sendGone, sendPlain } from './answers.ts';
import type { PagesOptions } from './options.ts';

const NUMBER = /^INC-\d{4}-\d{4,6}$/;
const HASH = /^[0-9a-f]{64}$/;

/** What the code of a receipt leads to: whether the entry still has its hash, and no more than the receipt says itself. */
export async function checkEntry(options: PagesOptions, request: Request, response: Response): Promise<void> {
  const { number, hash } = request.params;
  const isRead =
    typeof number === 'string' && NUMBER.test(number) && typeof hash === 'string' && HASH.test(hash);
  if (!isRead) return sendGone(options, response);
  const found = await options.checkIncident(number, hash);
  sendPlain(response, found === null ? 404 : 200, incidentCheckPage(number, found));
}
