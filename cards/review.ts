import { card, form, list, notice, run, strong, subtle, text } from './blocks.ts';
import { csvText } from './csv.ts';
import type { Action, Block, Card } from './model.ts';
import { andList, count, frInstant, NBSP, ofName, shortName } from './words.ts';

/** What is asked where the programme file asks nothing of its own (règlement, art. 8). */
export const DEFAULT_QUESTIONS: readonly string[] = [
  'Quels usages la solution a-t-elle servis, dans quels services\u202f?',
  "Combien d'agents l'ont utilisée, à quelle fréquence\u202f?",
  "Qu'a-t-elle apporté\u00a0: temps gagné, qualité, confort de travail\u202f?",
  'Quelles difficultés avez-vous rencontrées, et comment ont-elles été levées\u202f?',
  "Les données et la sécurité ont-elles posé question\u202f? Qu'avez-vous décidé\u202f?",
  'La solution répond-elle aux objectifs de départ\u202f? Sur quoi fondez-vous ce jugement\u202f?',
  'Quelles suites envisagez-vous, et que conseilleriez-vous à une autre collectivité\u202f?',
];

/** The retour d'expérience and the evaluation of one beneficiary, as far as they are written. */
export interface ReviewView {
  readonly commune: string;
  readonly communeValue: string;
  /** In order; answers that are not given yet are null. */
  readonly lines: readonly { readonly question: string; readonly answer: string | null }[];
  /** UTC instant of the newest draft; null once sent, and while nothing is written. */
  readonly draftedAt: string | null;
  /** Null while it is not sent. */
  readonly sent: { readonly number: string; readonly at: string; readonly by: string } | null;
  /** Whether the reader speaks for the beneficiary. */
  readonly mayWrite: boolean;
  /** Where a coordinator downloads all that were sent; null for anybody else. */
  readonly csvUrl: string | null;
}

/** The same of a review that was sent. */
export type SentReviewView = ReviewView & { readonly sent: NonNullable<ReviewView['sent']> };

const ARTICLE = 'Règlement, art. 8.';

/** A review as it stands. */
export function reviewCard(view: ReviewView): Card {
  return card(
    'review',
    titleOf(view),
    [stateBlock(view), ...answerBlocks(view), subtle(ARTICLE)],
    [...writeActions(view), ...csvActions(view)],
  );
}

/** What was just typed is kept; nothing leaves yet. `replaced`: ranks of the answers that a colleague had changed too. */
export function reviewSaved(view: ReviewView, replaced: readonly number[]): Card {
  return card(
    'review-saved',
    titleOf(view),
    [
      notice('success', 'Le brouillon est enregistré.'),
      ...replacedBlocks(replaced),
      stateBlock(view),
      ...answerBlocks(view),
      subtle(ARTICLE),
    ],
    writeActions(view),
  );
}

function replacedBlocks(replaced: readonly number[]): readonly Block[] {
  if (replaced.length === 0) return [];
  const which = andList(replaced.map(String));
  const words =
    replaced.length === 1
      ? `Un collègue avait aussi modifié la réponse ${which} entre-temps${NBSP}: la vôtre la remplace.`
      : `Un collègue avait aussi modifié les réponses ${which} entre-temps${NBSP}: les vôtres les remplacent.`;
  return [notice('warning', words)];
}

/** Somebody of the beneficiary has changed the draft since the reader saw it: it is shown again before it leaves. */
export function reviewChanged(view: ReviewView): Card {
  const whole = reviewCard(view);
  const words = "Ce brouillon a changé depuis que vous l'avez relu. Rien n'est parti.";
  return { ...whole, name: 'review-changed', blocks: [notice('warning', words), ...whole.blocks] };
}

/** The receipt of a review, where it was sent. `byMail`: a copy leaves by e-mail too. */
export function reviewSent(view: SentReviewView, byMail: boolean): Card {
  return card('review-sent', `Reçu ${view.sent.number}${NBSP}: bilan ${ofName(shortName(view.commune))}`, [
    stateBlock(view),
    ...answerBlocks(view),
    ...(byMail ? [text('Ce reçu vous est aussi adressé par courriel.')] : []),
    subtle(ARTICLE),
  ]);
}

/** The same receipt, in the mailbox of whoever sent it. */
export function reviewReceiptMail(view: SentReviewView): Card {
  return { ...reviewSent(view, false), name: 'review-receipt-mail' };
}

/** To MGP and to who else speaks for the beneficiary. */
export function reviewTold({ commune, communeValue, sent }: SentReviewView): Card {
  return card(
    'review-told',
    `Bilan transmis${NBSP}: ${shortName(commune)}`,
    [
      notice(
        'info',
        `Le retour d'expérience et l'évaluation ${ofName(commune)} ont été transmis le ${frInstant(sent.at)} par ${sent.by} (n°${NBSP}${sent.number}).`,
      ),
      subtle(ARTICLE),
    ],
    [run('Voir le bilan', 'bilan voir', { commune: communeValue })],
  );
}

/** One review that was sent, for the export. */
export interface ReviewLine {
  readonly track: string;
  readonly commune: string;
  readonly siren: string;
  readonly number: string;
  readonly at: string;
  readonly by: string;
  readonly rank: number;
  readonly question: string;
  readonly answer: string;
}

/** A line for each answer: questions differ from one programme to the next. */
export function reviewCsv(lines: readonly ReviewLine[]): string {
  return csvText([
    ['Parcours', 'Collectivité', 'SIREN', 'Bilan', 'Transmis le', 'Par', 'Rang', 'Question', 'Réponse'],
    ...lines.map(({ track, commune, siren, number, at, by, rank, question, answer }) => [
      ...[track, commune, siren, number, frInstant(at), by, String(rank), question, answer],
    ]),
  ]);
}

function titleOf({ commune }: ReviewView): string {
  return `Bilan${NBSP}: ${shortName(commune)}`;
}

function stateBlock({ lines, draftedAt, sent, mayWrite }: ReviewView): Block {
  if (sent !== null)
    return notice(
      'success',
      `Transmis à la Métropole le ${frInstant(sent.at)} par ${sent.by}. Reçu n°${NBSP}${sent.number}.`,
    );
  if (draftedAt === null) return notice('info', "Rien n'est encore rédigé.");
  if (!mayWrite)
    return notice('info', "Le bilan est en cours de rédaction. Vous le lirez une fois qu'il sera transmis.");
  const given = lines.filter(({ answer }) => answer !== null).length;
  return notice(
    'info',
    `Brouillon du ${frInstant(draftedAt)}${NBSP}: ${count(given, 'réponse')} sur ${lines.length}. Rien n'est transmis tant que vous ne le demandez pas.`,
  );
}

function answerBlocks({ lines, sent, mayWrite }: ReviewView): readonly Block[] {
  if (sent === null && !mayWrite) return [list(lines.map(({ question }) => question))];
  return lines.flatMap(({ question, answer }, index) => [
    strong(`${index + 1}. ${question}`),
    answer === null ? subtle('Sans réponse.') : text(answer),
  ]);
}

function writeActions({ mayWrite, sent, draftedAt, communeValue, lines }: ReviewView): readonly Action[] {
  if (!mayWrite || sent !== null) return [];
  const commune = { commune: communeValue };
  const isWhole = draftedAt !== null && lines.every(({ answer }) => answer !== null);
  return [
    ...(isWhole
      ? [run('Transmettre à la Métropole', 'bilan transmettre', { ...commune, vu: draftedAt }, 'primary')]
      : []),
    form(
      draftedAt === null ? 'Remplir le bilan' : 'Compléter le bilan',
      'bilan',
      commune,
      isWhole ? 'normal' : 'primary',
    ),
  ];
}

function csvActions({ csvUrl }: ReviewView): readonly Action[] {
  return csvUrl === null ? [] : [{ kind: 'link', label: 'Tous les bilans transmis (CSV)', url: csvUrl }];
}
