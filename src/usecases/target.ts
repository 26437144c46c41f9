import type { z } from 'zod';
import { Refusal } from '../domain/kernel/refusal.ts';
import { fold, suggest } from '../domain/kernel/text.ts';
import { findCommune } from '../domain/people/register.ts';
import type { BeneficiaryState } from '../domain/track/beneficiary.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import type { TrackState } from '../domain/track/state.ts';
import type { Actor } from './actor.ts';
import {
  type Command,
  type CommandSpec,
  type Context,
  defineCommand,
  type Outcome,
  type Role,
} from './command.ts';
import { coordinationContact } from './contact.ts';
import { known, type TextField } from './fields.ts';
import type { World } from './world.ts';

/** The beneficiary that a command is about. */
export interface Target {
  readonly track: TrackState;
  readonly facts: TrackFacts;
  readonly beneficiary: BeneficiaryState;
}

interface CommuneCommandSpec<Shape extends z.core.$ZodLooseShape>
  extends Omit<CommandSpec<Shape>, 'run' | 'check'> {
  /** Why there is nothing to fill in for this beneficiary any more, before anybody does; null where there is. */
  closed?(target: Target): Refusal | null;
  run(input: z.output<z.ZodObject<Shape>>, context: Context, target: Target): Outcome;
}

/**
 * Declares a command about one beneficiary: adds the field « commune » in front and, before `run`, checks that the
 * person may speak for it. A référent or a deputy has only their own, a contractor only their track's; whoever has
 * just one need not name it.
 */
export function defineCommuneCommand<Shape extends z.core.$ZodLooseShape>(
  spec: CommuneCommandSpec<Shape>,
): Command {
  const commune: z.ZodOptional<TextField> = known({ label: 'Collectivité' }, 'communes').optional();
  const fields: { commune: typeof commune } & Shape = { commune, ...spec.fields };
  return defineCommand({
    ...spec,
    fields,
    check: (values, context) => {
      const target = targetNamed(context, spec.roles, values['commune'] ?? null);
      if (!(target instanceof Refusal)) return spec.closed?.(target) ?? null;
      return values['commune'] === undefined ? null : target;
    },
    run: (input, context) => {
      const named = input as { readonly commune?: string } & z.output<z.ZodObject<Shape>>;
      const target = targetNamed(context, spec.roles, named.commune ?? null);
      return target instanceof Refusal ? target : spec.run(named, context, target);
    },
  });
}

/** Refuses a beneficiary that the person may not use a command of these roles for; null for none named. */
export function refuseOther(
  context: Context,
  roles: readonly Role[],
  typed: string | undefined,
): Refusal | null {
  if (typed === undefined) return null;
  const target = targetNamed(context, roles, typed);
  return target instanceof Refusal && target.reason.code !== 'several-tracks' ? target : null;
}

/** Every beneficiary that the person may use a command of these roles for, by track then name. */
export function targetsFor({ actor, world }: Context, roles: readonly Role[]): readonly Target[] {
  if (roles.includes('anyone') || (actor.isCoordinator && roles.includes('coordinator')))
    return allTargets(world);
  return targetsIn(world, ({ id, beneficiaries }) =>
    roles.includes('contractor') && actor.contractorOf.includes(id)
      ? beneficiaries.keys()
      : actor.speaksFor.filter((m) => m.track === id && roles.includes(m.role)).map((m) => m.commune),
  );
}

const byName = new Intl.Collator('fr');

/** Every beneficiary of every loaded track. */
export function allTargets(world: World): readonly Target[] {
  return targetsIn(world, ({ beneficiaries }) => beneficiaries.keys());
}

/** A référent has one or two of all there are: only those are looked at. */
function targetsIn(world: World, wanted: (track: TrackState) => Iterable<string>): readonly Target[] {
  return [...world.tracks.values()].flatMap((track) =>
    [...wanted(track)]
      .map((commune) => targetOf(world, track.id, commune))
      .filter((target) => target !== null)
      .sort((a, b) => byName.compare(a.beneficiary.facts.name, b.beneficiary.facts.name)),
  );
}

/** What names a beneficiary in a form or a button: its id, with the track in front where it is in several. */
export function targetValue(world: World, target: Target): string {
  const id = target.beneficiary.facts.id;
  const tracks = [...world.tracks.values()].filter(
    (track) => track.facts !== null && track.beneficiaries.has(id),
  );
  return tracks.length === 1 ? id : `${target.track.id}/${id}`;
}

/** The beneficiary that an event or a message names by its ids; null once the programme no longer has it. */
export function targetOf(world: World, trackId: string, communeId: string): Target | null {
  const track = world.tracks.get(trackId);
  const beneficiary = track?.beneficiaries.get(communeId);
  if (track === undefined || track.facts === null || beneficiary === undefined) return null;
  return { track, facts: track.facts, beneficiary };
}

/**
 * The beneficiary that was named, or the only one that there is to choose. Refused: a name that is no beneficiary's
 * (with what may have been meant), another's than the person's own, and a beneficiary of several tracks until one is chosen.
 */
export function targetNamed(
  context: Context,
  roles: readonly Role[],
  typed: string | null,
): Target | Refusal {
  const mine = targetsFor(context, roles);
  if (typed === null) {
    const [only, ...others] = mine;
    return only !== undefined && others.length === 0
      ? only
      : new Refusal({ code: 'missing-field' }, 'commune');
  }
  const found = mine.filter((target) => isNamed(target, typed));
  const [first, ...more] = found;
  if (first !== undefined && more.length === 0) return first;
  if (first !== undefined) {
    const choices = found.map((t) => ({
      label: t.facts.title,
      value: `${t.track.id}/${t.beneficiary.facts.id}`,
    }));
    return new Refusal({ code: 'several-tracks', name: first.beneficiary.facts.name, choices }, 'commune');
  }
  return notFound(context, roles, mine, typed);
}

function notFound(context: Context, roles: readonly Role[], mine: readonly Target[], typed: string): Refusal {
  const own = [...new Set(mine.map((target) => target.beneficiary.facts.name))];
  const official = findCommune(typed);
  const { isCoordinator } = context.actor;
  const ownOnly = !isCoordinator && !roles.includes('anyone');
  if (ownOnly && (official.found || allTargets(context.world).some((t) => isNamed(t, typed)))) {
    const contact = coordinationContact(context.settings);
    return new Refusal({ code: 'other-commune', role: standingOf(context.actor), own, contact }, 'commune');
  }
  if (official.found) {
    const { name } = official.entry;
    return new Refusal({ code: 'commune-not-enrolled', name, mayAdd: isCoordinator }, 'commune');
  }
  return new Refusal({ code: 'unknown-commune', typed, suggestions: suggest(typed, own) }, 'commune');
}

function standingOf(actor: Actor): 'referent' | 'deputy' | 'contractor' {
  if (actor.speaksFor.some((mandate) => mandate.role === 'referent')) return 'referent';
  return actor.speaksFor.length > 0 ? 'deputy' : 'contractor';
}

function isNamed(target: Target, typed: string): boolean {
  const { id, name } = target.beneficiary.facts;
  if (typed === id || typed === `${target.track.id}/${id}`) return true;
  const folded = fold(typed);
  return folded === fold(name) || folded === fold(id);
}
