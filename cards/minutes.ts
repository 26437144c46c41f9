import type { Validation } from '../src/domain/committee/minutes.ts';
import { meetingLine, seeMeeting } from './attendance.ts';
import { card, facts, form, list, notice, run, strong, subtle, text } from './blocks.ts';
import type { MeetingView } from './meeting.ts';
import type { Action, Block, Card } from './model.ts';
import { count, frDay, frInstant, NBSP, quoted, shortLabel } from './words.ts';

/** Something that somebody is to do by a day. */
export interface ActionView {
  readonly actionId: string;
  readonly text: string;
  readonly owner: string;
  /** Paris day, ISO. */
  readonly dueOn: string;
  /** UTC instant; null while it is to be done. */
  readonly doneAt: string | null;
  /** Whether the reader may say that it is done. */
  readonly mayEnd: boolean;
}

export interface MinutesView {
  readonly meeting: MeetingView;
  /** UTC instant of this version. */
  readonly at: string;
  readonly by: string;
  /** Names of who was there. */
  readonly present: readonly string[];
  readonly decisions: readonly string[];
  readonly validation: ValidationView | null;
  readonly actions: readonly ActionView[];
  readonly mayCorrect: boolean;
}

export interface ValidationView extends Omit<Validation, 'phase'> {
  /** Its title. */
  readonly phase: string;
}

/** How many actions get a button of their own. */
const FEW = 5;

/** What a COPIL may make of a phase, as it is chosen and shown (art. 6). */
export const OUTCOME_OPTIONS = [
  { value: 'validee', label: 'Validée' },
  { value: 'validee-avec-reserves', label: 'Validée avec réserves' },
  { value: 'refusee', label: 'Refusée' },
] as const;

const OUTCOME_NAMES: Readonly<Record<Validation['outcome'], string>> = {
  validated: 'validée',
  'validated-with-reserves': 'validée avec réserves',
  refused: 'refusée',
};

/** The minutes of a meeting (art. 6), to whoever was convened. */
export function minutesCard(view: MinutesView): Card {
  return card(
    'minutes',
    `Compte rendu${NBSP}: ${view.meeting.number}`,
    [subtle(`Publié le ${frInstant(view.at)} par ${view.by}.`), ...minutesBlocks(view)],
    [...endActions(view), ...correctAction(view), seeMeeting(view.meeting)],
  );
}

/** To everybody who was convened, once the minutes are published. */
export function minutesPublished(view: MinutesView): Card {
  return card(
    'minutes-published',
    `Compte rendu publié${NBSP}: ${view.meeting.number}`,
    [text(`${view.by} a publié le compte rendu de cette réunion.`), ...minutesBlocks(view)],
    [...endActions(view), run('Compte rendu', 'compte-rendu', { reunion: view.meeting.number })],
  );
}

export interface RecordedView {
  readonly minutes: MinutesView;
  /** How many people are told. */
  readonly told: number;
  /** UTC instant of the version that this one takes the place of; null for the first. */
  readonly replacesAt: string | null;
}

/** To the coordinator who publishes. */
export function minutesRecorded({ minutes, told, replacesAt }: RecordedView): Card {
  const published =
    told === 0
      ? "Le compte rendu est publié. Il n'y a personne d'autre à en informer."
      : `Le compte rendu est publié auprès de ${count(told, 'personne')}.`;
  return card(
    'minutes-recorded',
    `Compte rendu enregistré${NBSP}: ${minutes.meeting.number}`,
    [
      notice('success', published),
      ...(replacesAt === null
        ? []
        : [text(`Il prend la place de la version du ${frInstant(replacesAt)}, qui reste au journal.`)]),
      ...minutesBlocks(minutes),
    ],
    [...correctAction(minutes), seeMeeting(minutes.meeting)],
  );
}

/** There are none yet. */
export function noMinutes(view: { readonly meeting: MeetingView; readonly mayWrite: boolean }): Card {
  return card(
    'no-minutes',
    `Compte rendu${NBSP}: ${view.meeting.number}`,
    [notice('info', "Le compte rendu de cette réunion n'est pas encore publié."), meetingLine(view.meeting)],
    [
      ...(view.mayWrite ? [writeAction(view.meeting, 'Rédiger le compte rendu')] : []),
      seeMeeting(view.meeting),
    ],
  );
}

export interface EndedView {
  readonly meeting: Pick<MeetingView, 'number'>;
  readonly action: ActionView;
  /** UTC instant. */
  readonly doneAt: string;
  /** False for an action that was done before this press. */
  readonly isNew: boolean;
}

/** An action of the minutes is done: nobody is reminded of it any more. */
export function actionEnded({ meeting, action, doneAt, isNew }: EndedView): Card {
  const sentence = isNew
    ? `Action terminée, enregistrée le ${frInstant(doneAt)}. Vous ne serez plus relancé(e).`
    : `Cette action est déjà enregistrée comme terminée, depuis le ${frInstant(doneAt)}.`;
  return card(
    'action-ended',
    `Action terminée${NBSP}: ${meeting.number}`,
    [
      notice(isNew ? 'success' : 'info', sentence),
      facts([
        ['Action', action.text],
        ['Responsable', action.owner],
        ['Échéance', frDay(action.dueOn)],
      ]),
    ],
    [run('Compte rendu', 'compte-rendu', { reunion: meeting.number })],
  );
}

/** The button that says that an action is done. */
export function endAction(label: string, reunion: string, action: string): Action {
  return run(shortLabel(label), 'action terminer', { reunion, action });
}

function minutesBlocks(view: MinutesView): readonly Block[] {
  const { present, decisions, validation, actions } = view;
  return [
    meetingLine(view.meeting),
    strong('Présents'),
    text(present.length === 0 ? 'Personne.' : `${present.join(', ')}.`),
    ...(validation === null ? [] : validationBlocks(validation)),
    strong('Décisions'),
    decisions.length === 0 ? text('Aucune décision.') : list(decisions),
    strong('Actions'),
    actions.length === 0 ? text('Aucune action.') : list(actions.map(actionLine)),
    subtle('Convention, art. 6.'),
  ];
}

function validationBlocks({ phase, outcome, cost }: ValidationView): readonly Block[] {
  return [
    strong("Validation d'étape"),
    facts([
      ['Étape', phase],
      ['Suite donnée', OUTCOME_NAMES[outcome]],
      ['Coût', cost],
    ]),
  ];
}

function actionLine({ text: what, owner, dueOn, doneAt }: ActionView): string {
  const state = doneAt === null ? '' : `, terminée le ${frInstant(doneAt)}`;
  return `${owner}${NBSP}: ${quoted(what)}, pour le ${frDay(dueOn)}${state}`;
}

function endActions({ meeting, actions }: MinutesView): readonly Action[] {
  const open = actions.filter(({ doneAt, mayEnd }) => doneAt === null && mayEnd);
  return open
    .slice(0, FEW)
    .map(({ actionId, text: what }) => endAction(`C'est fait${NBSP}: ${what}`, meeting.number, actionId));
}

function correctAction({ meeting, mayCorrect }: MinutesView): readonly Action[] {
  return mayCorrect ? [writeAction(meeting, 'Corriger')] : [];
}

function writeAction({ number }: MeetingView, label: string): Action {
  return form(label, 'compte-rendu rediger', { reunion: number });
}
