import type { ConventionReason } from '../src/domain/kernel/convention-reasons.ts';
import { type Described, fixable, mend, plain } from './fixes.ts';
import { andList, echo, frDay, NBSP, ofName, quoted } from './words.ts';

/** The French sentence of a refusal about the convention's register: what, why, what next. */
export function conventionRefusal(reason: ConventionReason): Described {
  switch (reason.code) {
    case 'not-yet-happened':
      return plain(
        `Le ${frDay(reason.day)} est à venir${NBSP}: seul ce qui a eu lieu s'enregistre. Revenez ce jour-là, ou corrigez la date.`,
      );
    case 'nothing-told':
      return plain("Indiquez au moins un de ces renseignements. Rien n'a été enregistré.");
    case 'unknown-option':
      return fixable(
        `${echo(reason.typed)} n'est pas une des expérimentations proposées (convention, art. 1).`,
        reason.options.map((option, index) => mend(option, { option: String(index + 1) })),
      );
    case 'signed-after-term':
      return plain(
        `Le ${frDay(reason.day)} est postérieur au terme de la convention (${frDay(reason.term)}). Vérifiez la date.`,
      );
    case 'avenant-too-short':
      return fixable(
        `Un avenant ne peut ${reason.what === 'term' ? 'fixer le terme' : 'achever le bilan'} au ${frDay(reason.day)}${NBSP}: ${happened(reason.last)}.`,
        [],
        'convention, art. 11',
      );
    case 'avenant-beyond-term':
      return fixable(
        `Le bilan devrait s'achever avant le ${frDay(reason.before)}, alors que la convention prendrait fin le ${frDay(reason.term)}. Indiquez aussi l'autre date.`,
        [],
        'convention, art. 2 et 5',
      );
    case 'notice-open':
      return plain(
        `La mise en demeure ${reason.notice} (envoyée le ${frDay(reason.sentOn)}) est en cours. Clôturez-la avant d'en enregistrer une autre.`,
      );
    case 'no-open-notice':
      return plain(`Aucune mise en demeure n'est en cours à l'égard ${ofName(reason.commune)}.`);
    case 'before-notice':
      return plain(
        `Le ${frDay(reason.day)} précède l'envoi de la mise en demeure (${frDay(reason.sentOn)}). Vérifiez la date.`,
      );
    case 'file-or-text':
      return plain(
        "Donnez le texte de la convention ou un fichier, pas les deux à la fois. Rien n'a été vérifié.",
      );
    case 'not-plain-text':
      return plain(
        `${echo(reason.name)} n'est pas un texte brut. Enregistrez le document au format texte (.txt), ou copiez-en le texte dans le formulaire.`,
      );
    case 'review-sent':
      return fixable(
        `Le bilan a été transmis le ${frDay(reason.day)} (n°${NBSP}${reason.number})${NBSP}: il ne se modifie plus. Pour le compléter, écrivez à la coordination de la Métropole.`,
        [
          {
            label: 'Voir le bilan',
            values: { commune: reason.commune },
            command: 'bilan voir',
            opensForm: false,
          },
        ],
      );
    case 'review-empty':
      return fixable(`Le bilan ${ofName(reason.commune)} n'est pas encore commencé.`, [
        {
          label: 'Remplir le bilan',
          values: { commune: reason.commune },
          command: 'bilan',
          opensForm: true,
        },
      ]);
    case 'review-incomplete':
      return fixable(
        reason.missing.length === 1
          ? `La question ${reason.missing[0]} est sans réponse. Répondez-y, par ${quoted('sans objet')} au besoin.`
          : `Les questions ${andList(reason.missing.map(String))} sont sans réponse. Répondez-y, par ${quoted('sans objet')} au besoin.`,
        [
          {
            label: 'Compléter le bilan',
            values: { commune: reason.commune },
            command: 'bilan',
            opensForm: true,
          },
        ],
        'règlement, art. 8',
      );
  }
}

function happened(last: {
  readonly what: 'signature' | 'phase';
  readonly title: string | null;
  readonly day: string;
}): string {
  if (last.what === 'signature') return `il a été signé le ${frDay(last.day)}`;
  // A phase that the programme file names no longer.
  const phase = last.title === null ? 'une étape' : `l'étape ${quoted(last.title)}`;
  return `${phase} s'est terminée le ${frDay(last.day)}`;
}
