import { Refusal } from '../domain/kernel/refusal.ts';
import { slug, suggest } from '../domain/kernel/text.ts';
import { checkBeneficiary } from '../domain/people/register.ts';
import type { BeneficiaryFacts, TrackFacts } from '../domain/track/facts.ts';
import type { TrackState } from '../domain/track/state.ts';
import type { World } from './world.ts';

/** What the official register says of a beneficiary to add (règlement, art. 3); each refusal carries the right SIREN. */
export function beneficiaryFrom(typed: {
  readonly name: string;
  readonly siren: string | null;
}): BeneficiaryFacts | Refusal {
  const check = checkBeneficiary(
    typed.siren === null ? { name: typed.name } : { name: typed.name, siren: typed.siren },
  );
  if (check.ok) {
    const { name, kind, siren } = check.entry;
    return {
      id: slug(name),
      name,
      kind,
      siren,
      example: false,
      deliberation: null,
      department: null,
      option: null,
      dataTransfer: null,
    };
  }
  if (check.fault === 'unknown-name') {
    return new Refusal(
      { code: 'not-in-register', typed: typed.name, suggestions: check.suggestions },
      'commune',
    );
  }
  const { siren } = check;
  const official = check.entry.siren;
  const { name } = check.entry;
  switch (check.fault) {
    case 'siren-length':
      return new Refusal({ code: 'siren-length', siren, official }, 'siren');
    case 'siren-check-digit':
      return new Refusal({ code: 'siren-check-digit', siren, official }, 'siren');
    case 'siren-of-another':
      return new Refusal(
        { code: 'siren-of-another', siren, owner: check.owner.name, official, name },
        'siren',
      );
    case 'siren-of-nobody':
      return new Refusal({ code: 'siren-of-nobody', siren, official, name }, 'siren');
  }
}

/** A track whose programme file was read. */
export interface LoadedTrack extends TrackState {
  readonly facts: TrackFacts;
}

/** Whether the programme file of the track was read. */
export function isLoaded(track: TrackState): track is LoadedTrack {
  return track.facts !== null;
}

/** The track that was typed, or the only one there is. */
export function trackNamed(world: World, typed: string | null): LoadedTrack | Refusal {
  return trackAmong([...world.tracks.values()].filter(isLoaded), typed);
}

/** The one of these tracks that was typed, or the only one of them. */
export function trackAmong(tracks: readonly LoadedTrack[], typed: string | null): LoadedTrack | Refusal {
  const [only, ...others] = tracks;
  if (typed === null)
    return only !== undefined && others.length === 0
      ? only
      : new Refusal({ code: 'missing-field' }, 'parcours');
  const found = tracks.find((track) => track.id === slug(typed) || track.facts.title === typed);
  const ids = tracks.map((track) => track.id);
  return found ?? new Refusal({ code: 'unknown-track', typed, suggestions: suggest(typed, ids) }, 'parcours');
}
