import type { Core } from '../core.ts';
import { UPLOAD_HOURS } from './intake.ts';

/** A form may be sent until its files are no longer taken; a day later nobody can name them any more. */
const KEPT_HOURS = UPLOAD_HOURS + 24;

/**
 * Drops the files that people gave for forms which they never sent. Nothing is dropped while any records cannot be read:
 * they may name it. How many; throws `StoreError`.
 */
export async function sweepFiles({
  store,
  world,
  now,
}: Pick<Core, 'store' | 'world' | 'now'>): Promise<number> {
  await world.catchUp();
  world.assertSound();
  const named = new Set([...world.tracks.values()].flatMap((track) => [...track.files]));
  const beforeAt = now().subtract({ hours: KEPT_HOURS }).toString();
  return store.files.sweep(beforeAt, (hash) => named.has(hash));
}
