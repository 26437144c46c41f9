import { reserveLifted } from '../../../cards/validation.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import type { ReserveLifted } from '../../domain/deliverable/events.ts';
import { judgementOf } from '../../domain/deliverable/standing.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision, defineCommand } from '../command.ts';
import { hidden, known, line } from '../fields.ts';
import { refuseOther } from '../target.ts';
import { actingFor, actView, ownView, SPEAKERS } from './acts.ts';
import { findDeliverable } from './deliverables.ts';
import { liftMessages } from './judgement-messages.ts';
import { deliverableView } from './view.ts';
import { refuseWithdrawn } from './withdraw.ts';

/**
 * Art. 3: a beneficiary lifts one of the reserves with which it has validated the present version, by its number in the
 * act. Only who made reserves may lift them. `acte`: number of the act that was shown with its reserves. Refused: a number
 * that is none, a reserve of an act that another has followed, one that is lifted already.
 */
export const liftReserve = defineCommand({
  word: 'livrable lever',
  title: 'Lever une réserve',
  help: 'lever une réserve faite en validant un livrable',
  article: 'convention, art. 3',
  roles: SPEAKERS,
  submitLabel: 'Lever la réserve',
  fields: {
    livrable: known({ label: 'Livrable' }, 'deliverables'),
    reserve: line({ label: 'Numéro de la réserve', hint: '1' }, 3),
    commune: known({ label: 'Collectivité' }, 'communes').optional(),
    acte: hidden().optional(),
  },
  check: ({ commune }, context) => refuseOther(context, SPEAKERS, commune),
  run: (input, context) => {
    const other = refuseOther(context, SPEAKERS, input.commune);
    if (other !== null) return other;
    const found = findDeliverable(context, input.livrable);
    if (found instanceof Refusal) return found;
    const target = actingFor(context, found, input.commune);
    if (target instanceof Refusal) return target;
    const withdrawn = refuseWithdrawn(found.deliverable);
    if (withdrawn !== null) return withdrawn;
    const { id } = target.beneficiary.facts;
    const act = judgementOf(found.deliverable, id);
    if (act !== null && input.acte !== undefined && input.acte !== act.number)
      return new Refusal({ code: 'act-followed', act: input.acte, by: act.number });
    const rank = /^\d{1,2}$/u.test(input.reserve) ? Number(input.reserve) : 0;
    const reserve = act?.reserves[rank - 1];
    if (act === null || reserve === undefined)
      return new Refusal(
        { code: 'unknown-reserve', typed: input.reserve, reserves: act?.reserves.length ?? 0 },
        'reserve',
      );
    if (reserve.lifted !== null) {
      const day = parisDay(Temporal.Instant.from(reserve.lifted.at)).toString();
      return new Refusal({ code: 'reserve-lifted', rank, day }, 'reserve');
    }
    const byId = actorId(context.actor);
    const { reserveId } = reserve;
    const data: ReserveLifted = {
      deliverable: found.deliverable.number,
      commune: id,
      reserveId,
      byId,
    };
    const at = context.now.toString();
    const after = {
      ...act,
      reserves: act.reserves.map((one) => (one === reserve ? { ...one, lifted: { byId, at } } : one)),
    };
    const shown = actView(context, target.beneficiary, after, { reader: 'beneficiary', readerId: byId });
    return decision({
      track: found.track.id,
      events: [{ type: 'reserve-lifted', data }],
      messages: liftMessages(context, found, data),
      card: reserveLifted(deliverableView(context, found, null), ownView(context, found, target), shown, {
        rank,
        text: reserve.text,
        liftedAt: at,
      }),
    });
  },
});
