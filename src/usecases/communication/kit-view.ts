import { fileLabel } from '../../../cards/files.ts';
import type { KitView } from '../../../cards/kit.ts';
import { allKitReaders, type Kit, kitReaders, kitsOf } from '../../domain/communication/kits.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Context, Role } from '../command.ts';
import type { LoadedTrack } from '../enrol.ts';
import type { World } from '../world.ts';

/** Name of the file that the link of a kit's file downloads. */
export const KIT_FILE = 'kit';

/** Who sees a kit: those of its track. */
export const KIT_ROLES: readonly Role[] = ['referent', 'deputy', 'coordinator', 'contractor'];

/** What cards show of a kit; `fileUrl` null where the card brings no link of its files. */
export function kitView(track: LoadedTrack, kit: Kit, fileUrl: Context['fileUrl'] | null): KitView {
  const { version, availableAt, changes, links, files } = kit;
  const all = kitsOf(track);
  const rank = all.findIndex((one) => one.version === version);
  const before = rank === -1 ? all.at(-1) : all[rank - 1];
  return {
    track: track.facts.title,
    trackValue: track.id,
    version,
    replaces: before?.version ?? null,
    availableAt,
    changes,
    links,
    files: files.map((file, index) => ({
      label: fileLabel(file),
      url:
        fileUrl?.({
          file: KIT_FILE,
          values: { parcours: track.id, version, piece: String(index + 1) },
        }) ?? null,
    })),
  };
}

/** Who is told of a kit on a Paris day (ISO), and the beneficiaries for which nobody can be. */
export function kitReadersOn(
  { world }: { readonly world: Pick<World, 'people'> },
  track: TrackState,
  day: string,
): { readonly people: readonly string[]; readonly unassigned: readonly string[] } {
  return {
    people: livingAmong(world, allKitReaders(track, day)),
    unassigned: [...track.beneficiaries.values()]
      .filter((beneficiary) => kitReaders(beneficiary, day).length === 0)
      .map(({ facts }) => facts.name),
  };
}

/** Without those whose data were erased (RGPD): there is nobody left to tell. */
export function livingAmong({ people }: Pick<World, 'people'>, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => people.byId(id)?.person.name !== '');
}
