import { NBSP, quoted } from './words.ts';

/** Said in a public conversation, where nothing else of a case is shown. */
export const PRIVATELY = 'Pour la confidentialité, la suite vous est adressée en message privé.';

/** Said in a public conversation to somebody whom Teams does not let us write to: nothing was done. */
export const WRITE_PRIVATELY =
  `Pour la confidentialité, écrivez à Jalon en message privé${NBSP}: ajoutez-le à vos applications Teams, ` +
  "puis renouvelez votre demande. Rien n'a été enregistré.";

/** In private, to somebody who has joined a file to a message of a team or of a group, where bots are given none. */
export const FILES_PRIVATELY = `Un fichier joint dans une équipe ou dans une conversation de groupe ne parvient pas à Jalon${NBSP}: envoyez-le ici, en message privé.`;

/** Answers a button whose work takes longer than Teams waits; the outcome follows by itself. */
export const IN_PROGRESS = 'Votre demande est en cours… La réponse suivra dans cette conversation.';

/** The same in a dialog over a conversation of other people. */
export const IN_PROGRESS_PRIVATELY =
  'Votre demande est en cours… La réponse suivra dans votre conversation avec Jalon.';

/** Answers a button or a form that Jalon cannot read. */
export const NOT_UNDERSTOOD = `Jalon n'a pas reconnu cette action. Écrivez ${quoted('aide')} pour la liste des commandes.`;

/** Under a required field that was left empty. */
export const REQUIRED_FIELD = 'Ce champ est obligatoire.';

/** The title of one page of a card that several messages carry; `page` counts from 1. */
export function pageTitle(title: string, page: number, pages: number): string {
  return pages === 1 ? title : `${title} (${page}/${pages})`;
}

/** Under a field: the word « Erreur » is for those who do not see its colour. */
export function fieldError(sentence: string): string {
  return `Erreur${NBSP}: ${sentence}`;
}

/** A label and what it stands for, on one line. */
export function labelled(label: string, value: string): string {
  return `${label}${NBSP}: ${value}`;
}

/** How Teams presents the application: names of 30 and 100 characters at most, descriptions of 80 and 4,000. */
export const MANIFEST = {
  developer: 'Métropole du Grand Paris',
  name: 'Jalon, programme ApproprIAtion Métropolitaine',
  short: 'Référents, comités, échéances et signalements du programme.',
  long:
    'Jalon accompagne les communes et les établissements publics territoriaux du programme ' +
    `${quoted('ApproprIAtion Métropolitaine')}${NBSP}: désignation du référent, comités, échéances et livrables, ` +
    'signalements écrits, règles de communication. Les réponses sont privées.',
} as const;
