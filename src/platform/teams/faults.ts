import { DeliveryError } from '../../usecases/errors.ts';
import { textAt } from './json.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a refusal means for a message, apart from its words. */
type Meaning = Pick<DeliveryError, 'retryable' | 'isAddressLost' | 'isPlatformWide'>;

const SERVED_LATER: Meaning = { retryable: true, isAddressLost: false, isPlatformWide: false };
/** Everybody waits: it is about the bot, or about the service as a whole. */
const NOBODY_SERVED: Meaning = { retryable: true, isAddressLost: false, isPlatformWide: true };
const LOST: Meaning = { retryable: false, isAddressLost: true, isPlatformWide: false };
const REFUSED: Meaning = { retryable: false, isAddressLost: false, isPlatformWide: false };

/** By the Bot Connector's own word, whatever the status. */
const BY_CODE: ReadonlyMap<string, Meaning> = new Map([
  ['BotNotInConversationRoster', LOST],
  ['ConversationBlockedByUser', LOST],
  ['MessageWritesBlocked', LOST],
  ['ForbiddenOperationException', LOST],
  ['ConversationNotFound', LOST],
  // The administrator gives the bot back to everybody at once: nobody has to speak first.
  ['BotDisabledByAdmin', NOBODY_SERVED],
]);

/**
 * By the status, where the word says nothing; any other 4xx is refused, anything else is served later: the service fails,
 * or sends the bot elsewhere, where it does not follow.
 */
const BY_STATUS: ReadonlyMap<number, Meaning> = new Map([
  [401, NOBODY_SERVED],
  [408, SERVED_LATER],
  [412, SERVED_LATER],
  [425, SERVED_LATER],
  [429, SERVED_LATER],
  [503, NOBODY_SERVED],
]);

/** There is no such conversation (any more): another may be opened with the same person. */
export class ConversationGone extends DeliveryError {}

/** An answer of the Bot Connector that is not a success. */
export function refusedDelivery(status: number, retryAfter: string | null, body: string): DeliveryError {
  const code = errorCode(body);
  const meaning =
    (code === null ? undefined : BY_CODE.get(code)) ??
    BY_STATUS.get(status) ??
    (status >= 400 && status < 500 ? REFUSED : SERVED_LATER);
  const waitMs = retryAfterMs(retryAfter, Temporal.Now.instant());
  const message = `The Bot Connector answered ${status}${code === null ? '' : ` ${code}`}`;
  const options = { ...meaning, ...(waitMs === null ? {} : { retryAfterMs: waitMs }) };
  const isGone = status === 404 && (code === null || !/^(?:Activity|Member)NotFound/u.test(code));
  return isGone ? new ConversationGone(message, options) : new DeliveryError(message, options);
}

/** No answer at all: silence, a cut connection, no route. What was sent may have arrived. */
export function unansweredDelivery(cause: unknown): DeliveryError {
  return new DeliveryError('The Bot Connector cannot be reached', { cause, retryable: true });
}

/** Without a token for the Bot Connector nobody is written to. */
export function unsignedDelivery(what: string, cause?: unknown): DeliveryError {
  return new DeliveryError(what, { cause, retryable: true, isPlatformWide: true });
}

/** A code is a word: anything else may be a sentence with somebody's name in it. */
function errorCode(body: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const code = textAt(parsed, 'error', 'code');
  return code !== null && /^\w{1,60}$/u.test(code) ? code : null;
}
