import type { Attendance } from '../src/domain/committee/events.ts';
import { card, facts, form, notice, run, text } from './blocks.ts';
import { answerActions, type MeetingView, meetingName, meetingWhen, type OwnAnswer } from './meeting.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { NBSP } from './words.ts';

/** What `presence` takes for each answer. */
export const ANSWER_VALUES: Readonly<Record<Attendance, string>> = {
  present: 'present',
  absent: 'absent',
  replaced: 'remplace',
};

export interface AttendanceView {
  readonly meeting: MeetingView;
  readonly own: OwnAnswer & { readonly answer: Attendance };
  /** Whether they are convened for a beneficiary, whose référent a replacement does not change (art. 4). */
  readonly isForCommune: boolean;
  /** Name of who was to come in their place and no longer is. */
  readonly withdrawn: string | null;
}

/** « présent(e) », « remplacé(e) par Bruno Lefèvre », « sans réponse ». */
export function answerWords({ answer, replacement }: OwnAnswer): string {
  switch (answer) {
    case 'present':
      return 'présent(e)';
    case 'absent':
      return 'absent(e)';
    case 'replaced':
      return replacement === null ? 'remplacé(e)' : `remplacé(e) par ${replacement}`;
    case null:
      return 'sans réponse';
  }
}

/** What somebody has answered for a meeting (art. 6), with the other answers. */
export function attendanceRecorded(view: AttendanceView): Card {
  const { meeting, own } = view;
  return card(
    'attendance-recorded',
    'Réponse enregistrée',
    [
      notice('success', `Votre réponse est enregistrée${NBSP}: ${answerWords(own)}.`),
      meetingLine(meeting),
      ...consequences(view),
    ],
    [...answersBut(meeting, own.answer), seeMeeting(meeting)],
  );
}

/** An answer for a date that is no longer the meeting's: nothing is recorded, the same is offered for the new date. */
export function answerOutdated(meeting: MeetingView, typed: Values): Card {
  return card(
    'answer-outdated',
    'Réunion déplacée',
    [
      notice(
        'warning',
        `Cette réunion a été déplacée depuis votre invitation. Rien n'a été enregistré${NBSP}: merci de répondre pour la nouvelle date.`,
      ),
      meetingLine(meeting),
    ],
    [...withTyped(answerActions(meeting), typed), seeMeeting(meeting)],
  );
}

/** The meeting, in a card about something else. */
export function meetingLine(meeting: MeetingView): Block {
  return facts([
    ['Réunion', `${meeting.number}, ${meetingName(meeting)}`],
    ['Date', meetingWhen(meeting)],
    ['Lieu', meeting.place],
  ]);
}

/** The button that shows everything of a meeting. */
export function seeMeeting({ number }: Pick<MeetingView, 'number'>): Action {
  return run('Voir la réunion', 'comite voir', { reunion: number });
}

function consequences({ own, isForCommune, withdrawn }: AttendanceView): readonly Block[] {
  const unchanged = isForCommune ? ' Votre remplacement ne modifie pas le référent de la commune.' : '';
  return [
    ...(own.answer === 'replaced' ? [text(`La personne indiquée recevra l'invitation.${unchanged}`)] : []),
    ...(withdrawn === null
      ? []
      : [text(`L'invitation de ${withdrawn}, qui devait vous remplacer, est retirée.`)]),
  ];
}

/** The answers that were not given, then the agenda. */
function answersBut(meeting: MeetingView, given: Attendance): readonly Action[] {
  const taken = ANSWER_VALUES[given];
  return answerActions(meeting)
    .filter((action) => action.kind === 'link' || action.values['reponse'] !== taken)
    .map((action) => (action.kind === 'run' ? { ...action, style: 'normal' } : action));
}

/** Nobody types twice: the button that opens the form of a replacement brings what was typed in it. */
function withTyped(actions: readonly Action[], { nom, courriel }: Values): readonly Action[] {
  const typed = { ...(nom === undefined ? {} : { nom }), ...(courriel === undefined ? {} : { courriel }) };
  return actions.map((action) =>
    action.kind === 'form' && action.command === 'presence'
      ? form(action.label, action.command, { ...action.values, ...typed })
      : action,
  );
}
