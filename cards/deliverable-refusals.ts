import type { DeliverableReason } from '../src/domain/kernel/deliverable-reasons.ts';
import { type Described, fixable, mend, other, plain } from './fixes.ts';
import { echo, frDay, NBSP, orList, quoted, THIN } from './words.ts';

/** The French sentence of a refusal about deliverables (art. 3): what, why, what next. */
export function deliverableRefusal(reason: DeliverableReason): Described {
  switch (reason.code) {
    case 'unknown-deliverable':
      return fixable(
        `Aucun livrable ${echo(reason.typed)} qui vous soit adressé. Vérifiez son numéro dans la liste.`,
        [
          ...reason.suggestions.map((number) => mend(number, { livrable: number })),
          other('Voir les livrables', 'livrable liste'),
        ],
      );
    case 'deliverable-withdrawn':
      return plain(
        `Le livrable ${reason.deliverable} a été retiré le ${frDay(reason.day)} (${reason.reason}). Il n'est plus à valider${NBSP}: rien n'a été enregistré.`,
      );
    case 'deliverable-replaced':
      return fixable(
        `La version ${reason.shown} de ${reason.deliverable} a été remplacée par la version ${reason.version}, qui est celle à valider. Rien n'a été enregistré.`,
        [
          {
            label: `Voir la version ${reason.version}`,
            values: { livrable: reason.deliverable },
            command: 'livrable voir',
            opensForm: false,
          },
        ],
        'convention, art. 3',
      );
    case 'addressee-unknown':
      return fixable(
        `Aucune collectivité ${echo(reason.typed)} dans ce parcours. ${reason.choices.length === 0 ? "Vérifiez l'orthographe." : `Vouliez-vous dire${NBSP}: ${orList(reason.choices.map(({ name }) => name))}${THIN}?`}`,
        reason.choices.map(({ name, list }) => mend(name, { collectivites: list })),
      );
    case 'same-content':
      return plain(
        `C'est déjà le contenu de la version ${reason.version} de ${reason.deliverable}. Joignez la nouvelle version.`,
      );
    case 'file-or-link':
      return plain("Joignez un fichier ou donnez un lien, l'un ou l'autre.");
    case 'not-a-link':
      return plain(
        `${echo(reason.typed)} n'est pas une adresse en http ou https. Copiez-la depuis la barre de votre navigateur.`,
      );
    case 'handed-over-in-future':
      return plain(`Le ${frDay(reason.day)} est à venir${NBSP}: un livrable se dépose une fois remis.`);
    case 'reserves-needed':
      return plain(
        `Indiquez au moins une réserve, une par ligne. Sans réserve, choisissez ${quoted('Valider')}.`,
      );
    case 'refusal-reason-needed':
      return plain('Indiquez pourquoi vous refusez ce livrable, pour que la suite puisse lui être donnée.');
    case 'verdict-contradicted':
      return plain(
        reason.what === 'reserves'
          ? `Vous indiquez des réserves${NBSP}: choisissez ${quoted('Valider avec réserves')}, ou effacez-les.`
          : `Vous indiquez un motif de refus${NBSP}: choisissez ${quoted('Refuser')}, ou effacez-le.`,
      );
    case 'unknown-reserve':
      return plain(
        reason.reserves === 0
          ? "Votre collectivité n'a pas de réserve en cours sur ce livrable."
          : `${echo(reason.typed)} n'est pas le numéro d'une réserve de votre collectivité sur ce livrable, qui en compte ${reason.reserves}.`,
      );
    case 'act-followed':
      return plain(
        `Cette réserve vient de l'acte ${reason.act}, suivi depuis de l'acte ${reason.by}. Rien n'a été enregistré.`,
      );
    case 'reserve-lifted':
      return plain(`La réserve n°${NBSP}${reason.rank} est déjà levée, depuis le ${frDay(reason.day)}.`);
    case 'nobody-late':
      return plain("Aucune collectivité n'est en retard de validation. Il n'y a personne à relancer.");
  }
}
