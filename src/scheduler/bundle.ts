import { JalonError, StoreError } from '../usecases/errors.ts';
import { bundleOf, namesItsSubject, render } from '../usecases/messages.ts';
import type { Message, Settlement } from '../usecases/ports.ts';
import { NO_PREFERENCES } from '../usecases/records.ts';
import { clockContext, dayBeganAt, leaveFor, sameReminderTo } from '../usecases/reminders.ts';
import type { Verdict } from '../usecases/verdict.ts';
import { trackStream } from '../usecases/world.ts';
import { retryAfterMs } from './backoff.ts';
import { faultOf } from './fault.ts';
import type { SendParts } from './parts.ts';
import { send } from './send.ts';

/** A message that cannot even be prepared is set aside after this many attempts, for an operator to see. */
const POISONED_AFTER_ATTEMPTS = 5;
const ASKED_AGAIN_AFTER_HOURS = 24;

type Later = Extract<ReturnType<typeof leaveFor>, { kind: 'later' }>;

/** Messages that leave as one: same recipient, same group. */
export type Bundle = readonly [Message, ...Message[]];

/** The bundles of one recipient's messages. */
export function bundles(messages: readonly Message[]): readonly Bundle[] {
  const byBundle = Map.groupBy(messages, bundleOf);
  return [...byBundle.values()].flatMap(([first, ...others]): Bundle[] =>
    first === undefined ? [] : [[first, ...others]],
  );
}

/**
 * Brings one bundle to its end: asked once more whether it is still owed to its recipient, held until they want it,
 * rendered from the present records, sent, marked; given up at `endBeforeMs`, on the timer. Throws `StoreError` only:
 * whatever else fails sets that message aside.
 */
export async function deliverBundle(parts: SendParts, bundle: Bundle, endBeforeMs: number): Promise<void> {
  try {
    for (const message of bundle) assertReadable(parts, message);
    const [first, ...others] = await readyOf(parts, bundle);
    if (first !== undefined) await say(parts, [first, ...others], endBeforeMs);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    await setAside(parts, bundle, error, endBeforeMs);
  }
}

/** Those that may leave now; the others are held. What is legal waits for nothing (group null). */
async function readyOf(parts: SendParts, bundle: Bundle): Promise<readonly Message[]> {
  const [{ to, group }] = bundle;
  if (group === null) return bundle;
  const context = clockContext(parts, parts.now());
  const preferences = parts.world.people.byId(to)?.person.preferences ?? NO_PREFERENCES;
  const leaving = (messages: readonly Message[], sentToday: number) =>
    keepReady(parts, messages, (message) => leaveFor(context, message, preferences, sentToday));
  const ready = await leaving(await owedTo(parts, bundle), 0);
  if (ready.length === 0) return ready;
  return leaving(ready, await parts.store.sentSince(to, dayBeganAt(context).toString()));
}

/**
 * Those that would be said to their recipient. The wishes of somebody who no longer holds the role hold nothing back:
 * what is owed to another by now (art. 4) goes there at once, and what is no longer owed ends at once.
 */
async function owedTo(parts: SendParts, bundle: Bundle): Promise<readonly Message[]> {
  const { verdicts } = render(clockContext(parts, parts.now()), bundle);
  const owed: Message[] = [];
  for (const message of bundle) {
    const verdict = verdicts.get(message.key);
    if (verdict?.kind === 'say') owed.push(message);
    else await leaveUnsaid(parts, message, verdict);
  }
  return owed;
}

async function keepReady(
  parts: SendParts,
  messages: readonly Message[],
  leaveOf: (message: Message) => ReturnType<typeof leaveFor>,
): Promise<readonly Message[]> {
  const ready: Message[] = [];
  for (const message of messages) {
    const leave = leaveOf(message);
    if (leave.kind === 'now') ready.push(message);
    else await parts.ledger.hold(message, askedAgainAt(parts, leave).toString(), leave.why);
  }
  return ready;
}

/** A pause may be taken back before its end: what it holds is asked again each day. */
function askedAgainAt(parts: SendParts, { at, why }: Later): Temporal.Instant {
  const tomorrow = parts.now().add({ hours: ASKED_AGAIN_AFTER_HOURS });
  return why === 'paused' && Temporal.Instant.compare(tomorrow, at) < 0 ? tomorrow : at;
}

async function say(parts: SendParts, bundle: Bundle, endBeforeMs: number): Promise<void> {
  const { verdicts } = render(clockContext(parts, parts.now()), bundle);
  for (const messages of Map.groupBy(bundle, (m) => cardOf(verdicts.get(m.key))).values()) {
    const [first, ...others] = messages;
    if (first === undefined) continue;
    const verdict = verdicts.get(first.key);
    if (verdict?.kind !== 'say') {
      for (const message of messages) await leaveUnsaid(parts, message, verdicts.get(message.key));
      continue;
    }
    const outcome = await send(parts, verdict, [first, ...others], endBeforeMs);
    if (outcome.kind === 'settled') await parts.ledger.settle(messages, outcome.settlement);
    else if (outcome.kind === 'stopped') await release(parts, messages);
    else {
      const until = parts.now().add({ milliseconds: outcome.forMs }).toString();
      for (const message of messages) await parts.ledger.hold(message, until, 'rate-limited');
    }
  }
}

/**
 * What is said of a track whose records cannot be read might be wrong, and a message whose own data are damaged would
 * vanish without a word: they wait, and end as failed.
 */
function assertReadable({ world }: SendParts, message: Message): void {
  if (!namesItsSubject(message))
    throw new UnreadableMessageError('the message does not say what it is about');
  const { track } = message.data;
  if (typeof track !== 'string') return;
  try {
    world.assertSound(trackStream(track));
  } catch (cause) {
    throw new UnreadableTrackError('the records of the track cannot be read', { cause });
  }
}

class UnreadableMessageError extends JalonError {}

class UnreadableTrackError extends JalonError {}

/** Gives the lease back of what was not begun: whoever claims next may send it at once. */
export async function release(parts: SendParts, messages: readonly Message[]): Promise<void> {
  for (const message of messages) await parts.ledger.hold(message, message.notBeforeAt, 'not-begun');
}

function cardOf(verdict: Verdict | undefined) {
  return verdict?.kind === 'say' ? verdict.card : null;
}

/** A message that is not said to its recipient; whoever was told the same already is not told twice. */
async function leaveUnsaid(parts: SendParts, message: Message, verdict: Verdict | undefined): Promise<void> {
  if (verdict?.kind !== 'redirect') {
    const why = verdict?.kind === 'drop' ? verdict.why : 'not-owed';
    await parts.ledger.settle([message], { kind: 'dropped', why });
    return;
  }
  const own = await parts.store.message(sameReminderTo(message.key, verdict.to));
  const settlement: Settlement =
    own === null ? { kind: 'redirected', to: verdict.to } : { kind: 'dropped', why: 'told-already' };
  await parts.ledger.settle([message], settlement);
}

/** One message that cannot be prepared must not hold back those that would have left with it. */
async function setAside(
  parts: SendParts,
  bundle: Bundle,
  error: unknown,
  endBeforeMs: number,
): Promise<void> {
  const left = bundle.filter((message) => parts.ledger.holds(message));
  if (bundle.length > 1) {
    for (const one of left) await deliverBundle(parts, [one], endBeforeMs);
    return;
  }
  for (const message of left) {
    const { topic, attempts, correlationId } = message;
    parts.log.error('render-failed', { correlationId, topic, attempts, fault: faultOf(error) });
    await parts.ledger.settle([message], poisoned(parts, attempts));
  }
}

function poisoned(parts: SendParts, attempts: number): Settlement {
  if (attempts + 1 >= POISONED_AFTER_ATTEMPTS) return { kind: 'failed', error: 'render-failed' };
  const waitMs = retryAfterMs(attempts, [{ retryAfterMs: undefined }], parts.random());
  const notBeforeAt = parts.now().add({ milliseconds: waitMs }).toString();
  return { kind: 'retry', notBeforeAt, error: 'render-failed', countAttempt: true };
}
