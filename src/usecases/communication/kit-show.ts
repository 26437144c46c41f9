import { type KitDeskView, kitCard, kitMissing } from '../../../cards/kit.ts';
import type { KitReportView } from '../../../cards/kit-report.ts';
import { currentKit, kitsOf, scheduledKit } from '../../domain/communication/kits.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, defineCommand } from '../command.ts';
import { known } from '../fields.ts';
import { contactView } from '../people.ts';
import type { Message } from '../ports.ts';
import { ownTrackNamed } from '../tracks.ts';
import { KIT_ROLES, kitReadersOn, kitView } from './kit-view.ts';
import { kitKey } from './kits-owed.ts';

/** What the delivery leaves where a person has no address. */
const NO_CHANNEL = 'no-channel';
const CHANNELS = ['slack', 'teams', 'mail', 'web'] as const;

/**
 * The kit of a track (règlement, art. 9), for those of the track: nobody learns of another's. The coordination also sees the
 * version to come, the older ones, and who has received the announcement.
 */
export const showKit = defineCommand({
  word: 'kit voir',
  aliases: { kit: {} },
  title: 'Kit de communication',
  help: 'voir et télécharger le kit de communication de votre parcours',
  article: 'règlement, art. 9',
  roles: KIT_ROLES,
  submitLabel: 'Voir',
  fields: { parcours: known({ label: 'Parcours' }, 'tracks').optional() },
  run: ({ parcours }, context) => {
    const track = ownTrackNamed(context, KIT_ROLES, parcours);
    if (track instanceof Refusal) return track;
    const { now, actor } = context;
    const kit = currentKit(track, now);
    const scheduled = scheduledKit(track, now);
    if (kit === null) {
      const card = kitMissing({
        track: track.facts.title,
        trackValue: track.id,
        willBeTold: actor.speaksFor.some((mandate) => mandate.track === track.id),
        desk: actor.isCoordinator ? { scheduled } : null,
      });
      return { kind: 'answer', card };
    }
    const view = kitView(track, kit, context.fileUrl);
    if (!actor.isCoordinator) return { kind: 'answer', card: kitCard(view, null) };
    const all = kitsOf(track);
    const rank = all.findIndex(({ version }) => version === kit.version);
    const desk = (report: KitReportView | null): KitDeskView => ({
      scheduled,
      older: all.slice(0, rank).toReversed(),
      report,
    });
    const published = track.communication.kits.find(({ version }) => version === kit.version);
    if (published === undefined) return { kind: 'answer', card: kitCard(view, desk(null)) };
    const { unassigned } = kitReadersOn(context, track, context.today.toString());
    const keys = (published.toldTo ?? []).map((person) => kitKey(track.id, kit.version, person));
    return {
      kind: 'inspection',
      of: 'messages',
      keys,
      conclude: (messages) => {
        const told = published.toldTo === null ? null : published.toldTo.length;
        const report = { told, unassigned, ...reportOf(context, [...messages.values()]) };
        return { kind: 'answer', card: kitCard(view, desk(report)) };
      },
    };
  },
});

function reportOf(
  { world }: Pick<Context, 'world'>,
  messages: readonly Message[],
): Omit<KitReportView, 'told' | 'unassigned'> {
  const by = (state: Message['state']) => messages.filter((message) => message.state === state);
  const nameOf = ({ to }: Message) => contactView(world.people, to).name;
  const waiting = by('waiting').filter(({ lastError }) => lastError !== NO_CHANNEL);
  const [nextAt] = waiting.map(({ notBeforeAt }) => notBeforeAt).sort();
  return {
    sent: CHANNELS.map((channel) => ({
      channel,
      people: by('sent').filter((message) => message.channel === channel).length,
    })).filter(({ people }) => people > 0),
    waiting: nextAt === undefined ? null : { people: waiting.length, nextAt },
    unreachable: by('waiting')
      .filter(({ lastError }) => lastError === NO_CHANNEL)
      .map(nameOf),
    failed: by('failed').map((message) => ({ name: nameOf(message), fault: message.lastError })),
    dropped: by('dropped').length,
  };
}
