import { echo } from './words.ts';

/** What a message is about, in French, and the article by which its reader must be told; null where none asks for it. */
export interface Topic {
  readonly name: string;
  readonly article: string | null;
}

const TOPICS: ReadonlyMap<string, Topic> = new Map([
  ['reminder', { name: "Rappel d'échéance", article: null }],
  ['referent-changed', { name: 'Changement de référent', article: 'art. 4' }],
  ['referent-welcome', { name: 'Prise de rôle', article: 'art. 4' }],
  ['referent-farewell', { name: 'Fin de rôle', article: 'art. 4' }],
  ['access-asked', { name: "Demande d'accès", article: 'art. 4' }],
  ['access-declined', { name: "Refus d'une demande d'accès", article: 'art. 4' }],
  ['proposal-made', { name: 'Date proposée', article: 'art. 5' }],
  ['proposal-settled', { name: 'Suite donnée à une date proposée', article: 'art. 5' }],
  ['phase-end-told', { name: 'Date enregistrée', article: 'art. 5' }],
  ['kit-ready', { name: 'Kit de communication', article: null }],
  ['publication-told', { name: 'Publication déclarée', article: null }],
  ['opinion-asked', { name: "Demande d'avis", article: null }],
  ['opinion-reminder', { name: "Rappel d'une demande d'avis", article: null }],
  ['opinion-told', { name: 'Avis rendu', article: null }],
  ['rules-reminder', { name: 'Rappel des règles de communication', article: null }],
  ['access-link', { name: "Lien d'accès", article: null }],
  ['person-unreachable', { name: 'Personne injoignable', article: null }],
  ['outbox-alarm', { name: 'Alerte sur les envois', article: null }],
]);

/** How a topic is called. */
export function topicOf(topic: string): Topic {
  return TOPICS.get(topic) ?? { name: 'Message', article: null };
}

/** Whether the convention asks that the reader be told: such a message is not given up with one press. */
export function isLegal(topic: string): boolean {
  return topicOf(topic).article !== null;
}

/** By what the delivery left as the fault, the first that matches. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^no-channel$/u, 'aucune adresse où écrire à cette personne'],
  [/^person-erased$/u, 'les données de cette personne ont été effacées'],
  [/^render-failed$/u, "le message n'a pas pu être composé, prévenez l'exploitant"],
  [/BotDisabledByAdmin/u, "l'administrateur de Teams a désactivé Jalon"],
  [/rate.?limit|429|too many/iu, "la plateforme demande d'attendre"],
  [
    /deactivated|inactive|disabled|NotInConversationRoster|_not_found|blocked|HTTP 40[34]|answered 40[34]/iu,
    "le compte est désactivé, ou n'a plus accès à Jalon",
  ],
  [/^mail address refused|^not an e-mail address/u, "l'adresse de courriel est refusée"],
  [/^mail put off/u, "le serveur de courriel demande d'attendre"],
  [/^mail server away/u, 'le serveur de courriel ne répond pas'],
  [/^mail /u, "le serveur de courriel n'a pas pris le message"],
  [/^unexpected fault/u, "erreur inattendue, prévenez l'exploitant"],
  [
    /no answer|not answer|cannot be (?:reached|asked)|HTTP 5|answered 5|timed? ?out/iu,
    "la plateforme n'a pas répondu",
  ],
  [
    /invalid_auth|token|not_authed|HTTP 401|login/iu,
    "la plateforme ne reconnaît plus Jalon, prévenez l'exploitant",
  ],
];

/** Why a message did not leave, in French; a word that is not known is repeated as it is. */
export function describeFault(fault: string | null): string {
  if (fault === null) return 'cause inconnue';
  const known = FAULTS.find(([pattern]) => pattern.test(fault));
  return known?.[1] ?? `la plateforme a refusé le message, ${echo(fault)}`;
}
