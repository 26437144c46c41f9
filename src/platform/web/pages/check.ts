import type { Request, Response } from 'express';
import { incidentCheckPage, NOT_A_RECEIPT } from '../../../../cards/incident-check.ts';
import { sendPlain } from './answers.ts';
import type { PagesOptions } from './options.ts';

/** Where the codes of receipts lead. */
export const CHECK_PATH = '/verification';

const NUMBER = /^INC-\d{4}-\d{4,6}$/;
const HASH = /^[0-9a-f]{64}$/;

/** What the code of a receipt leads to: whether the entry still has its hash, and no more than the receipt says itself. */
export async function checkEntry(
  { checkIncident }: Pick<PagesOptions, 'checkIncident'>,
  request: Request,
  response: Response,
): Promise<void> {
  const { number, hash } = request.params;
  const isRead =
    typeof number === 'string' && NUMBER.test(number) && typeof hash === 'string' && HASH.test(hash);
  const found = isRead ? await checkIncident(number, hash) : null;
  if (found === null) sendNoReceipt(response);
  else sendPlain(response, 200, incidentCheckPage(String(number), found));
}

/** The one answer for every address that is no receipt's, whatever is wrong with it: same status, same words. */
export function sendNoReceipt(response: Response): void {
  sendPlain(response, 404, NOT_A_RECEIPT);
}
