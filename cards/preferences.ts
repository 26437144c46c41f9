import { card, facts, form, notice, run, subtle } from './blocks.ts';
import { type Channel, channelName } from './channels.ts';
import type { Card, Values } from './model.ts';
import { frDay, frLongDay, NBSP } from './words.ts';

export interface PreferencesView {
  /** Null for the chat where the person spoke last, else their e-mail. */
  readonly channel: Channel | null;
  /** Hour of Paris; null for as soon as reminders are owed. */
  readonly digestHour: number | null;
  readonly pause: {
    /** As chosen. */
    readonly untilOn: string;
    /** The working day on which reminders come again. */
    readonly resumesOn: string;
  } | null;
  /** What ends the pause and keeps the rest. */
  readonly withoutPause: Values;
}

/** What cannot be silenced, by the convention's articles. */
const LEGAL = `Ce qui est légal vous est toujours adressé sans délai, même pendant une pause${NBSP}: désignation et changement de référent, demandes d'accès (convention, art. 4), dates proposées, confirmées ou écartées (art. 5). Seuls les rappels suivent vos choix de jour et d'heure.`;

/** True of everybody: whoever never wrote from a chat has their e-mail. */
const AUTOMATIC = `automatique${NBSP}: la messagerie d'où vous avez écrit en dernier, sinon votre courriel`;

/** How the person is reminded from now on, and what they cannot silence. */
export function preferencesCard(view: PreferencesView): Card {
  const { channel, digestHour, pause } = view;
  return card(
    'preferences',
    'Vos préférences',
    [
      notice(
        pause === null ? 'success' : 'warning',
        pause === null
          ? 'Vos rappels sont actifs.'
          : `Vos rappels sont en pause. Ils reprennent le ${frLongDay(pause.resumesOn)}${shifted(pause)}.`,
      ),
      facts([
        ['Canal', channel === null ? AUTOMATIC : channelName(channel)],
        ['Heure', digestHour === null ? 'dès que possible' : `ensemble, à ${digestHour}${NBSP}h`],
      ]),
      subtle(LEGAL),
    ],
    [
      ...(pause === null ? [] : [run('Reprendre les rappels', 'preferences', view.withoutPause, 'primary')]),
      form('Modifier', 'preferences'),
    ],
  );
}

function shifted({ untilOn, resumesOn }: NonNullable<PreferencesView['pause']>): string {
  return untilOn === resumesOn ? '' : ` (le ${frDay(untilOn)} n'est pas un jour ouvré)`;
}
