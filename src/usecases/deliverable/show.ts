import { deliverableCard, type ObjectionView } from '../../../cards/deliverable-list.ts';
import { judgementOf, standingOf } from '../../domain/deliverable/standing.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, defineCommand } from '../command.ts';
import { known } from '../fields.ts';
import { actView, ownView } from './acts.ts';
import { addressedTargets, type FoundDeliverable, findDeliverable, ownTargets } from './deliverables.ts';
import { seesAll } from './list.ts';
import { deliverableView, tallyStandings } from './view.ts';

/**
 * Art. 3: one deliverable. A beneficiary sees what it has said itself; MGP and the contractor see where all stand, with
 * their reserves and refusals; what is meant for MGP alone, the contractor does not.
 */
export const showDeliverable = defineCommand({
  word: 'livrable voir',
  title: 'Livrable',
  help: 'voir un livrable, ses réserves et le télécharger',
  article: 'convention, art. 3',
  roles: ['referent', 'deputy', 'coordinator', 'contractor'],
  fields: { livrable: known({ label: 'Livrable' }, 'deliverables') },
  run: ({ livrable }, context) => {
    const found = findDeliverable(context, livrable);
    if (found instanceof Refusal) return found;
    const isWide = seesAll(context, found);
    const [...versions] = found.deliverable.versions;
    const card = deliverableCard({
      deliverable: deliverableView(context, found, context.fileUrl),
      own: ownTargets(context, found).map((target) => ownView(context, found, target)),
      tally: isWide ? tallyStandings(found) : null,
      objections: isWide ? objectionsTo(context, found) : [],
      former: versions.slice(0, -1).map(({ version, handedOverOn }) => ({ version, handedOverOn })),
      mayManage: context.actor.isCoordinator,
    });
    return { kind: 'answer', card };
  },
});

/** What beneficiaries have against the version to validate. */
function objectionsTo(context: Context, found: FoundDeliverable): readonly ObjectionView[] {
  const reader = context.actor.isCoordinator ? 'coordinator' : 'contractor';
  return addressedTargets(context, found).flatMap(({ beneficiary }) => {
    const { id, name } = beneficiary.facts;
    const act = judgementOf(found.deliverable, id);
    if (act === null || act.verdict === 'validated') return [];
    const { number, verdict, reserves, reason, remark } = actView(context, beneficiary, act, {
      reader,
      readerId: null,
    });
    const standing = standingOf(found.deliverable, id);
    return [{ commune: name, standing, verdict, number, reserves, reason, remark }];
  });
}
