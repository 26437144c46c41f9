import { deliverableWithdrawn } from '../../../cards/deliverable-hand-over.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import type { Deliverable } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision, defineCommand } from '../command.ts';
import { known, line } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import { readersOf } from './addressed.ts';
import { findDeliverable } from './deliverables.ts';
import { DELIVERABLE_WITHDRAWN } from './topics.ts';
import { deliverableView } from './view.ts';

/** A coordinator takes a deliverable back: nobody is to validate it any more. What was said of it stays. */
export const withdraw = defineCommand({
  word: 'livrable retirer',
  title: 'Retirer un livrable',
  help: "retirer un livrable, qui n'est alors plus à valider",
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: 'Retirer',
  fields: {
    livrable: known({ label: 'Livrable' }, 'deliverables'),
    motif: line({ label: 'Motif' }, 300),
  },
  run: ({ livrable, motif }, context) => {
    const found = findDeliverable(context, livrable);
    if (found instanceof Refusal) return found;
    const { track, deliverable } = found;
    const refusal = refuseWithdrawn(deliverable);
    if (refusal !== null) return refusal;
    const byId = actorId(context.actor);
    const withdrawn = { reason: motif, byId, at: context.now.toString() };
    const data = { deliverable: deliverable.number, reason: motif, byId };
    return decision({
      track: track.id,
      events: [{ type: 'deliverable-withdrawn', data }],
      messages: noticesTo(context, readersOf(context, found).people, {
        topic: DELIVERABLE_WITHDRAWN,
        id: deliverable.number,
        data: { track: track.id, deliverable: deliverable.number },
      }),
      card: deliverableWithdrawn(
        deliverableView(context, { ...found, deliverable: { ...deliverable, withdrawn } }, null),
      ),
    });
  },
});

/** What was withdrawn is neither validated nor replaced. */
export function refuseWithdrawn({ number, withdrawn }: Deliverable): Refusal | null {
  if (withdrawn === null) return null;
  const day = parisDay(Temporal.Instant.from(withdrawn.at)).toString();
  const { reason } = withdrawn;
  return new Refusal({ code: 'deliverable-withdrawn', deliverable: number, day, reason }, 'livrable');
}
