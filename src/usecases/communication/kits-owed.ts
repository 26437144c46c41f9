import { kitsDue } from '../../domain/communication/kits.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { JsonObject } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { livingAmong } from './kit-view.ts';
import { KIT_READY } from './topics.ts';

/** The kit of a track that has become available (règlement, art. 9), with a message to everybody who is told of it. */
export function kitsOwed({ world, now }: ClockContext, track: TrackState): OwedNow {
  const owed = kitsDue(track, now).map((told) => ({ ...told, to: livingAmong(world, told.to) }));
  return {
    events: owed.map((data) => ({ type: 'kit-told', data: { ...data } as unknown as JsonObject })),
    messages: owed.flatMap(({ version, to }) =>
      to.map((person) => ({
        key: kitKey(track.id, version, person),
        to: person,
        topic: KIT_READY,
        data: { track: track.id, version },
        // One of each track's own: kits of two tracks are two cards, of two versions the newer.
        group: `${KIT_READY}:${track.id}`,
        notBeforeAt: now.toString(),
      })),
    ),
  };
}

/** The key of the message that tells a person of a kit. */
export function kitKey(track: string, version: string, personId: string): string {
  return `${KIT_READY}:${track}:${version}@${personId}`;
}
