import type { CommunicationReason } from '../src/domain/kernel/communication-reasons.ts';
import { type Described, fixable, mend, plain } from './fixes.ts';
import { echo, frDay, NBSP, quoted } from './words.ts';

const ARTICLE = 'règlement, art. 9';

/** The French sentence of a refusal about communication: what, why, what next. */
export function communicationRefusal(reason: CommunicationReason): Described {
  switch (reason.code) {
    case 'kit-empty':
      return fixable(
        `Un kit tient en liens ou en fichiers${NBSP}: donnez au moins un lien qui commence par https://, ou un fichier.`,
        [],
        ARTICLE,
      );
    case 'kit-too-large':
      return plain(
        `C'est trop pour un kit${NBSP}: ${reason.mostLinks}${NBSP}liens et ${reason.mostFiles}${NBSP}fichiers au plus, et moins si leurs adresses et leurs noms sont longs. Rassemblez-les dans un dossier en ligne et donnez son adresse.`,
      );
    case 'kit-version-exists': {
      const since = reason.day === null ? '' : `, depuis le ${frDay(reason.day)}`;
      return plain(
        `La version ${echo(reason.version)} de ce kit existe déjà${since}. Donnez un autre numéro de version à ce qui change.`,
      );
    }
    case 'kit-unchanged':
      return plain(
        `Ces liens et ces fichiers sont ceux de la version ${echo(reason.version)}, déjà publiée${NBSP}: rien n'est à annoncer de nouveau.`,
      );
    case 'published-in-future':
      return plain(
        `Le ${frDay(reason.day)} est à venir${NBSP}: une publication se déclare une fois parue. Corrigez la date, ou revenez ce jour-là.`,
      );
    case 'text-missing':
      return plain("Il n'y a rien à lire. Collez le texte dans le champ, ou joignez un fichier.");
    case 'text-or-file':
      return plain("Donnez le texte ou un fichier, l'un des deux. Retirez l'autre.");
    case 'text-unread':
      return plain(unreadSentence(reason));
    case 'unknown-opinion':
      return fixable(
        `Aucune demande d'avis ${echo(reason.typed)} parmi celles que vous pouvez voir. Vérifiez le numéro.`,
        reason.suggestions.map((number) => mend(number, { avis: number })),
      );
    case 'no-communication-contact': {
      const next =
        reason.contact === null
          ? 'Demandez-la à la coordination de la Métropole.'
          : `Écrivez à la coordination${NBSP}: ${reason.contact}.`;
      return fixable(
        `L'adresse de la Direction de la Communication n'est pas encore connue pour ce parcours, la demande ne peut donc pas partir. ${next}`,
        [],
        ARTICLE,
      );
    }
    case 'opinion-comment-needed':
      return plain('Dites en quelques mots ce qui est à modifier, ou votre commentaire.');
  }
}

function unreadSentence({ name, why, max }: Extract<CommunicationReason, { code: 'text-unread' }>): string {
  const file = echo(name);
  switch (why) {
    case 'no-text':
      return `Texte illisible dans ${file}, à vérifier à l'œil${NBSP}: il ne contient que des images. Joignez le document d'origine, ou collez son texte.`;
    case 'encrypted':
      return `Le fichier ${file} est protégé par un mot de passe. Enregistrez-le sans protection, ou collez son texte.`;
    case 'broken':
      return `Le fichier ${file} est abîmé et ne peut pas être lu. Enregistrez-le de nouveau, ou collez son texte.`;
    case 'too-long':
      return `Le texte de ${file} dépasse ${max.toLocaleString('fr-FR')}${NBSP}caractères. Vérifiez-le partie par partie.`;
    case 'too-much':
      return `Le fichier ${file} demande trop de temps ou de mémoire pour être lu. Collez son texte.`;
    case 'not-read':
      return `Le texte d'un fichier comme ${file} ne se lit pas ici. Joignez un fichier ${quoted('.docx')}, ${quoted('.odt')}, ${quoted('.pdf')} ou ${quoted('.txt')}, ou collez le texte.`;
  }
}
