import { deliverableList } from '../../../cards/deliverable-list.ts';
import { type Context, defineCommand } from '../command.ts';
import { hidden } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { ownView } from './acts.ts';
import { deliverablesFor, type FoundDeliverable, ownTargets } from './deliverables.ts';
import { deliverableView, tallyStandings } from './view.ts';

const PER_PAGE = 10;

/** Art. 3: the deliverables that somebody may see, newest first, and where they stand. */
export const listDeliverables = defineCommand({
  word: 'livrable liste',
  aliases: { livrables: {} },
  title: 'Livrables',
  help: 'voir les livrables et où en est leur validation',
  article: 'convention, art. 3',
  roles: ['referent', 'deputy', 'coordinator', 'contractor'],
  fields: { page: hidden().optional() },
  run: (input, context) => {
    const all = deliverablesFor(context);
    const { items, page, pages } = pageOf(all, input.page, PER_PAGE);
    const card = deliverableList({
      items: items.map((found) => ({
        deliverable: deliverableView(context, found, context.fileUrl),
        own: ownTargets(context, found).map((target) => ownView(context, found, target)),
        tally: seesAll(context, found) ? tallyStandings(found) : null,
      })),
      total: all.length,
      page,
      pages,
      mayHandOver: context.actor.isCoordinator,
    });
    return { kind: 'answer', card };
  },
});

/** MGP and the contractor see where every beneficiary stands; a beneficiary sees its own. */
export function seesAll({ actor }: Pick<Context, 'actor'>, { track }: FoundDeliverable): boolean {
  return actor.isCoordinator || actor.contractorOf.includes(track.id);
}
