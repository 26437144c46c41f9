import { createHash } from 'node:crypto';
import type { MeetingScheduled } from '../../src/domain/committee/events.ts';
import type { JsonObject, Store } from '../../src/usecases/ports.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { trackStream } from '../../src/usecases/world.ts';

const PER_APPEND = 1000;
const PER_DAY = 8;

/**
 * Records comités opérationnels of a track that are all over: eight on each of the days before a Paris day. The same
 * meetings each time.
 */
export async function fillMeetings(
  store: Store,
  { track, count, beforeOn }: { readonly track: string; readonly count: number; readonly beforeOn: string },
): Promise<void> {
  const recordedAt = `${beforeOn}T05:00:00Z`;
  const stream = trackStream(track);
  const head = (await store.heads()).streams.get(stream) ?? 0;
  for (let first = 0; first < count; first += PER_APPEND) {
    const events = Array.from({ length: Math.min(PER_APPEND, count - first) }, (_, index) => ({
      type: 'meeting-scheduled',
      data: { ...meetingOf(first + index, beforeOn) } satisfies JsonObject,
    }));
    const writes = [{ stream, expectedVersion: head + first, events, nextDueAt: null }];
    await store.append({ ...undelivered({ recordedAt, actor: 'system', correlationId: 'fill' }), writes });
  }
}

function meetingOf(rank: number, beforeOn: string): MeetingScheduled {
  const on = Temporal.PlainDate.from(beforeOn).subtract({ days: 1 + Math.floor(rank / PER_DAY) });
  return {
    meeting: `CO-${String(rank + 1).padStart(2, '0')}`,
    uid: uuidOf(rank),
    kind: 'comop',
    title: null,
    commune: null,
    step: null,
    series: null,
    on: on.toString(),
    from: `${String(9 + (rank % PER_DAY)).padStart(2, '0')}:00`,
    durationMinutes: 45,
    place: 'https://visio.metropole.example/comite-operationnel',
    guests: [],
    byId: 'system',
  };
}

function uuidOf(rank: number): string {
  const hex = createHash('sha256').update(`meeting ${rank}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/u, '$1-$2-$3-$4-$5');
}
