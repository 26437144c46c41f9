import { ACCESS_LINK } from '../usecases/ask-for-link.ts';
import { INVITATION, MEETING_TOLD } from '../usecases/committee/topics.ts';
import { OPINION_ASKED, OPINION_REMINDER } from '../usecases/communication/topics.ts';
import { REVIEW_RECEIPT } from '../usecases/convention/topics.ts';
import { VALIDATION_RECEIPT } from '../usecases/deliverable/topics.ts';
import { DeliveryError, StoreError } from '../usecases/errors.ts';
import {
  INCIDENT_RAISED_BY_MAIL,
  INCIDENT_RECEIPT,
  INCIDENT_RECEIPT_LATE,
} from '../usecases/incident/topics.ts';
import type { Envelope } from '../usecases/messenger.ts';
import type { Message, Person, Settlement } from '../usecases/ports.ts';
import { cardFor, type Saying } from '../usecases/verdict.ts';
import { retryAfterMs } from './backoff.ts';
import { inTime } from './in-time.ts';
import type { SendParts } from './parts.ts';
import { type Route, reportLateReceipt, reportLoss, reportNeverReached, routes } from './reach.ts';

/** What whoever acted was shown already. */
const RECEIPTS: readonly string[] = [VALIDATION_RECEIPT, REVIEW_RECEIPT, INCIDENT_RECEIPT];
/** Drafts go with their file to whoever is asked for an opinion, who chats with nobody here. */
const OPINIONS: readonly string[] = [OPINION_ASKED, OPINION_REMINDER];
/** These go by mail alone: a link that was asked for there, what a calendar is told, receipts, drafts. */
const BY_MAIL: ReadonlySet<string> = new Set([ACCESS_LINK, INVITATION, ...RECEIPTS, ...OPINIONS]);
/** Where no mail is sent they are not missed: the chat has shown the same. */
const MAIL_IF_ANY: ReadonlySet<string> = new Set([INVITATION, ...RECEIPTS]);

/** What a mail has told, or is about to: said where people chat and nowhere else. */
const BY_CHAT: ReadonlySet<string> = new Set([MEETING_TOLD, INCIDENT_RECEIPT_LATE]);

/** A channel that failed this often gives way to the person's next one. */
const PATIENCE_ATTEMPTS = 4;
/** Refused by every channel, for reasons that no other try will change, for about a day: left to an operator. */
const REFUSED_FOR_GOOD_ATTEMPTS = 30;
const NO_CHANNEL = 'no-channel';
/** For one channel: longer than a platform's own limit of a call. What hangs beyond it is given up. */
const CHANNEL_WITHIN_MS = 15_000;
/** For looking somebody up by e-mail, on all platforms at once. */
const SEARCH_WITHIN_MS = 10_000;

/** What became of messages that were said together, or that they were not begun and wait. */
export type Outcome =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  /** The platform asked everybody, or this conversation, to wait, or their turn would come too late for the lease. */
  | { readonly kind: 'blocked'; readonly forMs: number }
  | { readonly kind: 'stopped' };

/** What one channel made of a message. */
type Tried =
  | { readonly kind: 'sent'; readonly platformId: string }
  | { readonly kind: 'fault'; readonly fault: DeliveryError }
  | Exclude<Outcome, { kind: 'settled' }>;

/**
 * Sends one card for messages of the same person that say it together; over before `endBeforeMs`, on the timer, so that
 * no lease runs out under a send. Throws `StoreError`.
 */
export async function send(
  parts: SendParts,
  saying: Saying,
  messages: readonly [Message, ...Message[]],
  endBeforeMs: number,
): Promise<Outcome> {
  // What the card tells is on disk before anybody reads it.
  await parts.store.flushed();
  const [first] = messages;
  const person = parts.world.people.byId(first.to)?.person;
  if (person === undefined) return settled({ kind: 'failed', error: 'person-erased' });
  // An erased person keeps their id and nothing else (RGPD).
  if (person.name === '') return settled({ kind: 'dropped', why: 'person-erased' });
  const attempts = Math.max(...messages.map((m) => m.attempts));
  const turnBeforeMs = endBeforeMs - CHANNEL_WITHIN_MS;
  const searchMs = Math.min(SEARCH_WITHIN_MS, turnBeforeMs - parts.timer.now());
  const all = await routes(parts, person, searchMs);
  const ways = waysFor(first, all);
  const living = new Set(all);
  const faults: DeliveryError[] = [];
  for (const route of ways) {
    if (parts.timer.now() > turnBeforeMs) {
      // Channels that hang took all the time there was; the others come with the next try.
      if (faults.length === 0) return { kind: 'stopped' };
      break;
    }
    const tried = await attempt(parts, route, saying, messages, turnBeforeMs);
    if (tried.kind === 'sent') {
      const { platformId } = tried;
      return settled({
        kind: 'sent',
        at: parts.now().toString(),
        channel: route.messenger.platform,
        platformId,
      });
    }
    if (tried.kind !== 'fault') return tried;
    const { fault } = tried;
    if (fault.isAddressLost) {
      living.delete(route);
      await reportLoss(parts, first, route.account, living.size > 0);
    } else faults.push(fault);
    if (fault.retryable && !fault.isAddressLost && attempts < PATIENCE_ATTEMPTS) break;
  }
  if (faults.length === 0) {
    const unneeded = unneededWhy(parts, first, person);
    if (unneeded !== null) return settled({ kind: 'dropped', why: unneeded });
    // Somebody whose mail alone is lost is reached by chat: only their calendar is not.
    if (first.lastError !== NO_CHANNEL && living.size === 0) await reportNeverReached(parts, first);
  }
  if (first.topic === INCIDENT_RECEIPT && faults.length > 0) await reportLateReceipt(parts, first);
  return settled(unsent(parts, attempts, faults));
}

function waysFor({ topic }: Message, all: readonly Route[]): readonly Route[] {
  if (BY_MAIL.has(topic)) return all.filter(({ messenger }) => messenger.platform === 'mail');
  if (BY_CHAT.has(topic)) return all.filter(({ messenger }) => messenger.platform !== 'mail');
  if (topic !== INCIDENT_RAISED_BY_MAIL) return all;
  // It has been said in the chat already; where there is no mail, saying it again is better than silence.
  const byMail = all.filter(({ messenger }) => messenger.platform === 'mail');
  return byMail.length > 0 ? byMail : all;
}

/** Why a message that has no way to its reader waits for none; null for one that does. */
function unneededWhy(
  { messengers }: SendParts,
  { topic }: Message,
  { email }: Pick<Person, 'email'>,
): string | null {
  // Whoever asked for a link has nothing to wait for, and may well be reached elsewhere.
  if (topic === ACCESS_LINK) return 'no-mail';
  // It goes by mail, or has to.
  if (BY_CHAT.has(topic)) return 'no-chat';
  if (RECEIPTS.includes(topic) && email === null) return 'no-email';
  const hasMail = messengers.some(({ platform }) => platform === 'mail');
  return MAIL_IF_ANY.has(topic) && !hasMail ? 'no-mail' : null;
}

function unsent(parts: SendParts, attempts: number, faults: readonly DeliveryError[]): Settlement {
  const error = faults.at(-1)?.message ?? NO_CHANNEL;
  const isRefused = faults.length > 0 && faults.every(({ retryable }) => !retryable);
  if (isRefused && attempts + 1 >= REFUSED_FOR_GOOD_ATTEMPTS) return { kind: 'failed', error };
  const retryAt = parts.now().add({ milliseconds: retryAfterMs(attempts, faults, parts.random()) });
  return { kind: 'retry', notBeforeAt: retryAt.toString(), error, countAttempt: faults.length > 0 };
}

function settled(settlement: Settlement): Outcome {
  return { kind: 'settled', settlement };
}

/** One channel, in its turn, which must come before `turnBeforeMs`. */
async function attempt(
  { pacing, timer, log, links }: SendParts,
  { account, messenger }: Route,
  saying: Saying,
  messages: readonly [Message, ...Message[]],
  turnBeforeMs: number,
): Promise<Tried> {
  const [{ key, group, topic, correlationId }] = messages;
  const conversation = { messenger, id: account.id };
  const turn = await pacing.turn(conversation, turnBeforeMs);
  if (turn.kind !== 'go') return turn;
  const about = { correlationId, topic, channel: messenger.platform };
  const begunAt = timer.now();
  const tookMs = () => Math.round(timer.now() - begunAt);
  try {
    const card = cardFor(links, account, saying);
    const envelope = { key, isLegal: group === null, ...besideOf(saying) };
    const sent = await inTime(timer, CHANNEL_WITHIN_MS, messenger.send(account, card, envelope));
    if (sent.kind === 'late') throw new DeliveryError('no answer in time', { retryable: true });
    log.info('sent', { ...about, messages: messages.length, ms: tookMs() });
    return { kind: 'sent', platformId: sent.value.platformId };
  } catch (error) {
    const fault = deliveryError(error);
    if (fault.retryAfterMs !== undefined)
      pacing.block(conversation, fault.retryAfterMs, fault.isPlatformWide);
    const { retryable, isAddressLost, message } = fault;
    log.warn('send-failed', { ...about, ms: tookMs(), retryable, isAddressLost, fault: message });
    return { kind: 'fault', fault };
  } finally {
    turn.over();
  }
}

/** What goes along with the words. */
function besideOf({ calendar, attachment, thread }: Saying): Partial<Envelope> {
  return {
    ...(calendar === undefined ? {} : { calendar }),
    ...(attachment === undefined ? {} : { attachment }),
    ...(thread === undefined ? {} : { thread }),
  };
}

/** Records that fail are not the platform's fault. */
function deliveryError(error: unknown): DeliveryError {
  if (error instanceof StoreError) throw error;
  if (error instanceof DeliveryError) return error;
  return new DeliveryError('unexpected fault', { retryable: true, cause: error });
}
