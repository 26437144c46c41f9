import { ImapFlow } from 'imapflow';
import type { CalendarReply, ReplyOutcome } from '../../usecases/committee/replies.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import type { Log } from '../../usecases/log.ts';
import { unreadReplies } from './mailbox.ts';

export interface InboxOptions {
  /** `imaps://user:password@host/INBOX`; `imap://` is taken up to TLS, but on this machine. */
  readonly imapUrl: string;
  /** Records an answer. What it throws leaves the mail unread, to be read again. */
  onReply(reply: CalendarReply): Promise<ReplyOutcome>;
  readonly log: Log;
  /** How long to wait between two looks. */
  readonly everyMs?: number;
  /** For one look, whatever the server does meanwhile. */
  readonly withinMs?: number;
}

export interface Inbox {
  /** One whole look at the unread mails; never rejects. Two at once are one. */
  look(): Promise<void>;
  /** Looks no more. An answer under way is recorded, and its mail marked as read after the next start. */
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;
const WITHIN_MS = 45_000;
const STEP_MS = 15_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Reads what calendars answer to invitations from the mailbox that they write to. Each look is a connection of its own:
 * there is none to lose in between. A mail is marked as read once its answer is recorded, no other ever.
 */
export function openInbox(options: InboxOptions): Inbox {
  const { everyMs = EVERY_MS, withinMs = WITHIN_MS, log } = options;
  const passed = new Set<number>();
  let validity: bigint | null = null;
  let underWay: Promise<void> | null = null;
  let isAway = false;
  let isStopping = false;
  let present: ImapFlow | null = null;

  const read = async (client: ImapFlow): Promise<void> => {
    await client.connect();
    const lock = await client.getMailboxLock(mailboxOf(options.imapUrl));
    const numbering = client.mailbox === false ? null : client.mailbox.uidValidity;
    // Another numbering of the same mails: what was passed over is not known any more.
    if (numbering !== validity) passed.clear();
    validity = numbering;
    try {
      for await (const { uid, reply } of unreadReplies(client, passed)) {
        if (isStopping) return;
        const outcome = reply === null ? 'unreadable' : await options.onReply(reply);
        if (outcome === 'recorded') await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        else log.info('reply-ignored', { why: outcome });
        passed.add(uid);
      }
    } finally {
      lock.release();
    }
    await client.logout();
  };

  const look = async (): Promise<void> => {
    const client = clientOf(options.imapUrl);
    present = client;
    // What goes wrong also rejects what is under way: there it is told.
    client.on('error', () => undefined);
    try {
      await within(read(client), withinMs);
      if (isAway) log.info('inbox-back', {});
      isAway = false;
    } catch (error) {
      // Once for each time that it goes away: a mailbox that is down for a night says so once.
      if (isStopping) return;
      if (!isAway) log.warn('inbox-away', { fault: error instanceof Error ? error.name : 'unknown' });
      isAway = true;
    } finally {
      present = null;
      client.close();
    }
  };

  const lookOnce = (): Promise<void> => {
    underWay ??= look().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  const timer = setInterval(() => void lookOnce(), everyMs);
  timer.unref();
  return {
    look: lookOnce,
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      present?.close();
      await underWay;
    },
  };
}

/** Connects, logs in, opens the mailbox and leaves. Throws when the server refuses or is away. */
export async function probeImap(imapUrl: string): Promise<void> {
  const client = clientOf(imapUrl);
  client.on('error', () => undefined);
  try {
    await within(
      client.connect().then(() => client.mailboxOpen(mailboxOf(imapUrl))),
      STEP_MS,
    );
  } finally {
    client.close();
  }
}

function clientOf(imapUrl: string): ImapFlow {
  const { protocol, hostname, port, username, password } = new URL(imapUrl);
  const secure = protocol === 'imaps:';
  return new ImapFlow({
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    ...(secure || LOOPBACK.has(hostname) ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    maxLineLength: 10_000_000,
    maxLiteralSize: 10_000_000,
    maxResponseSize: 20_000_000,
  });
}

function mailboxOf(imapUrl: string): string {
  const path = decodeURIComponent(new URL(imapUrl).pathname).replace(/^\//u, '');
  return path === '' ? 'INBOX' : path;
}

/** The same work, given up when it takes too long: whoever gave it then closes what it waits for. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeliveryError('mailbox too slow', { retryable: true })), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
