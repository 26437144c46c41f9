import type { Core } from '../usecases/core.ts';
import { folded, nextLookAt, owedNow } from '../usecases/owed.ts';
import type { Heads } from '../usecases/ports.ts';
import { clockContext } from '../usecases/reminders.ts';
import { undelivered } from '../usecases/undelivered.ts';
import { trackStream } from '../usecases/world.ts';
import { faultOf } from './fault.ts';

/** Streams looked at in one go; the rest at the next beat. */
const STREAMS_PER_BEAT = 100;
/** A track that cannot be read is looked at again after this, so that it does not hold up the others. */
const AFTER_FAULT_MINUTES = 10;

/**
 * Asks every track whose time has come what it owes, and records it with its messages in one append (design §3).
 * Whoever writes first wins; the loser's question is asked again at the next beat.
 */
export async function tick(parts: Core): Promise<void> {
  const due = await parts.store.streamsDue(parts.now().toString(), STREAMS_PER_BEAT);
  if (due.length === 0) return;
  await parts.world.catchUp();
  let heads: Heads | null = null;
  for (const stream of due) {
    try {
      await lookAt(parts, stream);
    } catch (error) {
      parts.log.error('tick-failed', { stream, fault: faultOf(error) });
      const again = parts.now().add({ minutes: AFTER_FAULT_MINUTES }).toString();
      // Where it goes up to: what cannot be read is not folded that far, and would stay the first in line.
      heads ??= await parts.store.heads();
      await parts.store.setNextDue(stream, heads.streams.get(stream) ?? 0, again);
    }
  }
}

async function lookAt(parts: Core, stream: string): Promise<void> {
  parts.world.assertSound(stream);
  const version = parts.world.versionOf(stream);
  const track = [...parts.world.tracks.values()].find(({ id }) => trackStream(id) === stream);
  if (track === undefined) {
    await parts.store.setNextDue(stream, version, null);
    return;
  }
  const now = parts.now();
  const context = clockContext(parts, now);
  const owed = owedNow(context, track);
  const after = owed.events.length === 0 ? track : folded(track, owed.events, now.toString());
  const nextDueAt = nextLookAt(context, after)?.toString() ?? null;
  if (owed.events.length === 0) {
    await parts.store.setNextDue(stream, version, nextDueAt);
    return;
  }
  const correlationId = parts.newId();
  const result = await parts.store.append(
    undelivered({
      recordedAt: now.toString(),
      actor: 'system',
      correlationId,
      writes: [{ stream, expectedVersion: version, events: owed.events, nextDueAt }],
      messages: owed.messages,
    }),
  );
  parts.log.info('reminders-owed', {
    correlationId,
    stream,
    messages: owed.messages.length,
    result: result.kind,
  });
}
