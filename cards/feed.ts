import { card, list, notice, run, subtle, text } from './blocks.ts';
import type { Card } from './model.ts';
import { count, frLongDay, NBSP, quoted, THIN } from './words.ts';

/** The address of somebody's calendar feed, and how calendars take it. */
export function feedCard({ url }: { readonly url: string }): Card {
  return card(
    'feed',
    'Votre agenda',
    [
      text(
        `Vos comités, vos réunions et vos échéances, dans Outlook, Google Agenda ou Thunderbird. Votre lien d'abonnement est personnel${THIN}; ne le transmettez pas. La mise à jour dans Outlook peut prendre jusqu'à 24${NBSP}h.`,
      ),
      text(`Adresse à copier dans votre agenda${NBSP}:`),
      { kind: 'code', text: url },
      list([
        `Outlook${NBSP}: ${quoted('Ajouter un calendrier')}, puis ${quoted("S'abonner à partir du web")}.`,
        `Google Agenda${NBSP}: ${quoted('Autres agendas')}, ${quoted('+')}, puis ${quoted("À partir de l'URL")}.`,
        `Thunderbird${NBSP}: ${quoted('Nouvel agenda')}, puis ${quoted('Sur le réseau')}.`,
      ]),
      subtle(
        'Cette adresse reste valable tant que vous ne la révoquez pas. Les invitations, elles, arrivent par courriel.',
      ),
    ],
    [{ kind: 'link', label: 'Ouvrir le lien', url }, run('Révoquer', 'agenda revoquer', {}, 'danger')],
  );
}

/** Said once an address opens nothing any more. */
export function feedRevoked(): Card {
  return card(
    'feed-revoked',
    'Lien révoqué',
    [
      notice('success', "L'ancien lien d'abonnement n'ouvre plus rien."),
      text(
        "Les agendas qui le suivaient gardent ce qu'ils ont déjà lu et ne sont plus mis à jour. Un nouveau lien vous est remis quand vous le demandez.",
      ),
    ],
    [run('Obtenir un nouveau lien', 'agenda', {}, 'primary')],
  );
}

/** A date of the calendars (art. 5), of one beneficiary or of several that share it. */
export interface MilestoneView {
  /** Title of the phase that ends; null for the start of the experiment. */
  readonly phase: string | null;
  readonly track: string;
  /** Names of the beneficiaries, at least one. */
  readonly communes: readonly string[];
  /** The last working day before a date that is none itself, ISO. */
  readonly lastWorkingDay: string | null;
  readonly isDone: boolean;
}

/** What a calendar shows of such a date. */
export function milestoneEntry(view: MilestoneView): {
  readonly title: string;
  readonly description: string;
} {
  const { phase, track, communes, lastWorkingDay, isDone } = view;
  const [only, ...others] = communes;
  const what = phase === null ? "Début de l'expérimentation" : `${phase}, fin${isDone ? ' (terminée)' : ''}`;
  const whose = only === undefined || others.length > 0 ? count(communes.length, 'collectivité') : only;
  return {
    title: `${what}${NBSP}: ${whose}`,
    description: [
      `Parcours ${quoted(track)}.`,
      ...(others.length === 0
        ? []
        : [`${count(communes.length, 'collectivité')}${NBSP}: ${communes.join(', ')}.`]),
      ...(lastWorkingDay === null ? [] : [`Dernier jour ouvré${NBSP}: ${frLongDay(lastWorkingDay)}.`]),
      'Convention, art. 5.',
    ].join('\n'),
  };
}

/** The name that calendars show for the feed. */
export const FEED_NAME = 'Jalon – comités et échéances';
