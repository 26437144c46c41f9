import { createTransport } from 'nodemailer';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Messenger } from '../../usecases/ports.ts';
import { renderMail } from './render.ts';

export interface MailOptions {
  readonly smtpUrl: string;
  readonly from: string;
}

const CALL_TIMEOUT_MS = 10_000;

/** Writes to people by SMTP: the way to reach somebody who uses neither Slack nor Teams. */
export function createMailMessenger({ smtpUrl, from }: MailOptions): Messenger {
  const limits = {
    connectionTimeout: CALL_TIMEOUT_MS,
    greetingTimeout: CALL_TIMEOUT_MS,
    socketTimeout: CALL_TIMEOUT_MS,
  };
  const transport = createTransport({ url: smtpUrl, ...limits });
  return {
    platform: 'mail',
    async send(account, card, key) {
      try {
        const headers = { 'X-Jalon-Message': key.replaceAll(/[^\x20-\x7e]/gu, '') };
        const sent = await transport.sendMail({ from, to: account.id, ...renderMail(card), headers });
        return { platformId: sent.messageId };
      } catch (error) {
        throw new DeliveryError('mail not accepted', { retryable: !isRefusedForGood(error), cause: error });
      }
    },
    findByEmail: async () => null,
  };
}

/** A 5xx answer to the recipient or the message; a refused login is the operator's to mend, and worth another try. */
function isRefusedForGood(error: unknown): boolean {
  const code =
    error !== null && typeof error === 'object' && 'responseCode' in error ? error.responseCode : null;
  const command = error !== null && typeof error === 'object' && 'command' in error ? error.command : null;
  return typeof code === 'number' && code >= 500 && command !== 'AUTH' && !String(command).startsWith('AUTH');
}
