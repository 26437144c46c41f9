import type { FieldOption } from '../../../cards/model.ts';
import type { MeetingKind } from '../../domain/committee/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold, suggest } from '../../domain/kernel/text.ts';
import type { Context } from '../command.ts';
import { type LoadedTrack, trackNamed } from '../enrol.ts';
import { allTargets, type Target, targetValue } from '../target.ts';

/** What is not here is a meeting of one beneficiary. */
const KINDS: Readonly<Record<string, MeetingKind>> = {
  pilotage: 'copil',
  operationnel: 'comop',
  atelier: 'workshop',
};

/** The kinds of meetings (art. 6) as people choose them. */
export const KIND_OPTIONS: readonly FieldOption[] = [
  { value: 'pilotage', label: 'Comité de pilotage' },
  { value: 'operationnel', label: 'Comité opérationnel' },
  { value: 'reunion', label: 'Réunion par bénéficiaire' },
  { value: 'atelier', label: 'Atelier spécifique' },
];

/** The kind that one of `KIND_OPTIONS` names. */
export function kindOf(option: string): MeetingKind {
  return KINDS[option] ?? 'meeting';
}

/** Whose meeting it is: its track, and its beneficiary when it is one's own. */
export interface Whose {
  readonly track: LoadedTrack;
  /** Id of the beneficiary; null for a committee. */
  readonly commune: string | null;
}

/**
 * The track and the beneficiary of a meeting. A committee is the track's, which must be named where there are several; a
 * meeting or a workshop is its beneficiary's, whose track it takes. Refused: names that are not known, none where one is
 * needed.
 */
export function placeOf(
  context: Context,
  kind: MeetingKind,
  typed: { readonly parcours?: string | undefined; readonly collectivite?: string | undefined },
): Whose | Refusal {
  if (kind === 'copil' || kind === 'comop') {
    const track = trackNamed(context.world, typed.parcours ?? null);
    return track instanceof Refusal ? track : { track, commune: null };
  }
  if (typed.collectivite === undefined) return new Refusal({ code: 'commune-needed', kind }, 'collectivite');
  const target = targetNamed(context, typed.collectivite, typed.parcours);
  if (target instanceof Refusal) return target;
  return { track: { ...target.track, facts: target.facts }, commune: target.beneficiary.facts.id };
}

function targetNamed(context: Context, typed: string, parcours: string | undefined): Target | Refusal {
  const wanted = fold(typed);
  const all = allTargets(context.world);
  const named = all.filter(
    (target) =>
      [target.beneficiary.facts.name, target.beneficiary.facts.id].some((name) => fold(name) === wanted) ||
      targetValue(context.world, target) === typed,
  );
  const found = parcours === undefined ? named : named.filter(({ track }) => track.id === parcours);
  const [first, ...others] = found;
  if (first === undefined) {
    const names = [...new Set(all.map(({ beneficiary }) => beneficiary.facts.name))];
    return new Refusal({ code: 'not-in-track', typed, suggestions: suggest(typed, names) }, 'collectivite');
  }
  return others.length === 0 ? first : new Refusal({ code: 'missing-field' }, 'parcours');
}
