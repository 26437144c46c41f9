import type { Attendance } from '../src/domain/committee/events.ts';
import { agendaActions, type PointView, pointBlocks } from './agenda.ts';
import { answerWords } from './attendance.ts';
import { card, form, notice, run, strong, subtle, text } from './blocks.ts';
import { answerActions, joinActions, type MeetingView, meetingFacts, meetingName } from './meeting.ts';
import { tallyWords } from './meeting-list.ts';
import { ADD_TO_CALENDAR } from './meeting-messages.ts';
import type { Action, Block, Card } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { frInstant, NBSP, shortened, THIN } from './words.ts';

/** Somebody convened, and what they have answered for the date as it is. */
export interface AttendeeView {
  readonly standing: 'mgp' | 'contractor' | 'referent' | 'deputy' | 'guest' | 'replacement';
  /** The beneficiary that they come for; null for the Métropole, the contractor and third persons. */
  readonly commune: string | null;
  readonly name: string;
  readonly answer: Attendance | null;
  readonly replacement: string | null;
}

/** `page` and `pages` are those of the attendance. */
export interface MeetingFileView extends PageView {
  readonly meeting: MeetingView;
  /** Those of the page. */
  readonly attendance: readonly AttendeeView[];
  readonly points: readonly PointView[];
  /** UTC instant of the minutes' newest version. */
  readonly minutesAt: string | null;
  readonly hasBegun: boolean;
  readonly isCoordinator: boolean;
  /** Where whoever is convened downloads the meeting for their own calendar. */
  readonly calendarUrl: string | null;
}

/** Longest title, in characters: the whole name stands below it. */
const LONGEST_TITLE = 140;

/** Everything of a meeting (art. 6): who comes, what for, what came of it. */
export function meetingFile(view: MeetingFileView): Card {
  const { meeting } = view;
  const name = meetingName(meeting);
  const title = `${meeting.number}${NBSP}: ${name}`;
  return card(
    'meeting-file',
    shortened(title, LONGEST_TITLE),
    [
      ...(title.length > LONGEST_TITLE ? [text(name)] : []),
      ...stateOf(view),
      meetingFacts(meeting),
      ...ownAnswer(meeting),
      strong('Présence'),
      ...attendanceBlocks(view),
      strong('Ordre du jour'),
      ...pointBlocks(view.points),
      subtle('Convention, art. 6.'),
    ],
    actionsOf(view),
  );
}

function stateOf({ meeting, minutesAt }: MeetingFileView): readonly Block[] {
  if (meeting.cancelled !== null)
    return [notice('warning', `Cette réunion est annulée depuis le ${frInstant(meeting.cancelled.at)}.`)];
  if (minutesAt !== null)
    return [notice('success', `Le compte rendu est publié depuis le ${frInstant(minutesAt)}.`)];
  return meeting.isOver
    ? [notice('info', "Cette réunion a eu lieu. Son compte rendu n'est pas publié.")]
    : [];
}

function ownAnswer(meeting: MeetingView): readonly Block[] {
  const { own } = meeting;
  if (own === null || isClosed(meeting)) return [];
  return own.answer === null
    ? [text(`Serez-vous présent(e)${THIN}?`)]
    : [text(`Votre réponse${NBSP}: ${answerWords(own)}.`)];
}

function attendanceBlocks({ meeting, attendance, page, pages }: MeetingFileView): readonly Block[] {
  const rows = attendance.map((one) => [standingName(one), one.name, answerWords(one)]);
  return [
    text(`${tallyWords(meeting.tally)}${pages === 1 ? '' : ` (page ${page} sur ${pages})`}.`),
    ...(rows.length === 0
      ? []
      : [{ kind: 'table', columns: ['Pour', 'Personne', 'Réponse'], rows } as const satisfies Block]),
  ];
}

function standingName({ standing, commune }: AttendeeView): string {
  switch (standing) {
    case 'mgp':
      return 'Métropole';
    case 'contractor':
      return 'Prestataire';
    case 'referent':
      return String(commune);
    case 'deputy':
      return `${commune} (suppléance)`;
    case 'guest':
      return 'Personne tierce';
    case 'replacement':
      return commune === null ? 'En remplacement' : `${commune} (en remplacement)`;
  }
}

function isClosed(meeting: MeetingView): boolean {
  return meeting.isOver || meeting.cancelled !== null;
}

function actionsOf(view: MeetingFileView): readonly Action[] {
  const { meeting } = view;
  const about = { reunion: meeting.number };
  return [
    ...(meeting.own === null || isClosed(meeting) ? [] : answers(meeting)),
    ...agendaActions({
      meeting,
      points: view.points,
      isOpen: !isClosed(meeting),
      mayOrder: view.isCoordinator && view.points.length > 0,
    }),
    ...(isClosed(meeting) ? [] : joinActions(meeting)),
    ...(view.calendarUrl === null || isClosed(meeting)
      ? []
      : [{ kind: 'link', label: ADD_TO_CALENDAR, url: view.calendarUrl } as const]),
    ...minutesActions(view),
    ...(view.isCoordinator && !isClosed(meeting)
      ? [
          form('Inviter', 'comite inviter', about),
          form('Déplacer', 'comite deplacer', about),
          form('Annuler la réunion', 'comite annuler', about, 'danger'),
        ]
      : []),
    ...pageActions('comite voir', view, about),
  ];
}

/** The agenda has a button of its own here. */
function answers(meeting: MeetingView): readonly Action[] {
  return answerActions(meeting).filter((action) => action.kind !== 'link' && action.command === 'presence');
}

function minutesActions(view: MeetingFileView): readonly Action[] {
  const about = { reunion: view.meeting.number };
  if (view.minutesAt !== null) return [run('Compte rendu', 'compte-rendu', about)];
  const mayWrite = view.isCoordinator && view.hasBegun && view.meeting.cancelled === null;
  return mayWrite ? [form('Rédiger le compte rendu', 'compte-rendu rediger', about)] : [];
}
