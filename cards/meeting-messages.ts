import type { MeetingStage } from '../src/domain/committee/events.ts';
import { card, facts, list, notice, run, subtle, text } from './blocks.ts';
import {
  answerActions,
  frDate,
  frTime,
  joinActions,
  kindName,
  type MeetingView,
  meetingFacts,
  meetingName,
  meetingStart,
} from './meeting.ts';
import type { Block, Card } from './model.ts';
import { count, NBSP, quoted, THIN } from './words.ts';

const ARTICLE = 'Convention, art. 6.';

const BY_MAIL_TOO = 'La même invitation vous est adressée par courriel, pour votre agenda.';

/** Label of the button that gives a meeting's .ics file. */
export const ADD_TO_CALENDAR = 'Ajouter à mon agenda';

/** « Comité opérationnel du mercredi 15 juillet 2026, 10 h ». */
function dated(view: MeetingView): string {
  return `${kindName(view.kind)} du ${meetingStart(view)}`;
}

function agendaOf(view: MeetingView): readonly Block[] {
  return view.agenda.length === 0 ? [] : [text(`Ordre du jour${NBSP}:`), list(view.agenda)];
}

/** How somebody is convened: anew since date or place changed, in the mail that their calendar obeys or beside it. */
export interface Convocation {
  readonly moved: boolean;
  readonly inMail: boolean;
  readonly reason: OutsiderReason | null;
}

/** Why somebody is convened from outside the programme (art. 6): a third person, or in the place of somebody. */
export type OutsiderReason =
  | { readonly kind: 'guest' }
  | { readonly kind: 'replacement'; readonly of: string };

/** Somebody is convened, or convened anew since date or place changed. */
export function meetingInvitation(view: MeetingView, { moved, inMail, reason }: Convocation): Card {
  return card(
    'meeting-invitation',
    moved ? `Changement${NBSP}: ${dated(view)}` : dated(view),
    [
      text(`${meetingName(view)}.`),
      ...(reason === null ? [] : [text(outsiderWords(reason, inMail))]),
      ...(moved
        ? [
            notice(
              'warning',
              'La date ou le lieu ont changé. Merci de répondre de nouveau, même si vous aviez déjà répondu.',
            ),
          ]
        : []),
      text(`Serez-vous présent(e)${THIN}?`),
      meetingFacts(view),
      ...agendaOf(view),
      subtle(inMail ? ARTICLE : `${ARTICLE} ${BY_MAIL_TOO}`),
    ],
    [...answerActions(view), ...joinActions(view)],
  );
}

/** Who invites and why, to somebody who may know nothing of Jalon. */
function outsiderWords(reason: OutsiderReason, inMail: boolean): string {
  const programme = `programme ${quoted('ApproprIAtion Métropolitaine')}`;
  const why =
    reason.kind === 'guest'
      ? `La Métropole du Grand Paris vous convie, à titre de personne tierce, à cette réunion de son ${programme}.`
      : `${reason.of} vous a désigné(e) pour venir à sa place à cette réunion du ${programme} de la Métropole du Grand Paris.`;
  return inMail ? `${why} Pour répondre, un bouton suffit, sans compte ni installation.` : why;
}

/** A meeting does not take place. */
export function meetingCancelledNotice(view: MeetingView): Card {
  const reason = view.cancelled?.reason ?? null;
  return card('meeting-cancelled-notice', `Annulation${NBSP}: ${dated(view)}`, [
    notice('warning', `${meetingName(view)}${NBSP}: la réunion du ${meetingStart(view)} est annulée.`),
    ...(reason === null ? [] : [facts([['Motif', reason]])]),
    text("Elle est retirée de votre agenda. Vous n'avez rien à faire."),
    subtle(ARTICLE),
  ]);
}

/** Somebody is no longer convened: another holds the role, or comes in their place no more. */
export function meetingWithdrawn(view: MeetingView): Card {
  return card('meeting-withdrawn', `Vous n'êtes plus convié(e)${NBSP}: ${dated(view)}`, [
    text(
      `${meetingName(view)}${NBSP}: vous n'êtes plus convié(e) à la réunion du ${meetingStart(view)}. Elle est retirée de votre agenda.`,
    ),
    subtle(ARTICLE),
  ]);
}

/** What became of one of several meetings that are told together. */
export interface ToldMeeting {
  readonly view: MeetingView;
  readonly what: 'invited' | 'moved' | 'cancelled' | 'withdrawn';
  readonly reason: OutsiderReason | null;
}

const TOLD: Readonly<Record<ToldMeeting['what'], string>> = {
  invited: 'convocation',
  moved: 'nouvelle date',
  cancelled: 'annulation',
  withdrawn: "vous n'êtes plus convié(e)",
};

/** Several meetings at once, such as a series: one message, the answers a button away. */
export function meetingsTold(told: readonly ToldMeeting[]): Card {
  const items = told.map(({ view, what }) => `${dated(view)} (${view.number})${NBSP}: ${TOLD[what]}`);
  return card(
    'meetings-told',
    `Vos réunions${NBSP}: ${count(told.length, 'changement')}`,
    [
      list(items),
      subtle(`${ARTICLE} Chaque invitation vous est aussi adressée par courriel, pour votre agenda.`),
    ],
    [run('Voir mes réunions', 'comite liste', {}, 'primary')],
  );
}

const ANSWERS = {
  present: 'Vous avez répondu que vous serez présent(e).',
  absent: 'Vous avez répondu que vous serez absent(e).',
  replaced: 'Vous avez répondu que vous serez remplacé(e).',
} as const;

const AHEAD: Readonly<Record<Exclude<MeetingStage, 'H-1'>, string>> = {
  'J-7': 'Dans une semaine',
  'J-3': 'Votre réponse est attendue',
  'J-1': 'Bientôt',
};

/** Seven days and one day before, and three days before to who has not answered. */
export function meetingReminder(view: MeetingView, stage: Exclude<MeetingStage, 'H-1'>): Card {
  const answer = view.own?.answer ?? null;
  return card(
    'meeting-reminder',
    `${AHEAD[stage]}${NBSP}: ${dated(view)}`,
    [
      text(`${meetingName(view)}.`),
      text(answer === null ? `Serez-vous présent(e)${THIN}?` : ANSWERS[answer]),
      meetingFacts(view),
      ...agendaOf(view),
      subtle(ARTICLE),
    ],
    [...answerActions(view), ...joinActions(view)],
  );
}

/** One hour before. */
export function meetingSoon(view: MeetingView): Card {
  return card(
    'meeting-soon',
    `À ${frTime(view.from)}${NBSP}: ${meetingName(view)}`,
    [text(`La réunion commence à ${frTime(view.from)}, ${frDate(view.on)}.`), meetingFacts(view)],
    [...joinActions(view), run('Voir la réunion', 'comite voir', { reunion: view.number }, 'primary')],
  );
}
