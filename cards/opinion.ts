import type { CheckResult, OpinionVerdict } from '../src/domain/communication/events.ts';
import type { Support } from '../src/domain/communication/supports.ts';
import type { CommunicationReason } from '../src/domain/kernel/communication-reasons.ts';
import { card, facts, form, inFull, notice, run, strong, subtle, text } from './blocks.ts';
import { checkFacts } from './check-result.ts';
import type { Action, Block, Card } from './model.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { frInstant, frLongDay, NBSP, ofName, shortLabel, shortName } from './words.ts';

/** An answer as cards show it. */
export interface OpinionAnswerView {
  readonly verdict: OpinionVerdict;
  /** Null only for a favourable opinion. */
  readonly comment: string | null;
  /** Name of who gave it. */
  readonly by: string;
  /** UTC instant. */
  readonly at: string;
}

/** A draft that was submitted to the Direction de la Communication (règlement, art. 9). */
export interface OpinionView {
  /** `AVI-2026-0001`. */
  readonly number: string;
  readonly commune: string;
  readonly communeValue: string;
  readonly support: Support;
  readonly title: string;
  readonly note: string | null;
  readonly check: CheckResult | null;
  /** `affiche.pdf (1,2 Mo)`. */
  readonly file: string;
  /** Name of who asked. */
  readonly by: string;
  /** UTC instant at which it was asked. */
  readonly at: string;
  /** Who is asked, as the programme file calls them. */
  readonly to: string;
  /** Paris day on which a silence is recalled, ISO. */
  readonly remindedOn: string;
  /** The newest; null while nobody has answered. */
  readonly answer: OpinionAnswerView | null;
}

/** Why the text of a file could not be checked. */
export type Unread = Extract<CommunicationReason, { code: 'text-unread' }>['why'];

/** What a form calls each opinion. */
export const VERDICT_VALUES: Readonly<Record<OpinionVerdict, string>> = {
  favorable: 'favorable',
  changes: 'modifications',
  comment: 'commentaire',
};

const VERDICTS: Readonly<Record<OpinionVerdict, string>> = {
  favorable: 'Favorable',
  changes: 'Favorable avec modifications',
  comment: 'Commentaire',
};

/** The choice of an opinion. */
export const OPINION_OPTIONS = (['favorable', 'changes', 'comment'] as const).map((verdict) => ({
  value: VERDICT_VALUES[verdict],
  label: VERDICTS[verdict],
}));

export const OPINION_ARTICLE = 'Règlement, art. 9.';

const UNREAD: Readonly<Record<Unread, string>> = {
  'no-text': 'le fichier ne contient que des images',
  encrypted: 'le fichier est protégé par un mot de passe',
  broken: 'le fichier est abîmé',
  'too-long': 'le texte est trop long',
  'too-much': 'le fichier demande trop de temps ou de mémoire',
  'not-read': 'un fichier de ce type ne se lit pas ici',
};

/** What was just submitted, and what happens next; `unread`: why its text could not be checked, null where it was. */
export function opinionAsked(view: OpinionView, unread: Unread | null): Card {
  return card(
    'opinion-asked',
    `Demande d'avis ${view.number}${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      notice(
        'success',
        `La demande d'avis ${view.number} est enregistrée le ${frInstant(view.at)}. Elle part par courriel, avec le fichier.`,
      ),
      text(`Destinataire${NBSP}: ${view.to}.`),
      opinionFacts(view),
      ...unreadBlocks(unread),
      text(
        `L'avis vous parviendra ici ou par courriel. Sans réponse, un rappel part après 3 jours ouvrés, le ${frLongDay(view.remindedOn)}.`,
      ),
      subtle(OPINION_ARTICLE),
    ],
    [run("Demandes d'avis", 'avis liste')],
  );
}

/** The newest opinion, to whoever has just given it. */
export function opinionGiven(view: OpinionView, answer: OpinionAnswerView): Card {
  return card(
    'opinion-given',
    `Avis enregistré${NBSP}: ${view.number}`,
    [
      notice('success', `Merci. Votre avis est enregistré et transmis à ${view.commune}.`),
      opinionFacts(view),
      ...answerBlocks(answer),
      subtle(OPINION_ARTICLE),
    ],
    [giveAction(view, "Changer d'avis")],
  );
}

/** The same opinion a second time: nothing was recorded twice. */
export function opinionKnown(view: OpinionView, answer: OpinionAnswerView): Card {
  return card(
    'opinion-known',
    `Déjà enregistré${NBSP}: ${view.number}`,
    [
      notice(
        'info',
        `Cet avis est déjà enregistré, depuis le ${frInstant(answer.at)} (${answer.by}). Rien n'a été enregistré de nouveau.`,
      ),
      ...answerBlocks(answer),
      subtle(OPINION_ARTICLE),
    ],
    [giveAction(view, "Changer d'avis")],
  );
}

/** An opinion, to whoever asked for it and to who speaks for the beneficiary; its comment in full. */
export function opinionTold(view: OpinionView, answer: OpinionAnswerView): Card {
  const isRight = answer.verdict === 'favorable';
  return card(
    'opinion-told',
    `${VERDICTS[answer.verdict]}${NBSP}: ${view.number}`,
    [
      notice(
        isRight ? 'success' : 'info',
        `Réponse du ${frInstant(answer.at)} sur un projet ${ofName(view.commune)} (${answer.by}).`,
      ),
      opinionFacts(view),
      ...answerBlocks(answer),
      subtle(OPINION_ARTICLE),
    ],
    [
      form('Déclarer la publication', 'publication declarer', {
        commune: view.communeValue,
        support: view.support,
        titre: view.title,
      }),
      run("Demandes d'avis", 'avis liste'),
    ],
  );
}

/** What was submitted. */
export function opinionFacts({ support, title, file, note, check }: OpinionView): Block {
  return facts([
    ['Support', SUPPORT_NAMES[support]],
    ['Titre', title],
    ['Fichier', file],
    ['Précisions', note],
    ...checkFacts(check),
  ]);
}

export function unreadBlocks(unread: Unread | null): readonly Block[] {
  return unread === null
    ? []
    : [
        notice(
          'warning',
          `Texte non vérifié${NBSP}: ${UNREAD[unread]}. La mention et les noms restent à relire.`,
        ),
      ];
}

/** What was answered, its comment in full. */
function answerBlocks(answer: OpinionAnswerView): readonly Block[] {
  return [
    strong(`Avis${NBSP}: ${VERDICTS[answer.verdict].toLowerCase()}`),
    ...(answer.comment === null ? [] : [text(answer.comment)]),
  ];
}

/** `favorable avec modifications`, in a sentence. */
export function verdictWords(verdict: OpinionVerdict): string {
  return VERDICTS[verdict].toLowerCase();
}

/** The form in which an opinion is given. */
export function giveAction(
  { number }: Pick<OpinionView, 'number'>,
  label: string,
  style: 'normal' | 'primary' = 'normal',
): Action {
  return form(shortLabel(label), 'avis rendre', { avis: number }, style);
}
