import type { IncidentReason } from '../src/domain/kernel/incident-reasons.ts';
import { type Described, fixable, mend, plain } from './fixes.ts';
import { count, echo, frDay, NBSP } from './words.ts';

const ARTICLE = 'convention, art. 3';

/** The French sentence of a refusal about an incident report: what, why, what next. */
export function incidentRefusal(reason: IncidentReason): Described {
  switch (reason.code) {
    case 'unknown-incident':
      return fixable(
        `Aucun signalement ${echo(reason.typed)} parmi ceux que vous pouvez voir. Vérifiez le numéro.`,
        reason.suggestions.map((number) => mend(number, { incident: number })),
      );
    case 'facts-needed':
      return fixable(
        `Merci de décrire les faits en quelques mots (${count(reason.min, 'caractère')} au moins)${NBSP}: la convention demande une information écrite.`,
        [],
        ARTICLE,
      );
    case 'found-in-future':
      return plain(
        `La date de constat (${frDay(reason.day)}) ne peut être postérieure à cet instant. Corrigez la date ou l'heure.`,
      );
    case 'consequence-days-needed':
      return plain(
        `La conséquence est certaine${NBSP}: indiquez le retard en jours, de 1 à ${reason.max}. S'il n'est pas connu, choisissez une conséquence possible.`,
      );
    case 'consequence-contradicted':
      return plain(
        "Un retard en jours ne va qu'avec une conséquence certaine. Choisissez-la, ou videz ce champ.",
      );
    case 'contractor-excluded':
      return fixable(
        "Une difficulté avec le prestataire n'est adressée qu'à la Métropole.",
        [mend('Métropole seulement', { destinataires: 'metropole' })],
        ARTICLE,
      );
    case 'contractor-included':
      return fixable(
        'Le prestataire est informé des dysfonctionnements et des dégradations.',
        [mend('Métropole et prestataire', { destinataires: 'metropole-prestataire' })],
        ARTICLE,
      );
    case 'incident-closed':
      return fixable(`Le signalement ${reason.incident} est clos. Rouvrez-le pour y donner suite.`, [
        {
          label: 'Rouvrir',
          values: { incident: reason.incident },
          command: 'incident rouvrir',
          opensForm: true,
        },
      ]);
    case 'incident-open':
      return plain(`Le signalement ${reason.incident} n'est pas clos${NBSP}: il n'y a rien à rouvrir.`);
    case 'outcome-needed':
      return plain('Indiquez la suite donnée avant de clore.');
    case 'not-a-coordinator':
      return plain(`${echo(reason.typed)} n'est pas de la coordination. Choisissez l'une de ses personnes.`);
    case 'period-reversed':
      return plain(`Le ${frDay(reason.to)} précède le ${frDay(reason.from)}. Inversez les deux dates.`);
  }
}
