import { type OwnView, verdictActions } from './act.ts';
import { card, list, notice, run, subtle, text } from './blocks.ts';
import {
  contentActions,
  type DeliverableView,
  deliverableFacts,
  deliverableName,
  deliverableTitle,
  SILENCE,
} from './deliverable.ts';
import type { Card } from './model.ts';
import { andList, count, frDay, NBSP, shortLabel } from './words.ts';

/** A deliverable that waits for the reader's beneficiary. */
export interface WaitingView {
  readonly deliverable: DeliverableView;
  readonly own: Pick<OwnView, 'commune' | 'communeValue' | 'isOneOfSeveral'>;
  /** Since it was handed over. */
  readonly workingDays: number;
}

const ARTICLE = 'Convention, art. 3.';

/** A reminder of one deliverable to validate. */
export function validationReminder(view: WaitingView): Card {
  const { deliverable, own } = view;
  return card(
    'validation-reminder',
    `À valider${NBSP}: ${deliverableTitle(deliverable)}`,
    [
      text(
        `Ce livrable attend la réponse de ${own.commune} depuis ${count(view.workingDays, 'jour ouvré', 'jours ouvrés')}.`,
      ),
      notice('info', SILENCE),
      ...deliverableFacts(deliverable),
      subtle(ARTICLE),
    ],
    [...verdictActions(deliverable, own), ...contentActions(deliverable)],
  );
}

/** Several at once. */
export function validationDigest(views: readonly WaitingView[]): Card {
  const lines = views.map(
    ({ deliverable, own, workingDays }) =>
      `${deliverableName(deliverable)}, remis le ${frDay(deliverable.handedOverOn)} (${count(workingDays, 'jour ouvré', 'jours ouvrés')})${own.isOneOfSeveral ? `, pour ${own.commune}` : ''}`,
  );
  return card(
    'validation-digest',
    count(views.length, 'livrable à valider', 'livrables à valider'),
    [list(lines), notice('info', SILENCE), subtle(ARTICLE)],
    [
      ...views
        .slice(0, FEW)
        .map(({ deliverable, own }) =>
          run(
            own.isOneOfSeveral
              ? shortLabel(`${deliverable.number}${NBSP}: ${own.commune}`)
              : deliverable.number,
            'livrable valider',
            { livrable: deliverable.number, commune: own.communeValue },
          ),
        ),
      run('Voir les livrables', 'livrable liste'),
    ],
  );
}

/** How many of them get a button of their own. */
const FEW = 5;

/** A deliverable whose validation is late, with the beneficiaries that have not answered. */
export interface LateDeliverableView {
  readonly deliverable: DeliverableView;
  /** Names. */
  readonly communes: readonly string[];
  /** Names of those for which nobody can be reminded. */
  readonly unreached: readonly string[];
  readonly workingDays: number;
}

/** To coordinators: who has not answered in time, told together. */
export function validationsLate(views: readonly LateDeliverableView[]): Card {
  const lines = views.map(
    ({ deliverable, communes, workingDays }) =>
      `${deliverableName(deliverable)}, depuis ${count(workingDays, 'jour ouvré', 'jours ouvrés')}${NBSP}: ${communes.length > MOST_NAMES ? count(communes.length, 'collectivité') : andList(communes)}`,
  );
  const unreached = [...new Set(views.flatMap((view) => view.unreached))];
  return card(
    'validations-late',
    'Livrables en attente de validation',
    [
      list(lines),
      ...(unreached.length === 0
        ? []
        : [notice('warning', `Sans référent nominatif à relancer${NBSP}: ${andList(unreached)}.`)]),
      notice('info', SILENCE),
      subtle(ARTICLE),
    ],
    [run('Suivi des livrables', 'livrable suivi'), run('Relancer', 'livrable relancer')],
  );
}

/** Beyond, they are counted: the table names them. */
const MOST_NAMES = 12;
