import type { CalendarReason } from '../src/domain/kernel/calendar-reasons.ts';
import { type Described, fixable, mend, plain } from './fixes.ts';
import { echo, frDay, NBSP, quoted, THIN } from './words.ts';

/** The French sentence of a refusal about the calendar (art. 5): what, why, what next. */
export function calendarRefusal(reason: CalendarReason): Described {
  switch (reason.code) {
    case 'after-term':
      return fixable(
        `Cette date est postérieure au terme de la convention (${frDay(reason.term)}). Une prolongation relève d'un avenant (art. 11).`,
        [],
        'convention, art. 2 et 11',
      );
    case 'before-phase-start':
      return plain(
        `L'étape ${quoted(reason.phase)} commence le ${frDay(reason.start)}${THIN}; elle ne peut finir le ${frDay(reason.day)}, plus tôt. Vérifiez la date.`,
      );
    case 'into-assessment':
      return fixable(
        `Avec une fin le ${frDay(reason.day)}, le bilan ne pourrait plus être terminé à temps. Dernier jour possible${NBSP}: le ${frDay(reason.latest)}.`,
        [mend(`Retenir le ${frDay(reason.latest)}`, { date: frDay(reason.latest) })],
        'convention, art. 5',
      );
    case 'end-in-future':
      return plain(
        `Une étape se déclare terminée une fois finie${NBSP}: le ${frDay(reason.day)} est encore à venir. Pour annoncer une fin plus tardive que prévu, signalez un retard.`,
      );
    case 'not-a-delay':
      return plain(
        `Le ${frDay(reason.day)} n'est pas postérieur à la fin prévue (${frDay(reason.planned)})${NBSP}: il n'y a pas de retard à signaler.`,
      );
    case 'unknown-phase':
      return fixable(
        `Aucune étape ${echo(reason.typed)}. Étapes du calendrier${NBSP}: ${reason.choices.map((c) => c.label).join(', ')}.`,
        reason.choices.map((choice) => mend(choice.label, { etape: choice.value })),
      );
    case 'phase-done':
      return plain(
        `L'étape ${quoted(reason.phase)} est déjà terminée, depuis le ${frDay(reason.day)}. Rien n'a été changé.`,
      );
    case 'already-proposed':
      return plain(
        `La date du ${frDay(reason.day)} est déjà transmise à la Métropole depuis le ${frDay(reason.askedOn)}. Elle vous répondra${THIN}; il n'y a rien d'autre à faire.`,
      );
    case 'milestone-gone':
      return plain(
        `Cette échéance a été déplacée ou terminée depuis ce rappel. Tapez ${quoted('calendrier')} pour la situation du jour.`,
      );
  }
}
