import { addressees, isAddressedTo } from '../../domain/deliverable/standing.ts';
import type { Deliverable } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { suggest } from '../../domain/kernel/text.ts';
import { normalisedNumber } from '../../domain/people/directory.ts';
import type { TrackFacts } from '../../domain/track/facts.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Context } from '../command.ts';
import { isLoaded } from '../enrol.ts';
import { type Target, targetOf } from '../target.ts';

/** A deliverable with the track whose stream it lives in. */
export interface FoundDeliverable {
  readonly track: TrackState;
  readonly facts: TrackFacts;
  readonly deliverable: Deliverable;
}

/** Who asks, of which records. */
type Asked = Pick<Context, 'actor' | 'world'>;

/**
 * The deliverable of a number as people type it: « LIV-07 », « liv 7 », « 7 ». Coordinators see all, a contractor those of
 * their tracks, a référent or a deputy those addressed to their beneficiaries; anything else is refused in the same words
 * as a number that does not exist.
 */
export function findDeliverable(context: Asked, typed: string): FoundDeliverable | Refusal {
  const number = normalisedNumber(/^\s*\d+\s*$/u.test(typed) ? `LIV${typed.trim()}` : typed);
  const visible = deliverablesFor(context);
  const found = visible.find(({ deliverable }) => deliverable.number === number);
  if (found !== undefined) return found;
  const numbers = visible.map(({ deliverable }) => deliverable.number);
  const suggestions = suggest(number, numbers);
  return new Refusal({ code: 'unknown-deliverable', typed, suggestions }, 'livrable');
}

/** Every deliverable that the person may see, the newest number first. */
export function deliverablesFor(context: Asked): readonly FoundDeliverable[] {
  return allDeliverables(context)
    .filter((found) => maySee(context, found))
    .sort((a, b) => byNumber.compare(b.deliverable.number, a.deliverable.number));
}

/** LIV-100 comes after LIV-99: they are numbered through, whatever their track. */
const byNumber = new Intl.Collator('fr', { numeric: true });

/** Every deliverable of every loaded track, those of one track in the order in which they were handed over. */
export function allDeliverables({ world }: Pick<Context, 'world'>): readonly FoundDeliverable[] {
  return [...world.tracks.values()]
    .filter(isLoaded)
    .flatMap((track) =>
      [...track.deliverables.values()].map((deliverable) => ({ track, facts: track.facts, deliverable })),
    );
}

/** The beneficiaries to which it is addressed and for which whoever asks may speak. */
export function ownTargets(
  { actor, world }: Asked,
  { track, deliverable }: FoundDeliverable,
): readonly Target[] {
  return actor.speaksFor
    .filter((mandate) => mandate.track === track.id && isAddressedTo(deliverable, mandate.commune))
    .map((mandate) => targetOf(world, track.id, mandate.commune))
    .filter((target) => target !== null);
}

/** Every beneficiary to which it is addressed, in the order of the track. */
export function addressedTargets(
  { world }: Pick<Context, 'world'>,
  { track, deliverable }: FoundDeliverable,
): readonly Target[] {
  return addressees(track, deliverable)
    .map((commune) => targetOf(world, track.id, commune))
    .filter((target) => target !== null);
}

function maySee(context: Asked, found: FoundDeliverable): boolean {
  const { isCoordinator, contractorOf } = context.actor;
  return isCoordinator || contractorOf.includes(found.track.id) || ownTargets(context, found).length > 0;
}
