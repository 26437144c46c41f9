import { card, form, list, notice, run, subtle } from './blocks.ts';
import { SILENCE } from './deliverable.ts';
import { endAction } from './minutes.ts';
import type { Action, Block, Card } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { count, frLongDay, NBSP, quoted, shortLabel } from './words.ts';

/** When something is due, as Paris days. */
interface DueView {
  readonly dueOn: string;
  /** The last working day before a date to come that is none itself. */
  readonly lastWorkingDay: string | null;
  /** Negative once it is past. */
  readonly daysLeft: number;
}

/** One date of a calendar that is still open. */
export interface DeadlineView extends DueView {
  readonly commune: string;
  readonly communeValue: string;
  /** Title of the phase that ends; null for the start of the experiment. */
  readonly phase: string | null;
  readonly phaseId: string | null;
}

/** An action of the minutes of a meeting (art. 6) that is to be done. */
export interface ActionDeadlineView extends DueView {
  /** Number of the meeting. */
  readonly meeting: string;
  readonly actionId: string;
  readonly text: string;
  /** Name of whose it is; null for the reader's own. */
  readonly owner: string | null;
}

export interface DeadlinesView extends PageView {
  readonly deadlines: readonly (DeadlineView | ActionDeadlineView)[];
  readonly total: number;
  readonly late: number;
  /** How far ahead a coordinator looks over every beneficiary; null for somebody's own calendars, seen whole. */
  readonly withinDays: number | null;
  /** Deliverables that wait for the reader's beneficiaries (art. 3): they have no legal day. */
  readonly toValidate: number;
}

/** How many dates, and how many calendars, get buttons of their own. */
const FEW = 2;

/** What is due, late first: the calendar (art. 5) and the actions that meetings decided (art. 6). */
export function deadlinesCard(view: DeadlinesView): Card {
  const { deadlines, total, late, withinDays } = view;
  const title =
    withinDays === null ? 'Mes échéances' : `Échéances des ${withinDays}${NBSP}prochains jours et retards`;
  const dates = deadlines.flatMap((one) => (isAction(one) ? [] : [one]));
  const actions = deadlines.filter(isAction);
  const single = new Set(dates.map(({ communeValue }) => communeValue)).size === 1;
  const blocks =
    total === 0
      ? [notice('success', 'Aucune échéance à venir ni en retard.')]
      : [
          ...(late === 0 ? [] : [notice('warning', `${count(late, 'échéance')} en retard sur ${total}.`)]),
          list(deadlines.map(line)),
        ];
  return card(
    'deadlines',
    pageTitle(title, view.page, view.pages),
    [
      ...blocks,
      ...validationBlocks(view),
      subtle(actions.length === 0 ? 'Convention, art. 5.' : 'Convention, art. 5 et 6.'),
    ],
    [
      ...actions.slice(0, FEW).map(endOf),
      ...(view.toValidate === 0 ? [] : [run('Livrables à valider', 'livrable liste')]),
      ...actionsFor(dates, single),
      ...(withinDays === null ? [] : [run('Retards', 'retards')]),
      ...pageActions('echeances', view),
    ],
  );
}

function validationBlocks({ toValidate }: DeadlinesView): readonly Block[] {
  if (toValidate === 0) return [];
  const words = count(toValidate, 'livrable attend', 'livrables attendent');
  return [notice('info', `${words} la réponse de votre collectivité. ${SILENCE}`)];
}

function isAction(deadline: DeadlineView | ActionDeadlineView): deadline is ActionDeadlineView {
  return 'actionId' in deadline;
}

function endOf({ text, meeting, actionId }: ActionDeadlineView): Action {
  return endAction(`C'est fait${NBSP}: ${text}`, meeting, actionId);
}

function line(deadline: DeadlineView | ActionDeadlineView): string {
  if (isAction(deadline)) {
    const { meeting, owner, text } = deadline;
    const whose = owner === null ? '' : `, ${owner}`;
    return `Action ${quoted(text)} (${meeting}${whose})${NBSP}: ${whenOf(deadline)}`;
  }
  const what = deadline.phase === null ? "début de l'expérimentation" : `${deadline.phase}, fin`;
  return `${deadline.commune}, ${what}${NBSP}: ${whenOf(deadline)}`;
}

function whenOf({ dueOn, daysLeft, lastWorkingDay }: DueView): string {
  const day = frLongDay(dueOn);
  if (daysLeft < 0) return `${day}, en retard de ${count(-daysLeft, 'jour')}`;
  if (daysLeft === 0) return `aujourd'hui, ${day}`;
  const working = lastWorkingDay === null ? '' : `, dernier jour ouvré${NBSP}: ${frLongDay(lastWorkingDay)}`;
  return `${day}, dans ${count(daysLeft, 'jour')}${working}`;
}

function actionsFor(deadlines: readonly DeadlineView[], single: boolean): readonly Action[] {
  const phases = deadlines.filter(({ phaseId }) => phaseId !== null).slice(0, FEW);
  const communes = [...new Map(deadlines.map((one) => [one.communeValue, one])).values()].slice(0, FEW);
  const calendars = communes.map(({ commune, communeValue }) =>
    run(single ? 'Voir le calendrier' : shortLabel(`Calendrier${NBSP}: ${commune}`), 'calendrier', {
      commune: communeValue,
    }),
  );
  return [...phases.flatMap((one) => phaseActions(one, single)), ...calendars];
}

function phaseActions(deadline: DeadlineView, single: boolean): readonly Action[] {
  const { commune, communeValue, phase, phaseId, daysLeft } = deadline;
  const values = { commune: communeValue, etape: String(phaseId) };
  const about = single ? String(phase) : `${commune}, ${phase}`;
  const labelled = (label: string) => shortLabel(`${label}${NBSP}: ${about}`);
  return [
    ...(daysLeft > 0 ? [] : [form(labelled("C'est fait"), 'etape terminer', values)]),
    form(labelled('Signaler un retard'), 'etape retard', values),
  ];
}
