import { type ObligationView, obligationsCard, type ProofView } from '../../../cards/obligations.ts';
import { obligationsOf, type Proof } from '../../domain/convention/register.ts';
import type { Context } from '../command.ts';
import { lightView } from '../light.ts';
import { contactView } from '../people.ts';
import { defineCommuneCommand, type Target, targetValue } from '../target.ts';

/** Every obligation of a beneficiary's convention: where it stands, until when, and what shows it. */
export const showObligations = defineCommuneCommand({
  word: 'obligations',
  title: 'Obligations',
  help: 'voir où en sont les obligations de la convention',
  article: 'convention, art. 1 à 12',
  roles: ['referent', 'deputy', 'coordinator'],
  fields: {},
  run: (_input, context, target) => {
    const { actor, world, today } = context;
    const { id, name } = target.beneficiary.facts;
    const card = obligationsCard({
      commune: name,
      communeValue: targetValue(world, target),
      ...lightView(target, today),
      obligations: obligationViews(context, target),
      isCoordinator: actor.isCoordinator,
      isOwn: actor.speaksFor.some(({ track, commune }) => track === target.track.id && commune === id),
    });
    return { kind: 'answer', card };
  },
});

/** What cards show of each obligation, people by name. */
function obligationViews(
  { world, settings, today }: Pick<Context, 'world' | 'settings' | 'today'>,
  { track, facts, beneficiary }: Target,
): readonly ObligationView[] {
  const { holidays } = settings;
  return obligationsOf({ ...track, facts }, beneficiary, { today, holidays }).map(
    ({ state, dueOn, proof }) => ({ state, dueOn, proof: proofView(world, proof) }),
  );
}

function proofView(world: Context['world'], proof: Proof): ProofView {
  switch (proof.kind) {
    case 'referent': {
      const { personId, number } = proof;
      return {
        kind: 'referent',
        name: personId === null ? null : contactView(world.people, personId).name,
        number,
      };
    }
    case 'data-act':
      return {
        kind: 'data-act',
        nature: proof.act?.nature ?? null,
        signedOn: proof.act?.signedOn ?? null,
      };
    case 'transfer': {
      const { act, clause, requestedOn } = proof;
      return {
        kind: 'transfer',
        clause,
        requestedOn,
        nature: act?.nature ?? null,
        signedOn: act?.signedOn ?? null,
      };
    }
    default:
      return proof;
  }
}
