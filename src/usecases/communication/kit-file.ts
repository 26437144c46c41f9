import type { Values } from '../../../cards/model.ts';
import { isAvailable, kitNamed } from '../../domain/communication/kits.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { ownTrackNamed } from '../tracks.ts';
import { KIT_ROLES } from './kit-view.ts';

/** One file of a kit, for those of its track; before its hour for the coordination alone. Null for anything they may not see. */
export function kitFile(
  context: Pick<Context, 'actor' | 'world' | 'now'>,
  { parcours, version = '', piece = '' }: Values,
): KeptFile | null {
  const track = ownTrackNamed(context, KIT_ROLES, parcours);
  if (track instanceof Refusal) return null;
  const kit = kitNamed(track, version);
  if (kit === undefined || !(context.actor.isCoordinator || isAvailable(kit, context.now))) return null;
  return kit.files[Number(piece) - 1] ?? null;
}
