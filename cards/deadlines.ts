import { card, form, list, notice, run, subtle } from './blocks.ts';
import type { Action, Card } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { count, frLongDay, NBSP, shortLabel } from './words.ts';

/** One date of a calendar that is still open. */
export interface DeadlineView {
  readonly commune: string;
  readonly communeValue: string;
  /** Title of the phase that ends; null for the start of the experiment. */
  readonly phase: string | null;
  readonly phaseId: string | null;
  readonly dueOn: string;
  /** The last working day before a date to come that is none itself. */
  readonly lastWorkingDay: string | null;
  /** Negative once it is past. */
  readonly daysLeft: number;
}

export interface DeadlinesView extends PageView {
  readonly deadlines: readonly DeadlineView[];
  readonly total: number;
  readonly late: number;
  /** How far ahead a coordinator looks over every beneficiary; null for somebody's own calendars, seen whole. */
  readonly withinDays: number | null;
}

/** How many dates, and how many calendars, get buttons of their own. */
const FEW = 2;

/** What is due, late first (art. 5). */
export function deadlinesCard(view: DeadlinesView): Card {
  const { deadlines, total, late, withinDays } = view;
  const title =
    withinDays === null ? 'Mes échéances' : `Échéances des ${withinDays}${NBSP}prochains jours et retards`;
  const single = new Set(deadlines.map(({ communeValue }) => communeValue)).size === 1;
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
    [...blocks, subtle('Convention, art. 5.')],
    [...actionsFor(deadlines, single), ...pageActions('echeances', view)],
  );
}

function line(deadline: DeadlineView): string {
  const what = deadline.phase === null ? "début de l'expérimentation" : `${deadline.phase}, fin`;
  return `${deadline.commune}, ${what}${NBSP}: ${whenOf(deadline)}`;
}

function whenOf({ dueOn, daysLeft, lastWorkingDay }: DeadlineView): string {
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
