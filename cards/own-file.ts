import type { DirectoryEvent } from '../src/domain/people/directory.ts';
import type { TrackEvent } from '../src/domain/track/events.ts';
import { type Channel, channelName } from './channels.ts';
import { topicOf } from './outbox-words.ts';

/** Everything that is kept of somebody; instants are UTC, days are Paris days, both ISO. */
export interface OwnFileView {
  readonly madeAt: string;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly position: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly accounts: readonly {
    readonly platform: Channel;
    readonly id: string;
    readonly email: string | null;
    readonly reference: object;
    readonly seenAt: string;
    readonly lostAt: string | null;
  }[];
  readonly preferences: {
    readonly channel: Channel | null;
    readonly pausedUntilOn: string | null;
    readonly digestHour: number | null;
  };
  readonly roles: readonly string[];
  readonly events: readonly {
    readonly recordedAt: string;
    readonly type: string;
    /** Whether the person did it, as against being named in it. */
    readonly isOwn: boolean;
    readonly commune: string | null;
    /** Number of the meeting or of the poll that it is about. */
    readonly meeting: string | null;
    /** What the person said of their presence. */
    readonly answer: 'present' | 'absent' | 'replaced' | null;
    /** What the person wrote in it. */
    readonly text: string | null;
  }[];
  readonly messages: readonly {
    readonly createdAt: string;
    readonly topic: string;
    readonly channel: Channel | null;
    readonly state: 'waiting' | 'sent' | 'dropped' | 'failed';
    readonly sentAt: string | null;
  }[];
}

/** What each kind of entry is called, for whoever is named in it. */
const EVENTS = {
  'number-taken': "numéro d'une déclaration",
  'person-recorded': "enregistrement d'une personne",
  'account-linked': "rattachement d'un compte",
  'account-lost': "perte d'un compte",
  'feed-revoked': "révocation du lien d'agenda",
  'preferences-set': 'choix des préférences',
  'person-erased': "effacement d'une personne",
  'message-retried': "nouvel essai d'un envoi",
  'message-stopped': "arrêt d'un envoi",
  'rules-told': 'rappel des règles de communication',
  'rules-silenced': 'arrêt des rappels de communication',
  'rules-wanted': 'reprise des rappels de communication',
  'programme-loaded': 'lecture du programme',
  'beneficiary-added': "ajout d'une collectivité",
  'referent-requested': "demande d'accès",
  'request-settled': "réponse à une demande d'accès",
  'referent-designated': "désignation d'un référent ou d'un suppléant",
  'phase-end-proposed': "date proposée pour la fin d'une étape",
  'proposal-settled': 'réponse à une date proposée',
  'phase-end-set': "fin d'une étape",
  'meeting-scheduled': "planification d'une réunion",
  'meeting-moved': "déplacement d'une réunion",
  'meeting-cancelled': "annulation d'une réunion",
  'guests-invited': 'invitation de personnes tierces',
  'invitations-owed': "envois pour l'agenda",
  'meeting-reminder-owed': 'rappels de réunion',
  'attendance-said': 'réponse à une invitation',
  'point-proposed': "point proposé à l'ordre du jour",
  'agenda-ordered': "mise en ordre d'un ordre du jour",
  'minutes-recorded': 'compte rendu',
  'action-done': 'action terminée',
  'action-reminder-owed': "rappels d'action",
  'copil-reminder-owed': 'rappels de comité de pilotage',
  'series-begun': 'série de réunions',
  'series-drift-owed': 'rappels de série',
  'poll-opened': 'sondage de date',
  'poll-answered': 'réponse à un sondage de date',
  'poll-closed': "clôture d'un sondage de date",
  'deliverable-handed-over': "remise d'un livrable",
  'deliverable-replaced': "nouvelle version d'un livrable",
  'deliverable-withdrawn': "retrait d'un livrable",
  'deliverable-judged': 'réponse sur un livrable',
  'reserve-lifted': "levée d'une réserve",
  'validation-reminders-owed': 'rappels de validation',
  'validation-chased': 'relance de validation',
  'convention-signed': "signature d'une convention",
  'option-chosen': "choix d'une expérimentation",
  'data-act-recorded': 'acte sur les données',
  'data-requested': 'demande de transfert des données',
  'avenant-recorded': 'avenant',
  'formal-notice-sent': 'mise en demeure',
  'formal-notice-closed': "clôture d'une mise en demeure",
  'formal-notice-reminder-owed': 'rappels de mise en demeure',
  'hearing-held': 'audition',
  'review-drafted': 'brouillon du bilan',
  'review-sent': 'transmission du bilan',
  'incident-reported': "signalement d'un incident",
  'incident-acknowledged': "prise en compte d'un signalement",
  'incident-assigned': 'signalement confié',
  'incident-progressed': "suivi d'un signalement",
  'incident-answered': 'réponse à un signalement',
  'incident-completed': "complément d'un signalement",
  'incident-closed': "clôture d'un signalement",
  'incident-reopened': "réouverture d'un signalement",
  'incident-raised': 'rappels de signalement',
  'kit-published': "publication d'un kit de communication",
  'kit-told': "annonce d'un kit de communication",
  'publication-declared': "déclaration d'une publication",
  'opinion-asked': "demande d'avis",
  'opinion-reminder-owed': "rappel d'une demande d'avis",
  'opinion-given': "réponse à une demande d'avis",
  'rules-reminder-owed': 'rappels des règles de communication',
  'reminders-owed': "rappels d'échéance",
  'reminder-noted': 'rappel lu',
  'reminder-snoozed': 'rappel reporté',
} satisfies Readonly<Record<DirectoryEvent['type'] | TrackEvent['type'], string>> as Readonly<
  Record<string, string>
>;

const ANSWERS = { present: 'présent(e)', absent: 'absent(e)', replaced: 'remplacé(e)' } as const;

const STATES: Readonly<Record<OwnFileView['messages'][number]['state'], string>> = {
  waiting: 'en attente',
  sent: 'envoyé',
  dropped: 'abandonné',
  failed: 'en échec',
};

/** The file of `mes-donnees`: JSON that a person can read, its keys in French. */
export function ownFile(view: OwnFileView): string {
  const { person, preferences } = view;
  const named = (channel: Channel | null) => (channel === null ? null : channelName(channel));
  return `${JSON.stringify(
    {
      'à lire':
        'Dates et heures en temps universel (UTC), jours en heure de Paris. Ce fichier est personnel.',
      'fait le': view.madeAt,
      coordonnées: {
        identifiant: person.id,
        nom: person.name,
        fonction: person.position,
        courriel: person.email,
        téléphone: person.phone,
      },
      comptes: view.accounts.map((account) => ({
        canal: channelName(account.platform),
        identifiant: account.id,
        'courriel vérifié': account.email,
        'vu le': account.seenAt,
        'perdu le': account.lostAt,
        'adresse technique': account.reference,
      })),
      préférences: {
        canal: named(preferences.channel),
        "pause jusqu'au": preferences.pausedUntilOn,
        'heure des rappels': preferences.digestHour,
      },
      rôles: view.roles,
      événements: view.events.map((event) => ({
        date: event.recordedAt,
        type: EVENTS[event.type] ?? event.type,
        'de votre fait': event.isOwn,
        collectivité: event.commune,
        ...(event.meeting === null ? {} : { réunion: event.meeting }),
        ...(event.answer === null ? {} : { 'votre réponse': ANSWERS[event.answer] }),
        'votre texte': event.text,
      })),
      messages: view.messages.map((message) => ({
        date: message.createdAt,
        objet: topicOf(message.topic).name,
        canal: named(message.channel),
        état: STATES[message.state],
        'envoyé le': message.sentAt,
      })),
    },
    null,
    2,
  )}\n`;
}
