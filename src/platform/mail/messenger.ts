import { createHash } from 'node:crypto';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { CalendarWriter, WrittenInvitation } from '../../usecases/calendars.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { MadeFile } from '../../usecases/files.ts';
import type { LinkedFile, LinkHolder, Links } from '../../usecases/links.ts';
import type { Messenger } from '../../usecases/messenger.ts';
import type { Account } from '../../usecases/ports.ts';
import { renderMail } from './render.ts';
import { smtpFault } from './smtp-fault.ts';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  /** `Jalon <jalon@metropole.example>`, or the address alone. */
  readonly from: string;
  readonly links: Links;
  /** Writes what invitations tell calendars, in the name of `from`. */
  readonly calendars: Pick<CalendarWriter, 'invitation'>;
  /** `createFiles`: what goes with a mail, as far as its reader may have it. */
  readonly files: (holder: LinkHolder, file: LinkedFile) => Promise<MadeFile | null>;
}

export interface MailMessenger extends Messenger {
  /**
   * Takes no new mail and lets those under way end, within five seconds unless said otherwise; what a server holds up
   * longer is given up and fails, to be sent again after the next start.
   */
  close(withinMs?: number): void;
}

/** For each step of a conversation with the server. */
const STEP_TIMEOUT_MS = 10_000;
/** For one mail, whatever the server does meanwhile: given up here before the delivery stops waiting (15 s), or it might still leave. */
const SEND_TIMEOUT_MS = 14_000;
/** Closed by us before the server or a firewall does it without a word. */
const IDLE_MS = 5000;
const CLOSE_WITHIN_MS = 5000;

/** Writes to people by SMTP, over a connection that serves several mails. */
export function createMailMessenger({ smtpUrl, from, links, calendars, files }: MailOptions): MailMessenger {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    maxRequeues: 1,
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
    idleTimeout: IDLE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = domainOf(from);
  return {
    platform: 'mail',
    pace: { perConversationMs: 0, inAllMs: 200 },
    async send(account, card, envelope) {
      if (!isOneAddress(account.id))
        throw new DeliveryError('not an e-mail address', { retryable: false, isAddressLost: true });
      // What goes with a mail is made within its time too.
      const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
      const { subject, text, html, pauseUrl } = renderMail(links, card, account, envelope);
      const { calendar, attachment } = envelope;
      const file = attachment === undefined ? null : await files(holderOf(account), attachment);
      const messageId = `<${createHash('sha256').update(envelope.key).digest('hex')}@${domain}>`;
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: account.id },
          subject,
          text,
          html,
          ...(calendar === undefined ? {} : calendarPart(calendars.invitation(calendar))),
          ...(file === null ? {} : attachedPart(file)),
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'fr', ...stopHeaders(pauseUrl) },
          signal,
        });
      } catch (error) {
        throw smtpFault(error);
      }
      return { platformId: messageId };
    },
    findByEmail: async () => null,
    close(withinMs = CLOSE_WITHIN_MS) {
      transport.close();
      setTimeout(() => transport.close({ force: true }), withinMs).unref();
    },
  };
}

/**
 * RFC 6047: a calendar beside the words, as one more way to show the same. Outlook refuses it when the method of the type
 * is not that of the text, or when anything is attached. Base64: no server on the way touches its line ends.
 */
function calendarPart({ method, text }: WrittenInvitation): Pick<SendMailOptions, 'alternatives'> {
  const contentType = `text/calendar; charset=utf-8; method=${method}`;
  return { alternatives: [{ contentType, content: text, contentTransferEncoding: 'base64' }] };
}

function holderOf({ platform, id: accountId, email }: Account): LinkHolder {
  return { platform, accountId, email };
}

function attachedPart({ name, type, body }: MadeFile): Pick<SendMailOptions, 'attachments'> {
  const content = typeof body === 'string' ? body : Buffer.from(body);
  return { attachments: [{ filename: name, contentType: type, content }] };
}

/** RFC 8058: one click in the mail program, without a form; RFC 2369 for those that know no better. */
function stopHeaders(pauseUrl: string | null): Record<string, string> {
  if (pauseUrl === null) return {};
  return { 'List-Unsubscribe': `<${pauseUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** What comes after the @ of `Name <address>` or of an address alone. */
function domainOf(from: string): string {
  const [, domain] = /@([\w.-]+)>?\s*$/u.exec(from) ?? [];
  return domain ?? 'jalon.invalid';
}

/** One address and nothing that a header or an envelope would read as more. */
function isOneAddress(address: string): boolean {
  return /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/u.test(address);
}
