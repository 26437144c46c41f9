import { deliverableHandedOver, handOverPreview } from '../../../cards/deliverable-hand-over.ts';
import type { DeliverableHandedOver } from '../../domain/deliverable/events.ts';
import { applyDeliverableEvent, type Deliverable } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { carried } from '../carried.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { type LoadedTrack, trackNamed } from '../enrol.ts';
import { attachment, day, hidden, known, line, paragraph } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import { phaseNamed } from '../phase.ts';
import { readAddressed, readersOf } from './addressed.ts';
import { readContent } from './content.ts';
import type { FoundDeliverable } from './deliverables.ts';
import { DELIVERABLE_HANDED } from './topics.ts';
import { deliverableView } from './view.ts';

/** Bounded so that the button which confirms can carry it. */
const LONGEST_LIST = 800;
/** Longest address of a link, in characters. */
export const LONGEST_LINK = 500;

/**
 * Art. 3: a coordinator hands a deliverable over to all beneficiaries of a track, or to some. Who will be told is shown
 * before anything is recorded. Refused: a file and a link at once or neither, a day to come, a beneficiary of another
 * track, a phase that the calendar has not.
 */
export const handOver = defineCommand({
  word: 'livrable deposer',
  title: 'Déposer un livrable',
  help: 'remettre un livrable aux collectivités, à valider',
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    titre: line({ label: 'Titre', hint: "Rapport d'audit" }, 150),
    etape: known({ label: 'Étape du calendrier' }, 'phases'),
    fichier: attachment({ label: 'Fichier' }, 1).optional(),
    lien: line({ label: 'Ou lien', hint: 'https://…' }, LONGEST_LINK).optional(),
    collectivites: paragraph(
      { label: 'Collectivités', hint: 'Toutes celles du parcours si vous laissez vide' },
      { min: 1, max: LONGEST_LIST },
    ).optional(),
    'remis-le': day({ label: 'Remis le', hint: "Aujourd'hui si vous laissez vide" }).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    const phase = phaseNamed(track.facts.phases, input.etape);
    if (phase instanceof Refusal) return phase;
    const handed = readContent(context, input);
    if (handed instanceof Refusal) return handed;
    const communes = readAddressed(track, input.collectivites);
    if (communes instanceof Refusal) return communes;
    const handedOverOn = readHandedOn(context, input['remis-le']);
    if (handedOverOn instanceof Refusal) return handedOverOn;
    const number = nextNumber(context.world.directory, 'LIV', 0);
    const data: DeliverableHandedOver = {
      deliverable: formatNumber(number),
      title: input.titre,
      phase: phase.id,
      communes,
      ...handed,
      handedOverOn,
      byId: actorId(context.actor),
    };
    const found = asHandedOver(track, data, context.now);
    const view = deliverableView(context, found, null);
    const { people, unreached } = readersOf(context, found);
    const told = { people: people.length, unreached };
    if (input.confirme === undefined)
      return { kind: 'answer', card: handOverPreview(view, told, carried(input)) };
    return decision({
      track: track.id,
      events: [{ type: 'deliverable-handed-over', data }],
      numbers: [number],
      messages: noticesTo(context, people, {
        topic: DELIVERABLE_HANDED,
        id: `${data.deliverable}:1`,
        data: { track: track.id, deliverable: data.deliverable, version: 1 },
      }),
      card: deliverableHandedOver(view, told),
    });
  },
});

/** Today where nothing was typed. Refused: a day to come. */
export function readHandedOn(
  { today }: Pick<Context, 'today'>,
  typed: Temporal.PlainDate | undefined,
): string | Refusal {
  if (typed === undefined) return today.toString();
  return Temporal.PlainDate.compare(typed, today) > 0
    ? new Refusal({ code: 'handed-over-in-future', day: typed.toString() }, 'remis-le')
    : typed.toString();
}

/** The deliverable as it will be once it is recorded. */
function asHandedOver(
  track: LoadedTrack,
  data: DeliverableHandedOver,
  now: Temporal.Instant,
): FoundDeliverable {
  const made = new Map<string, Deliverable>();
  applyDeliverableEvent(made, { type: 'deliverable-handed-over', data }, now.toString());
  const [deliverable] = made.values();
  return { track, facts: track.facts, deliverable: deliverable as Deliverable };
}
