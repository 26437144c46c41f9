import type { Refusal } from '../domain/kernel/refusal.ts';
import type { Context, Role } from './command.ts';
import { isLoaded, type LoadedTrack, trackAmong } from './enrol.ts';

type Asking = Pick<Context, 'actor' | 'world'>;

/** Every track for which the person may use a command of these roles: a référent or a contractor has only their own. */
export function tracksFor({ actor, world }: Asking, roles: readonly Role[]): readonly LoadedTrack[] {
  const loaded = [...world.tracks.values()].filter(isLoaded);
  if (actor.isCoordinator && roles.includes('coordinator')) return loaded;
  const own = new Set([
    ...actor.speaksFor.filter(({ role }) => roles.includes(role)).map(({ track }) => track),
    ...(roles.includes('contractor') ? actor.contractorOf : []),
  ]);
  return loaded.filter(({ id }) => own.has(id));
}

/** The track that was typed, or the only one of theirs. Refused: another's, as one that there is not. */
export function ownTrackNamed(
  context: Asking,
  roles: readonly Role[],
  typed: string | undefined,
): LoadedTrack | Refusal {
  return trackAmong(tracksFor(context, roles), typed ?? null);
}
