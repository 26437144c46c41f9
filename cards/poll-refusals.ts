import type { PollReason } from '../src/domain/kernel/poll-reasons.ts';
import { type Described, fixable, other, plain } from './fixes.ts';
import { count, echo, frDay, NBSP, quoted, THIN } from './words.ts';

/** The French sentence of a refusal about polls and feeds: what, why, what next. */
export function pollRefusal(reason: PollReason): Described {
  switch (reason.code) {
    case 'unknown-poll':
      return fixable(
        `Aucun sondage ${echo(reason.typed)} qui vous soit adressé. Tapez ${quoted('date voir')} pour voir ceux qui sont ouverts.`,
        [other('Voir les sondages', 'date voir')],
      );
    case 'poll-closed':
      return reason.meeting === null
        ? plain(
            `Le sondage ${reason.poll} est clos depuis le ${frDay(reason.day)}, sans date retenue. Rien n'a été changé.`,
          )
        : fixable(
            `Le sondage ${reason.poll} est clos depuis le ${frDay(reason.day)}${NBSP}: la date est fixée (${reason.meeting}). Rien n'a été changé.`,
            [
              {
                label: `Voir ${reason.meeting}`,
                values: { reunion: reason.meeting },
                command: 'comite voir',
                opensForm: false,
              },
            ],
          );
    case 'unknown-slot':
      return plain(
        `${echo(reason.typed)} n'est pas le numéro d'une date de ce sondage. Il en propose ${reason.slots}${NBSP}: indiquez un numéro de 1 à ${reason.slots}.`,
      );
    case 'slot-format':
      return plain(
        `${echo(reason.typed)} n'est pas une date et une heure. Écrivez-les sous la forme 15/07/2026 10:00, ou 15/07/2026 10:00-11:30 pour en préciser la fin.`,
      );
    case 'too-many-slots':
      return plain(
        `Un sondage propose au plus ${count(reason.max, 'date')}${THIN}; vous en indiquez ${reason.given}. Retirez les moins probables.`,
      );
    case 'no-calendar':
      return plain(
        "Aucune réunion ni échéance ne vous concerne pour le moment. Il n'y a donc pas d'agenda à suivre.",
      );
  }
}
