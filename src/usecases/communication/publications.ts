import type { PublicationView } from '../../../cards/publication.ts';
import type { PublicationRow } from '../../../cards/publication-list.ts';
import type { Publication } from '../../domain/communication/state.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { allTargets, type Target, targetValue } from '../target.ts';

/** Name of the file that has the register. */
export const PUBLICATIONS_FILE = 'publications';

/** A publication with the beneficiary that declared it. */
export interface FoundPublication {
  readonly target: Target;
  readonly publication: Publication;
}

/** Which of them are asked for; null for any. */
export interface PublicationFilter {
  readonly target: Target | null;
  readonly support: string | null;
}

/** The publications of some beneficiaries, those that came out last first, then by number. */
export function publicationsOf(
  targets: readonly Target[],
  { target: wanted, support }: PublicationFilter,
): readonly FoundPublication[] {
  return targets
    .filter(({ track, beneficiary }) => wanted === null || isOf(wanted, track.id, beneficiary.facts.id))
    .flatMap((target) =>
      [...target.track.communication.publications.values()]
        .filter(({ commune }) => commune === target.beneficiary.facts.id)
        .map((publication) => ({ target, publication })),
    )
    .filter(({ publication }) => support === null || publication.support === support)
    .sort(
      ({ publication: a }, { publication: b }) =>
        Temporal.PlainDate.compare(b.publishedOn, a.publishedOn) || byNumber.compare(b.number, a.number),
    );
}

const byNumber = new Intl.Collator('en', { numeric: true });

function isOf({ track, beneficiary }: Target, trackId: string, commune: string): boolean {
  return track.id === trackId && beneficiary.facts.id === commune;
}

/** What cards show of it. */
export function publicationView(
  { world }: Pick<Context, 'world'>,
  { target, publication }: FoundPublication,
): PublicationView {
  return {
    ...publication,
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(world, target),
    by: contactView(world.people, publication.byId).name,
  };
}

/** The whole register, or the part that a filter names, for the export; `commune` is `track/commune`. */
export function publicationRows(
  { world }: Pick<Context, 'world'>,
  { commune, support }: { readonly commune?: string; readonly support?: string },
): readonly PublicationRow[] {
  const targets = allTargets(world).filter(
    ({ track, beneficiary }) => commune === undefined || commune === `${track.id}/${beneficiary.facts.id}`,
  );
  return publicationsOf(targets, { target: null, support: support ?? null }).map((found) => {
    const { facts, beneficiary } = found.target;
    return { ...publicationView({ world }, found), track: facts.title, siren: beneficiary.facts.siren };
  });
}
