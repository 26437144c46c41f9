import { card, facts, form, list, notice, run, subtle, text } from './blocks.ts';
import { frTime } from './meeting.ts';
import type { Action, Card } from './model.ts';
import { frDay, frLongDay, NBSP, quoted } from './words.ts';

const ARTICLE = 'Convention, art. 6.';

/** A COPIL that the calendar asks for and nobody has scheduled. */
export interface CopilDueView {
  readonly track: string;
  readonly trackId: string;
  readonly step: string;
  /** Title of the phase that has ended; null for the start and the end of the programme. */
  readonly phase: string | null;
  readonly isFinal: boolean;
  readonly fromOn: string;
  readonly toOn: string;
  /** Its time has passed. */
  readonly isLate: boolean;
  /** Paris days and wall times that are offered. */
  readonly slots: readonly { readonly on: string; readonly from: string }[];
}

/** Told to the coordinators (art. 6: at the start, at the end and after each large phase). */
export function copilDue(view: CopilDueView): Card {
  const values = { type: 'pilotage', parcours: view.trackId, etape: view.step };
  return card(
    'copil-due',
    `Comité de pilotage à réunir${NBSP}: ${view.track}`,
    [
      text(reasonOf(view)),
      facts([['À réunir', `du ${frLongDay(view.fromOn)} au ${frLongDay(view.toOn)}`]]),
      notice(
        'warning',
        view.isLate ? "Ce délai est passé et aucune date n'est fixée." : "Aucune date n'est fixée.",
      ),
      subtle(ARTICLE),
    ],
    [
      ...view.slots.map(
        ({ on, from }, index): Action =>
          run(
            `${frDay(on)}, ${frTime(from)}`,
            'comite planifier',
            { ...values, date: frDay(on), heure: from },
            index === 0 ? 'primary' : 'normal',
          ),
      ),
      form('Autre date', 'comite planifier', values),
    ],
  );
}

/** At the start nothing is there yet to be validated. */
function reasonOf({ phase, isFinal }: CopilDueView): string {
  const who = 'le comité de pilotage (Métropole et prestataire)';
  if (phase === null && !isFinal) return `Début de l'expérimentation${NBSP}: ${who} est à réunir.`;
  const what = phase === null ? "l'expérimentation" : `l'étape ${quoted(phase)}`;
  return `Fin de ${what}${NBSP}: ${who} en valide les résultats et les coûts.`;
}

/** An action decided in a meeting. */
export interface ActionReminderView {
  readonly meeting: string;
  readonly actionId: string;
  readonly text: string;
  /** Name of whom it is for. */
  readonly owner: string;
  readonly dueOn: string;
  /** From today to the due day; negative once it is past. */
  readonly daysLeft: number;
  /** True for a coordinator who is told of what is late. */
  readonly forCoordinator: boolean;
}

/** To its owner before and after the day on which it is due; to the coordinators once it is two weeks late. */
export function actionReminder(view: ActionReminderView): Card {
  const late = view.daysLeft < 0;
  const sentence = `${late ? 'Prévu pour le' : 'À faire pour le'} ${frLongDay(view.dueOn)}${NBSP}: ${view.text}`;
  return card(
    'action-reminder',
    late ? `Action en retard (${view.meeting})` : `Action à mener (${view.meeting})`,
    [
      late ? notice('warning', sentence) : text(sentence),
      ...(view.forCoordinator ? [facts([['Responsable', view.owner]])] : []),
      subtle('Décidée en réunion. Convention, art. 6.'),
    ],
    [
      run("C'est fait", 'action terminer', { reunion: view.meeting, action: view.actionId }, 'primary'),
      run('Voir la réunion', 'comite voir', { reunion: view.meeting }),
    ],
  );
}

/** The calendar has moved under a series of meetings. */
export interface SeriesDriftView {
  readonly series: string;
  readonly track: string;
  readonly fromOn: string;
  readonly untilOn: string;
  /** Occurrences that fall outside the period now. */
  readonly outside: readonly { readonly number: string; readonly on: string }[];
  /** Days that the series would have before the end of the period, and has not. */
  readonly missing: readonly string[];
}

/** The coordinators are asked: nothing is cancelled nor added by itself. */
export function seriesDrift(view: SeriesDriftView): Card {
  const { outside, missing } = view;
  return card(
    'series-drift',
    `Série de comités à revoir${NBSP}: ${view.track}`,
    [
      text(
        `Le calendrier a changé${NBSP}: les comités opérationnels vont du ${frLongDay(view.fromOn)} au ${frLongDay(view.untilOn)}.`,
      ),
      ...(outside.length === 0
        ? []
        : [
            notice('warning', `En dehors de cette période${NBSP}:`),
            list(outside.map(({ number, on }) => `${frLongDay(on)} (${number})`)),
          ]),
      ...(missing.length === 0 ? [] : [text(`Dates à ajouter${NBSP}:`), list(missing.map(frLongDay))]),
      subtle(`${ARTICLE} Rien n'est changé sans vous.`),
    ],
    [
      ...(outside.length === 0
        ? []
        : [
            run(
              outside.length === 1 ? 'Annuler cette réunion' : `Annuler ces ${outside.length} réunions`,
              'comite serie ajuster',
              { serie: view.series, ajustement: 'annuler' },
              'danger',
            ),
          ]),
      ...(missing.length === 0
        ? []
        : [
            run(
              missing.length === 1 ? 'Ajouter cette date' : `Ajouter ces ${missing.length} dates`,
              'comite serie ajuster',
              { serie: view.series, ajustement: 'ajouter' },
              'primary',
            ),
          ]),
      run('Voir les réunions', 'comite liste', {}),
    ],
  );
}
