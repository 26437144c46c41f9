import { frBytes } from './files.ts';
import type { Form } from './model.ts';
import { count, frInstant, NBSP, quoted } from './words.ts';

/** A page that says one thing. */
export interface PlainPage {
  readonly title: string;
  readonly text: string;
}

/** Who the pages are of. */
export const BRAND = 'Jalon';
export const PROGRAMME = `Programme ${quoted('ApproprIAtion Métropolitaine')}, Métropole du Grand Paris`;

/** The first link of each page, for who goes by keyboard. */
export const SKIP = 'Aller au contenu';

/** The way to everything that one may do, beneath each page. */
export const EVERYTHING_HERE = 'Tout ce que vous pouvez faire';

/** Whose link it is, and until when it opens. */
export function linkOf(email: string | null, untilAt: string): string {
  const whose = email === null ? 'Lien personnel' : `Lien personnel de ${email}`;
  return `${whose}, valable jusqu'au ${frInstant(untilAt)}. Ne le transférez pas.`;
}

/** Above a form that a link opened and that stands for an act: opening a link changes nothing. */
export const NOTHING_YET = `Rien n'est encore enregistré${NBSP}: vérifiez, puis validez.`;

export const NEW_LINK = 'Recevoir un nouveau lien';

/** Where Jalon sends no mail, the other ways to what a link led to. */
const ELSEWHERE = `adressez-vous à Jalon dans votre messagerie, ou écrivez à la coordination de la Métropole.`;

/** One answer for a link that was altered, guessed, has expired, or whose holder is no longer known. */
export function linkGone(canMail: boolean): PlainPage {
  const way = canMail
    ? 'Vous pouvez en recevoir un nouveau par courriel.'
    : `Pour retrouver ce qu'il ouvrait, ${ELSEWHERE}`;
  return {
    title: "Ce lien n'est plus valable",
    text: `Il a expiré, ou l'adresse n'est pas complète. ${way}`,
  };
}

/** Instead of the form that asks for a new link, where no mail can leave. */
export const NO_MAIL: PlainPage = {
  title: NEW_LINK,
  text: `Jalon n'envoie pas de courriel ici${NBSP}: ${ELSEWHERE}`,
};

/** Said whether the address is known or not. */
export const LINK_ASKED: PlainPage = {
  title: 'Demande reçue',
  text:
    'Si cette adresse est enregistrée, un message va y être envoyé. ' +
    `S'il n'arrive pas d'ici quelques minutes, vérifiez le dossier des indésirables, ou écrivez à la coordination de la Métropole.`,
};

/** The records cannot be reached. */
export const UNAVAILABLE: PlainPage = {
  title: 'Service momentanément indisponible',
  text: "Rien n'a été enregistré. Merci de réessayer dans quelques minutes.",
};

/** The same, once what was written in a form is kept as a draft. */
export const UNAVAILABLE_BUT_KEPT: PlainPage = {
  ...UNAVAILABLE,
  text: `${UNAVAILABLE.text} Ce que vous avez écrit est gardé sept jours${NBSP}: vous le retrouverez en rouvrant le formulaire par le lien de votre message. Les fichiers seront à joindre à nouveau.`,
};

/** A request that no page of ours makes. */
export const TOO_LARGE: PlainPage = {
  title: 'Envoi trop volumineux',
  text: "Rien n'a été enregistré. Revenez en arrière, raccourcissez votre texte ou allégez vos fichiers, puis réessayez.",
};
export const NOT_A_FORM: PlainPage = {
  title: 'Envoi non reconnu',
  text: "Rien n'a été enregistré. Revenez en arrière, puis renvoyez le formulaire.",
};

/** Too many pages of one address in a minute. */
export const TOO_MANY: PlainPage = {
  title: 'Trop de demandes',
  text: "Rien n'a été enregistré. Merci de réessayer dans une minute.",
};

/** The address to which a new link goes. */
export function accessForm(typed: string, isWrong: boolean): Form {
  return {
    command: 'acces',
    title: NEW_LINK,
    intro: [
      {
        kind: 'text',
        weight: 'normal',
        text: 'Indiquez votre adresse professionnelle, celle que la Métropole connaît. Le lien vous y sera envoyé.',
      },
    ],
    fields: [
      {
        name: 'courriel',
        label: 'Votre courriel',
        widget: 'email',
        required: true,
        hint: null,
        maxLength: 254,
        options: [],
      },
    ],
    values: { courriel: typed },
    errors: isWrong
      ? { courriel: `Cette adresse n'est pas complète. Exemple${NBSP}: prenom.nom@ville.fr.` }
      : {},
    hidden: {},
    submitLabel: 'Recevoir le lien',
  };
}

/** The line in which any command may be written, as in a conversation. */
export const COMMAND_LINE = {
  title: 'Écrire une commande',
  label: 'Commande',
  hint: `Par exemple${NBSP}: ${quoted('calendrier')}`,
  send: 'Envoyer',
} as const;

/** Beside the label of a field that may stay empty. */
export const OPTIONAL = '(facultatif)';

/** The first choice of a list in which nothing is chosen. */
export const CHOOSE = 'Choisir…';

/** How a day is written. */
export const DAY_FORMAT = 'jj/mm/aaaa';

/** The most that a long text may hold. */
export function atMost(characters: number): string {
  return `${count(characters, 'caractère')} au plus`;
}

/** The most that a field for files takes; `bytes` for all of them together. */
export function atMostFiles(files: number, bytes: number): string {
  return files === 1
    ? `${frBytes(bytes)} au plus`
    : `${count(files, 'fichier')} au plus, ${frBytes(bytes)} en tout`;
}

/** Before a title, when what was sent is refused. */
export function faultyTitle(title: string): string {
  return `Erreur${NBSP}: ${title}`;
}

/** Above the list of what to put right. */
export function toPutRight(faults: number): string {
  return faults === 1
    ? `Une réponse est à corriger. Rien n'a été enregistré${NBSP}:`
    : `${faults}${NBSP}réponses sont à corriger. Rien n'a été enregistré${NBSP}:`;
}

/** Under its field; the word « Erreur » is for those who do not see its colour. */
export function errorText(sentence: string): string {
  return `Erreur${NBSP}: ${sentence}`;
}
