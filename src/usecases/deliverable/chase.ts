import { type ChasedView, chased, chasePreview } from '../../../cards/deliverable-matrix.ts';
import { currentVersion } from '../../domain/deliverable/standing.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { type LoadedTrack, trackNamed } from '../enrol.ts';
import { hidden, known } from '../fields.ts';
import { contactView } from '../people.ts';
import type { MessageDraft } from '../ports.ts';
import { findDeliverable } from './deliverables.ts';
import { type Late, lateIn } from './matrix.ts';
import { VALIDATION_REMINDER } from './topics.ts';

/**
 * A coordinator has the late beneficiaries reminded (art. 3), of all that waits or of one deliverable. Who gets what is
 * shown first. The messages are reminders: they keep to the hours and the wishes of those who get them. Refused: nobody
 * is late.
 */
export const chase = defineCommand({
  word: 'livrable relancer',
  title: 'Relancer',
  help: 'relancer les collectivités en retard de validation',
  article: 'convention, art. 3',
  roles: ['coordinator'],
  fields: {
    livrable: known({ label: 'Livrable' }, 'deliverables').optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const wanted = whichOf(context, input);
    if (wanted instanceof Refusal) return wanted;
    const { track, only } = wanted;
    const late = lateIn(context, track, only);
    if (late.length === 0) return new Refusal({ code: 'nobody-late' });
    const byBeneficiary = Map.groupBy(late, ({ beneficiary }) => beneficiary);
    const views = [...byBeneficiary].map(([beneficiary, all]) => chasedView(context, beneficiary, all));
    const messages = late.flatMap((one) => messagesFor(context, track, one));
    const people = new Set(messages.map(({ to }) => to)).size;
    const values = { parcours: track.id, ...(only === null ? {} : { livrable: only }) };
    if (input.confirme === undefined || people === 0)
      return { kind: 'answer', card: chasePreview(views, people, values) };
    const byId = actorId(context.actor);
    const reached = late.filter(({ beneficiary }) => peopleOf(context, beneficiary).length > 0);
    return decision({
      track: track.id,
      events: [...Map.groupBy(reached, ({ found }) => found.deliverable)].map(([deliverable, all]) => ({
        type: 'validation-chased' as const,
        data: {
          deliverable: deliverable.number,
          version: currentVersion(deliverable).version,
          communes: all.map(({ beneficiary }) => beneficiary.facts.id),
          byId,
        },
      })),
      messages,
      card: chased(new Set(reached.map(({ beneficiary }) => beneficiary)).size, people),
    });
  },
});

function whichOf(
  context: Context,
  { livrable, parcours }: { readonly livrable?: string | undefined; readonly parcours?: string | undefined },
): { readonly track: LoadedTrack; readonly only: string | null } | Refusal {
  if (livrable === undefined) {
    const track = trackNamed(context.world, parcours ?? null);
    return track instanceof Refusal ? track : { track, only: null };
  }
  const found = findDeliverable(context, livrable);
  if (found instanceof Refusal) return found;
  return { track: { ...found.track, facts: found.facts }, only: found.deliverable.number };
}

function peopleOf({ today }: Context, beneficiary: BeneficiaryState): readonly string[] {
  return recipientsOn(beneficiary, today.toString());
}

function chasedView(context: Context, beneficiary: BeneficiaryState, late: readonly Late[]): ChasedView {
  return {
    commune: beneficiary.facts.name,
    deliverables: late.map(({ found }) => found.deliverable.number),
    people: peopleOf(context, beneficiary).map((id) => contactView(context.world.people, id).name),
  };
}

function messagesFor(
  context: Context,
  track: LoadedTrack,
  { found, beneficiary }: Late,
): readonly MessageDraft[] {
  const { number } = found.deliverable;
  const { version } = currentVersion(found.deliverable);
  const commune = beneficiary.facts.id;
  const at = context.now.toString();
  return peopleOf(context, beneficiary).map((to) => ({
    key: `${VALIDATION_REMINDER}:${number}:${version}:relance-${at}:${commune}@${to}`,
    to,
    topic: VALIDATION_REMINDER,
    data: { track: track.id, deliverable: number, version, commune },
    group: VALIDATION_REMINDER,
    notBeforeAt: at,
  }));
}
