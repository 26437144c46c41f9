import type { Core } from '../usecases/core.ts';
import { trackStream } from '../usecases/world.ts';

/**
 * Has the clock ask every track again what it owes: after something that no track's stream tells, such as other
 * coordinators in the settings or a person who was erased, to whom or about whom calendars must be told (art. 6). A track
 * that changes meanwhile is asked by whoever changes it. Throws `StoreError`.
 */
export async function wakeTracks({
  store,
  world,
  now,
}: Pick<Core, 'store' | 'world' | 'now'>): Promise<void> {
  await world.catchUp();
  const streams = [...world.tracks.keys()].map(trackStream);
  const at = now().toString();
  await Promise.all(streams.map((stream) => store.setNextDue(stream, world.versionOf(stream), at)));
}
