import { card, form, list, notice, run, subtle } from './blocks.ts';
import { type IncidentView, NATURES, statusWords, workingWords } from './incident.ts';
import type { Card, Values } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { count, frDay, NBSP, shortLabel } from './words.ts';

export interface IncidentListView extends PageView {
  readonly items: readonly IncidentView[];
  readonly total: number;
  /** How many of the total nobody of MGP has taken on. */
  readonly waiting: number;
  /** What the buttons that turn pages carry. */
  readonly values: Values;
  readonly mayReport: boolean;
  readonly mayExport: boolean;
}

/** How many get a button of their own. */
const FEW = 4;

/** The reports that the reader may see. */
export function incidentList(view: IncidentListView): Card {
  const { items, total, waiting } = view;
  return card(
    'incident-list',
    pageTitle(total === 0 ? 'Signalements' : count(total, 'signalement'), view.page, view.pages),
    [
      ...(waiting === 0
        ? []
        : [
            notice(
              'warning',
              `${count(waiting, 'signalement attend', 'signalements attendent')} d'être pris en compte.`,
            ),
          ]),
      total === 0 ? notice('info', 'Aucun signalement.') : list(items.map(line)),
      subtle('Convention, art. 3.'),
    ],
    [
      ...(view.mayReport ? [form('Signaler un incident', 'incident', {}, 'primary')] : []),
      ...items
        .slice(0, FEW)
        .map(({ number, commune }) =>
          run(shortLabel(`${number}${NBSP}: ${commune}`), 'incident voir', { incident: number }),
        ),
      ...(view.mayExport && total > 0 ? [form('Exporter', 'incident export')] : []),
      ...pageActions('incident liste', view, view.values),
    ],
  );
}

function line({ number, commune, nature, foundOn, status, waitingMinutes, assignee }: IncidentView): string {
  const waits = waitingMinutes === null ? '' : `, attend depuis ${workingWords(waitingMinutes)}`;
  const whose = assignee === null ? '' : `, suivi par ${assignee}`;
  return `${number}, ${commune}${NBSP}: ${NATURES[nature].label.toLowerCase()}, constaté le ${frDay(foundOn)}, ${statusWords(status)}${waits}${whose}`;
}
