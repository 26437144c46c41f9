import { answerWords } from './attendance.ts';
import { card, form, list, notice, run, subtle } from './blocks.ts';
import { type MeetingView, meetingName, slotWhen, type TallyView } from './meeting.ts';
import type { Action, Card } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { count, NBSP } from './words.ts';

export interface ListedMeeting extends MeetingView {
  readonly hasMinutes: boolean;
}

export interface MeetingListView extends PageView {
  /** Those of the page. */
  readonly meetings: readonly ListedMeeting[];
  /** Whether the list is of what is to come, or of what is over or was cancelled. */
  readonly isPast: boolean;
  readonly total: number;
  /** How many the other list holds. */
  readonly others: number;
  /** A coordinator sees every meeting, and how many have answered. */
  readonly isCoordinator: boolean;
}

/** How many meetings get a button of their own. */
const FEW = 5;

/** The meetings of art. 6 that somebody is convened to; for a coordinator, all of them. */
export function meetingList(view: MeetingListView): Card {
  const { meetings, total, isPast } = view;
  const none = isPast ? "Aucune réunion n'a encore eu lieu." : "Aucune réunion n'est prévue.";
  return card(
    'meeting-list',
    pageTitle(isPast ? 'Réunions passées ou annulées' : 'Réunions à venir', view.page, view.pages),
    [
      ...(total === 0 ? [notice('info', none)] : [list(meetings.map((one) => line(one, view)))]),
      subtle('Heures de Paris. Convention, art. 6.'),
    ],
    actionsOf(view),
  );
}

function line(meeting: ListedMeeting, { isCoordinator }: MeetingListView): string {
  const said = [slotWhen(meeting), ...standingOf(meeting, isCoordinator)];
  return `${meeting.number}, ${meetingName(meeting)}${NBSP}: ${said.join(', ')}`;
}

function standingOf(meeting: ListedMeeting, isCoordinator: boolean): readonly string[] {
  if (meeting.cancelled !== null) return ['annulée'];
  if (meeting.isOver) return [meeting.hasMinutes ? 'compte rendu publié' : 'sans compte rendu'];
  if (isCoordinator) return [tallyWords(meeting.tally)];
  const { own } = meeting;
  if (own === null) return [];
  return [own.answer === null ? 'votre réponse est attendue' : `votre réponse${NBSP}: ${answerWords(own)}`];
}

/** « 12 présents, 3 absents, 1 remplacé, 21 sans réponse »; what nobody answered is left out. */
export function tallyWords({ present, absent, replaced, silent }: TallyView): string {
  const counted = [
    ...(present === 0 ? [] : [count(present, 'présent')]),
    ...(absent === 0 ? [] : [count(absent, 'absent')]),
    ...(replaced === 0 ? [] : [count(replaced, 'remplacé')]),
    ...(silent === 0 ? [] : [`${silent}${NBSP}sans réponse`]),
  ];
  return counted.length === 0 ? 'personne de convié' : counted.join(', ');
}

function actionsOf(view: MeetingListView): readonly Action[] {
  const { meetings, isPast, others, isCoordinator } = view;
  const asked = isPast ? { quand: 'passees' } : {};
  const back = isPast ? run('Réunions à venir', 'comite liste') : null;
  const past = isPast || others === 0 ? null : run('Réunions passées', 'comite liste', { quand: 'passees' });
  return [
    ...meetings.slice(0, FEW).map(({ number }) => run(`Voir ${number}`, 'comite voir', { reunion: number })),
    ...pageActions('comite liste', view, asked),
    ...[back, past].filter((action) => action !== null),
    ...(isCoordinator ? [form('Planifier une réunion', 'comite planifier')] : []),
  ];
}
