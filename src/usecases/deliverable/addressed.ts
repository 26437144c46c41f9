import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold, suggest } from '../../domain/kernel/text.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Context } from '../command.ts';
import { addressedTargets, type FoundDeliverable } from './deliverables.ts';

/**
 * Ids of the beneficiaries that a list names, apart by commas, semicolons or lines; null for no list, which is every one of
 * the track. Refused: a name that is no beneficiary's of this track.
 */
export function readAddressed(
  track: TrackState,
  typed: string | undefined,
): readonly string[] | null | Refusal {
  if (typed === undefined) return null;
  const all = [...track.beneficiaries.values()].map(({ facts }) => facts);
  const communes = new Set<string>();
  const names = typed
    .split(/[,;\n]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  for (const name of names) {
    const found = all.find((facts) => facts.id === name || fold(facts.name) === fold(name));
    if (found === undefined) {
      const known = all.map((facts) => facts.name);
      const choices = suggest(name, known).map((meant) => ({
        name: meant,
        list: names.map((one) => (one === name ? meant : one)).join(', '),
      }));
      return new Refusal({ code: 'addressee-unknown', typed: name, choices }, 'collectivites');
    }
    communes.add(found.id);
  }
  return communes.size === 0 ? null : [...communes];
}

/** Who is told of it, and the beneficiaries for which nobody can be. */
export function readersOf(
  context: Pick<Context, 'world' | 'today'>,
  found: FoundDeliverable,
): { readonly people: readonly string[]; readonly unreached: readonly string[] } {
  const today = context.today.toString();
  const people = new Set<string>();
  const unreached: string[] = [];
  for (const { beneficiary } of addressedTargets(context, found)) {
    const recipients = recipientsOn(beneficiary, today);
    for (const id of recipients) people.add(id);
    if (recipients.length === 0) unreached.push(beneficiary.facts.name);
  }
  return { people: [...people], unreached };
}
