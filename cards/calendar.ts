import type { Light } from '../src/domain/calendar/light.ts';
import { card, facts, form, inFull, notice, run, strong, subtle, text } from './blocks.ts';
import { lightBlock } from './light.ts';
import type { Action, Block, Card } from './model.ts';
import { count, frDay, frInstant, NBSP, quoted, shortName } from './words.ts';

/** How the text Gantt of a card is worded: two characters a month, so that it fits a phone. */
export const GANTT_STYLE = {
  months: ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'],
  nothingLeft: 'rien ne reste',
  monthWidth: 2,
  titles: { audit: 'Audit', setup: 'Mise en place', use: 'Utilisation', assessment: 'Bilan' },
} as const;

export interface PhaseView {
  readonly title: string;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly days: number;
  readonly state: 'done' | 'late' | 'running' | 'to-come' | 'lost';
}

export interface UseView {
  readonly plannedDays: number;
  readonly keptDays: number;
  readonly lostDays: number;
}

export interface PendingView {
  readonly phase: string;
  readonly kind: 'delay' | 'done';
  readonly endsOn: string;
  readonly by: string;
  readonly at: string;
}

export interface CalendarView {
  readonly commune: string;
  readonly communeValue: string;
  readonly track: string;
  readonly phases: readonly PhaseView[];
  readonly use: UseView;
  readonly slackDays: number;
  readonly light: Light;
  readonly copilNeeded: boolean;
  /** Whole months of use kept → last day on which the set-up may end. */
  readonly lastSetupEnds: readonly (readonly [number, string])[];
  readonly gantt: string;
  readonly pending: readonly PendingView[];
  readonly mayPropose: boolean;
}

const STATES: Readonly<Record<PhaseView['state'], string>> = {
  done: 'terminée',
  late: 'en retard',
  running: 'en cours',
  'to-come': 'à venir',
  lost: 'sans durée',
};

/** The calendar of a beneficiary (art. 5). */
export function calendarCard(view: CalendarView): Card {
  const rows = view.phases.map((phase) => [phase.title, daysOf(phase), STATES[phase.state]]);
  return card(
    'calendar',
    `Calendrier${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      subtle(`Parcours ${quoted(view.track)}. Calendrier prévisionnel (convention, art. 5).`),
      { kind: 'table', columns: ['Étape', 'Jours', 'État'], rows },
      { kind: 'code', text: view.gantt },
      ...lightBlocks(view),
      ...useBlocks(view),
      ...setupBlocks(view.lastSetupEnds),
      ...view.pending.map(pendingBlock),
    ],
    calendarActions(view),
  );
}

function calendarActions(view: CalendarView): readonly Action[] {
  if (!view.mayPropose) return [];
  const commune = { commune: view.communeValue };
  return [
    form('Signaler un retard', 'etape retard', commune),
    form('Déclarer une étape terminée', 'etape terminer', commune),
    run('Référent', 'referent voir', commune),
  ];
}

/** Days that are lost have a sentence of their own below. */
function lightBlocks({ light, slackDays }: CalendarView): readonly Block[] {
  return light === 'cut' ? [] : [lightBlock({ light, slackDays, lostDays: 0 })];
}

function useBlocks(view: Pick<CalendarView, 'use' | 'copilNeeded'>): readonly Block[] {
  if (view.copilNeeded) {
    return [
      notice(
        'warning',
        `Il ne reste aucun jour d'utilisation${NBSP}: un comité de pilotage doit décider de la suite (convention, art. 5 et 6).`,
      ),
    ];
  }
  const { plannedDays, keptDays, lostDays } = view.use;
  if (lostDays > 0) {
    const share = Math.round((100 * lostDays) / plannedDays);
    return [
      notice(
        'warning',
        `Utilisation${NBSP}: ${keptDays} jours au lieu de ${plannedDays} (mois entiers à compter de son début), soit ${count(lostDays, 'jour')} de moins (${share}${NBSP}%), pour que le bilan soit terminé à temps.`,
      ),
    ];
  }
  return [text(`Utilisation${NBSP}: ${count(keptDays, 'jour')}.`)];
}

function setupBlocks(ends: CalendarView['lastSetupEnds']): readonly Block[] {
  if (ends.length === 0) return [];
  return [
    strong("Dernière fin de mise en place pour garder l'utilisation"),
    facts(ends.map(([months, day]) => [`${months} mois`, frDay(day)])),
  ];
}

function pendingBlock(pending: PendingView): Block {
  const what = pending.kind === 'done' ? 'terminée le' : 'reportée au';
  return notice(
    'info',
    `En attente de la Métropole${NBSP}: ${pending.phase}, ${what} ${frDay(pending.endsOn)} (déclaré le ${frInstant(pending.at)} par ${pending.by}).`,
  );
}

/** Three columns fit a phone, five do not. */
function daysOf({ fromOn, toOn, days }: PhaseView): string {
  return fromOn === null || toOn === null ? '–' : `${frDay(fromOn)} – ${frDay(toOn)} (${days}${NBSP}j)`;
}
