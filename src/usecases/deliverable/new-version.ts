import { deliverableReplaced, newVersionPreview } from '../../../cards/deliverable-hand-over.ts';
import type { DeliverableReplaced } from '../../domain/deliverable/events.ts';
import { currentVersion } from '../../domain/deliverable/standing.ts';
import { applyDeliverableEvent } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { carried } from '../carried.ts';
import { decision, defineCommand } from '../command.ts';
import { attachment, day, hidden, known, line } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import { readersOf } from './addressed.ts';
import { readContent } from './content.ts';
import { type FoundDeliverable, findDeliverable } from './deliverables.ts';
import { LONGEST_LINK, readHandedOn } from './hand-over.ts';
import { DELIVERABLE_HANDED } from './topics.ts';
import { deliverableView } from './view.ts';
import { refuseWithdrawn } from './withdraw.ts';

/**
 * Art. 3: a newer version of a deliverable takes the place of the former, and is to be validated anew by everybody. Refused:
 * one that was withdrawn, the very content of the version that it would replace, and what `livrable deposer` refuses.
 */
export const newVersion = defineCommand({
  word: 'livrable nouvelle-version',
  title: 'Nouvelle version',
  help: "déposer une nouvelle version d'un livrable, à valider à son tour",
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    livrable: known({ label: 'Livrable' }, 'deliverables'),
    fichier: attachment({ label: 'Fichier' }, 1).optional(),
    lien: line({ label: 'Ou lien', hint: 'https://…' }, LONGEST_LINK).optional(),
    changements: line({ label: 'Ce qui change' }, 300).optional(),
    'remis-le': day({ label: 'Remis le', hint: "Aujourd'hui si vous laissez vide" }).optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const found = findDeliverable(context, input.livrable);
    if (found instanceof Refusal) return found;
    const withdrawn = refuseWithdrawn(found.deliverable);
    if (withdrawn !== null) return withdrawn;
    const handed = readContent(context, input);
    if (handed instanceof Refusal) return handed;
    const { number } = found.deliverable;
    const { digest, version } = currentVersion(found.deliverable);
    if (digest === handed.digest)
      return new Refusal(
        { code: 'same-content', deliverable: number, version },
        handed.content.kind === 'file' ? 'fichier' : 'lien',
      );
    const handedOverOn = readHandedOn(context, input['remis-le']);
    if (handedOverOn instanceof Refusal) return handedOverOn;
    const data: DeliverableReplaced = {
      deliverable: number,
      version: version + 1,
      ...handed,
      handedOverOn,
      changes: input.changements ?? null,
      byId: actorId(context.actor),
    };
    const after = asReplaced(found, data, context.now);
    const view = deliverableView(context, after, null);
    const { people, unreached } = readersOf(context, after);
    const told = { people: people.length, unreached };
    if (input.confirme === undefined)
      return { kind: 'answer', card: newVersionPreview(view, told, { ...carried(input), livrable: number }) };
    return decision({
      track: found.track.id,
      events: [{ type: 'deliverable-replaced', data }],
      messages: noticesTo(context, people, {
        topic: DELIVERABLE_HANDED,
        id: `${number}:${data.version}`,
        data: { track: found.track.id, deliverable: number, version: data.version },
      }),
      card: deliverableReplaced(view, told),
    });
  },
});

/** The deliverable as it will be once the newer version is recorded. */
function asReplaced(
  found: FoundDeliverable,
  data: DeliverableReplaced,
  now: Temporal.Instant,
): FoundDeliverable {
  const deliverable = structuredClone(found.deliverable);
  applyDeliverableEvent(
    new Map([[deliverable.number, deliverable]]),
    { type: 'deliverable-replaced', data },
    now.toString(),
  );
  return { ...found, deliverable };
}
