import type { ActView, OwnView } from '../../../cards/act.ts';
import { judgementOf, standingOf } from '../../domain/deliverable/standing.ts';
import type { Judgement } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { roleOf } from '../../domain/track/referents.ts';
import { actorId } from '../actor.ts';
import type { Context, Role } from '../command.ts';
import { contactView } from '../people.ts';
import { type Target, targetValue } from '../target.ts';
import { type FoundDeliverable, ownTargets } from './deliverables.ts';

type Shown = Pick<Context, 'world' | 'today'>;

/** Who says what a beneficiary thinks of a deliverable (art. 3). */
export const SPEAKERS: readonly Role[] = ['referent', 'deputy'];

/** Who reads of an act: MGP and the beneficiary see its remark, nobody else does. */
export type Reader = 'coordinator' | 'contractor' | 'beneficiary';

/**
 * The beneficiary for which whoever asks acts: the one that was named, or the only one of theirs to which the deliverable is
 * addressed. Refused: another's, in the words of a number that does not exist; several, until one is chosen.
 */
export function actingFor(
  context: Pick<Context, 'actor' | 'world'>,
  found: FoundDeliverable,
  typed: string | undefined,
): Target | Refusal {
  const own = ownTargets(context, found);
  const named = own.filter((target) => typed === undefined || isNamed(context, target, typed));
  const [only, ...others] = named;
  if (only === undefined)
    return new Refusal(
      { code: 'unknown-deliverable', typed: found.deliverable.number, suggestions: [] },
      'livrable',
    );
  return others.length === 0 ? only : new Refusal({ code: 'missing-field' }, 'commune');
}

function isNamed({ world }: Pick<Context, 'world'>, target: Target, typed: string): boolean {
  const { id, name } = target.beneficiary.facts;
  return typed === id || typed === targetValue(world, target) || fold(typed) === fold(name);
}

/** Where a beneficiary of the reader's stands. */
export function ownView(
  context: Shown & Pick<Context, 'actor'>,
  found: FoundDeliverable,
  target: Target,
): OwnView {
  const { beneficiary } = target;
  const { id, name } = beneficiary.facts;
  const act = judgementOf(found.deliverable, id);
  const readerId = actorId(context.actor);
  return {
    commune: name,
    communeValue: targetValue(context.world, target),
    standing: standingOf(found.deliverable, id),
    act: act === null ? null : actView(context, beneficiary, act, { reader: 'beneficiary', readerId }),
    isOneOfSeveral: ownTargets(context, found).length > 1,
  };
}

/** An act as somebody may read it. */
export function actView(
  context: Shown,
  beneficiary: BeneficiaryState,
  act: Judgement,
  { reader, readerId }: { readonly reader: Reader; readonly readerId: string | null },
): ActView {
  const { number, version, verdict, reason, at } = act;
  return {
    number,
    version,
    verdict,
    reason,
    at,
    remark: reader === 'contractor' ? null : act.remark,
    reserves: act.reserves.map((reserve, index) => ({
      rank: index + 1,
      text: reserve.text,
      liftedAt: reserve.lifted?.at ?? null,
    })),
    by: contactView(context.world.people, act.byId).name,
    whose: whoseOf(context, beneficiary, act, { reader, readerId }),
  };
}

function whoseOf(
  { today }: Pick<Context, 'today'>,
  beneficiary: BeneficiaryState,
  { byId }: Judgement,
  { reader, readerId }: { readonly reader: Reader; readonly readerId: string | null },
): ActView['whose'] {
  if (byId === readerId) return 'own';
  if (reader !== 'beneficiary') return 'other';
  return roleOf(beneficiary, byId, today.toString()) === null ? 'predecessor' : 'colleague';
}
