import { DeliveryError } from '../../usecases/errors.ts';

/** What nodemailer tells of a failed send. */
interface Told {
  /** The server's three digits; null when it said nothing. */
  readonly status: number | null;
  /** The command that it answered, e.g. `RCPT TO`; empty before any. */
  readonly command: string;
  readonly words: string;
}

/** How long a server that does not know us yet (greylisting) keeps a message waiting, as a rule. */
const GREYLISTED_MS = 300_000;
/** RFC 5321: no such mailbox, not here, name not allowed, domain without mail. */
const NO_SUCH_MAILBOX = new Set([550, 551, 553, 556]);

/**
 * What a failed send means: refused for good (5xx to the recipient or the message), a mailbox that does not exist, or a
 * fault that time or the operator mends (4xx, no connection, timeouts, a refused login, a policy of the server).
 */
export function smtpFault(cause: unknown): DeliveryError {
  const told = toldBy(cause);
  const { status, command, words } = told;
  const isAnswered = status !== null && !command.startsWith('AUTH') && status !== 421;
  if (!isAnswered)
    return new DeliveryError('mail server away', { retryable: true, isPlatformWide: true, cause });
  const isRecipient = command === 'RCPT TO';
  if (status < 500) {
    const retryAfterMs = isRecipient && isGreylisting(told) ? { retryAfterMs: GREYLISTED_MS } : {};
    return new DeliveryError('mail put off', { retryable: true, ...retryAfterMs, cause });
  }
  // Enhanced status X.7.X (RFC 3463): the server's policy, which its operator or ours can change.
  if (/\b5\.7\.\d/u.test(words))
    return new DeliveryError('mail refused by policy', { retryable: true, cause });
  const isAddressLost = isRecipient && isGone(status, words);
  return new DeliveryError(isAddressLost ? 'mail address refused' : 'mail refused', {
    retryable: false,
    isAddressLost,
    cause,
  });
}

function isGreylisting({ status, words }: Told): boolean {
  return /gr[ea]y-?list|\b4\.7\.\d/iu.test(words) || status === 450 || status === 451;
}

/** A full mailbox (5.2.2) is one; without an enhanced status the three digits decide. */
function isGone(status: number, words: string): boolean {
  const [, subject, detail] = /\b5\.(\d)\.(\d+)/u.exec(words) ?? [];
  if (subject === undefined) return NO_SUCH_MAILBOX.has(status);
  return subject === '1' || (subject === '2' && detail === '1');
}

function toldBy(error: unknown): Told {
  const of = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const status = of('responseCode');
  const command = of('command');
  const response = of('response');
  return {
    status: typeof status === 'number' ? status : null,
    command: typeof command === 'string' ? command : '',
    words: typeof response === 'string' ? response : '',
  };
}
