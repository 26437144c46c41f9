import type { CheckedConvention } from '../src/domain/convention-check/check.ts';
import type { ConventionFault } from '../src/domain/convention-check/fault.ts';
import { card, facts, list, notice, subtle } from './blocks.ts';
import { articleName, conventionFaultWords, placeholderName } from './convention-faults.ts';
import type { Block, Card } from './model.ts';
import { count, NBSP, quoted } from './words.ts';

/** As many as a reader mends before checking again; the rest is counted. */
const SHOWN = 40;

const ONLY_FORM = subtle(
  `Jalon ne vérifie que la forme${NBSP}: il ne remplace pas une relecture. Rien n'est enregistré.`,
);

/** What checking the text of a convention found, in the order of the text; `most` faults are shown. */
export function conventionChecked(checked: CheckedConvention, most = SHOWN): Card {
  const { nature, beneficiary, faults } = checked;
  const title = titleOf(checked);
  const whose = beneficiary === null ? [] : [facts([['Bénéficiaire', beneficiary]])];
  if (nature === 'other') {
    const unknown = `Ce texte n'est pas une convention du programme${NBSP}: aucun de ses titres n'y figure, comme ${quoted('ARTICLE 1 - OBJET DE LA CONVENTION')}. Donnez le texte de la convention, titres compris.`;
    return card('convention-checked', title, [notice('warning', unknown)]);
  }
  if (faults.length === 0) {
    const sound = `Aucun défaut trouvé dans les parties, les passages à compléter, le choix de l'expérimentation, le référent, le calendrier et la signature.`;
    return card('convention-checked', title, [...whose, notice('success', sound), ONLY_FORM]);
  }
  const more = faults.length - most;
  const rest =
    more > 0
      ? [subtle(`${count(more, 'autre point', 'autres points')} à voir une fois ceux-ci corrigés.`)]
      : [];
  const lines = faults.slice(0, most).map((fault) => faultLine(fault, checked));
  return card('convention-checked', title, [...whose, summary(checked), list(lines), ...rest, ONLY_FORM]);
}

function titleOf({ nature, faults }: CheckedConvention): string {
  switch (nature) {
    case 'other':
      return 'Texte non reconnu';
    case 'model':
      return 'Modèle à compléter';
    case 'convention':
      return faults.length === 0 ? 'Convention vérifiée' : 'Convention à corriger';
  }
}

function summary({ nature, faults }: CheckedConvention): Block {
  if (nature === 'convention') return notice('warning', `${count(faults.length, 'point')} à corriger.`);
  const left = count(faults.length, 'passage reste', 'passages restent');
  return notice(
    'info',
    `Ce texte ne nomme pas encore de bénéficiaire${NBSP}: c'est le modèle, dont ${left} à compléter.`,
  );
}

/** « Ligne 13, parties : … »; of the model only what is to be filled in. */
function faultLine(fault: ConventionFault, { nature, hasLines }: CheckedConvention): string {
  const article = articleName(fault.article);
  const where =
    hasLines && fault.article !== 'whole'
      ? `Ligne ${fault.line}, ${article}`
      : `${article.charAt(0).toUpperCase()}${article.slice(1)}`;
  const isOfModel = nature === 'model' && fault.code === 'placeholder';
  const words = isOfModel ? placeholderName(fault.text, fault.closed) : conventionFaultWords(fault);
  return `${where}${NBSP}: ${words}`;
}
