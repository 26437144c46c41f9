import { render, type Verdict } from '../usecases/messages.ts';
import type { Message, Settlement } from '../usecases/ports.ts';
import { clockContext, mayLeaveAt, sameReminderTo } from '../usecases/reminders.ts';
import { retryAfterMs } from './backoff.ts';
import { faultOf } from './fault.ts';
import type { DeliverParts } from './parts.ts';
import { send } from './send.ts';

const RECIPIENTS_PER_CLAIM = 5;
const LEASE_SECONDS = 180;
/** Left of the lease to begin a send, which tries a few channels for 10 s each at most. */
const SEND_WITHIN_SECONDS = 60;
/** A message that cannot even be rendered is set aside after this many attempts, for an operator to see. */
const POISONED_AFTER_ATTEMPTS = 5;

type Bundle = readonly [Message, ...Message[]];

/**
 * Sends what waits: claimed with a lease, asked once more whether it is still owed, rendered from the present records,
 * sent, marked. At least once: a crash between sending and marking repeats at most what was in flight. What cannot be
 * sent within its lease is left to the next claim.
 */
export async function deliver(parts: DeliverParts): Promise<void> {
  for (;;) {
    const now = parts.now();
    const leaseUntil = now.add({ seconds: LEASE_SECONDS });
    const claimed = await parts.store.claim({
      now: now.toString(),
      leaseUntilAt: leaseUntil.toString(),
      recipients: RECIPIENTS_PER_CLAIM,
    });
    if (claimed.length === 0) return;
    await parts.world.catchUp();
    const beginBefore = leaseUntil.subtract({ seconds: SEND_WITHIN_SECONDS });
    for (const bundle of bundles(claimed)) {
      if (Temporal.Instant.compare(parts.now(), beginBefore) >= 0) break;
      await deliverBundle(parts, bundle);
    }
  }
}

/** Messages that leave as one: same recipient, same group. */
function bundles(messages: readonly Message[]): readonly Bundle[] {
  const byBundle = Map.groupBy(messages, (m) => (m.group === null ? m.key : `${m.to} ${m.group}`));
  return [...byBundle.values()].flatMap(([first, ...others]): Bundle[] =>
    first === undefined ? [] : [[first, ...others]],
  );
}

async function deliverBundle(parts: DeliverParts, bundle: Bundle): Promise<void> {
  const context = clockContext(parts, parts.now());
  const leavesAt = mayLeaveAt(context);
  if (bundle[0].group === 'reminder' && Temporal.Instant.compare(leavesAt, context.now) > 0) {
    const notBeforeAt = leavesAt.toString();
    const held: Settlement = { kind: 'retry', notBeforeAt, error: 'quiet-hours', countAttempt: false };
    for (const message of bundle) await settle(parts, message, held);
    return;
  }
  let verdicts: ReadonlyMap<string, Verdict>;
  try {
    verdicts = render(context, bundle).verdicts;
  } catch (error) {
    await setAside(parts, bundle, error);
    return;
  }
  for (const [card, messages] of Map.groupBy(bundle, (m) => cardOf(verdicts.get(m.key)))) {
    const [first, ...others] = messages;
    if (card === null || first === undefined) {
      for (const message of messages)
        await settle(parts, message, await unsaid(parts, message, verdicts.get(message.key)));
    } else {
      const outcome = await send(parts, card, [first, ...others]);
      for (const message of messages) await settle(parts, message, outcome);
    }
  }
}

function cardOf(verdict: Verdict | undefined) {
  return verdict?.kind === 'say' ? verdict.card : null;
}

/** What becomes of a message that is not said to its recipient; whoever was told the same already is not told twice. */
async function unsaid(
  parts: DeliverParts,
  message: Message,
  verdict: Verdict | undefined,
): Promise<Settlement> {
  if (verdict?.kind !== 'redirect') {
    return { kind: 'dropped', why: verdict?.kind === 'drop' ? verdict.why : 'not-owed' };
  }
  const own = await parts.store.message(sameReminderTo(message.key, verdict.to));
  return own === null ? { kind: 'redirected', to: verdict.to } : { kind: 'dropped', why: 'told-already' };
}

/** One message that cannot be rendered must not hold back those that would have left with it. */
async function setAside(parts: DeliverParts, bundle: Bundle, error: unknown): Promise<void> {
  const [message, ...others] = bundle;
  if (others.length > 0) {
    for (const one of bundle) await deliverBundle(parts, [one]);
    return;
  }
  const { key, topic, attempts } = message;
  parts.log.error('render-failed', { key, topic, fault: faultOf(error) });
  if (attempts >= POISONED_AFTER_ATTEMPTS) {
    await settle(parts, message, { kind: 'failed', error: 'render-failed' });
    return;
  }
  const retryAt = parts
    .now()
    .add({ milliseconds: retryAfterMs(attempts, [{ retryAfterMs: undefined }], parts.random()) });
  const settlement: Settlement = {
    kind: 'retry',
    notBeforeAt: retryAt.toString(),
    error: 'render-failed',
    countAttempt: true,
  };
  await settle(parts, message, settlement);
}

async function settle(parts: DeliverParts, message: Message, settlement: Settlement): Promise<void> {
  const { key, fence, correlationId } = message;
  if (!(await parts.store.settle(key, fence, settlement)))
    parts.log.warn('lease-lost', { correlationId, key });
}
