import type { NoticeOutcome } from '../src/domain/convention/events.ts';
import { card, facts, form, notice, subtle, text } from './blocks.ts';
import { type OfCommune, seeObligations } from './convention.ts';
import type { Action, Block, Card } from './model.ts';
import { frDay, NBSP, ofName, shortName } from './words.ts';

/** Said wherever a formal notice is: nothing in a chat sends or replaces the letter. */
const NO_LEGAL_EFFECT = `Seule la lettre recommandée avec accusé de réception a un effet (art. 12)${NBSP}: Jalon ne l'envoie pas, il compte les jours. Ce message n'en a aucun.`;

export interface FormalNoticeView extends OfCommune {
  /** MED-2026-0001. */
  readonly notice: string;
  readonly sentOn: string;
  /** Last of the thirty days. */
  readonly dueOn: string;
  readonly breach: string;
}

/** The letter's thirty days are being counted (art. 12); `isOver`: they had ended when it was recorded. */
export function formalNoticeRecorded(view: FormalNoticeView & { readonly isOver: boolean }): Card {
  const days = view.isOver
    ? `Le délai de trente jours est écoulé depuis le ${frDay(view.dueOn)}.`
    : `Trente jours${NBSP}: jusqu'au ${frDay(view.dueOn)}.`;
  return card(
    'formal-notice-recorded',
    `Mise en demeure ${view.notice}${NBSP}: ${shortName(view.commune)}`,
    [notice('success', `Envoi du ${frDay(view.sentOn)} enregistré. ${days}`), ...noticeBlocks(view)],
    noticeActions(view),
  );
}

/** To coordinators: the thirty days are about to end, or are over. */
export function formalNoticeReminder(view: FormalNoticeView & { readonly isOver: boolean }): Card {
  const sentence = view.isOver
    ? `Le délai de trente jours est écoulé depuis le ${frDay(view.dueOn)}.`
    : `Le délai de trente jours prend fin le ${frDay(view.dueOn)}.`;
  return card(
    'formal-notice-reminder',
    `Mise en demeure ${view.notice}${NBSP}: ${shortName(view.commune)}`,
    [notice(view.isOver ? 'warning' : 'info', sentence), ...noticeBlocks(view)],
    noticeActions(view),
  );
}

/** The choice of how a formal notice ends. */
export const OUTCOME_VALUES: Readonly<Record<NoticeOutcome, string>> = {
  remedied: 'remedie',
  withdrawn: 'sans-suite',
};

export const NOTICE_OUTCOME_OPTIONS = [
  { value: OUTCOME_VALUES.remedied, label: 'Il a été remédié au manquement' },
  { value: OUTCOME_VALUES.withdrawn, label: "La Métropole n'y donne pas suite" },
] as const;

/** A formal notice has ended. */
export function formalNoticeClosed(
  view: FormalNoticeView & { readonly outcome: NoticeOutcome; readonly on: string },
): Card {
  const words =
    view.outcome === 'remedied'
      ? `Il a été remédié au manquement le ${frDay(view.on)}.`
      : `La Métropole n'y donne pas suite${NBSP}: décision du ${frDay(view.on)}.`;
  return card(
    'formal-notice-closed',
    `Mise en demeure ${view.notice}${NBSP}: ${shortName(view.commune)}`,
    [
      notice('success', `${words} La mise en demeure est close.`),
      facts([
        ['Envoyée le', frDay(view.sentOn)],
        ['Manquement', view.breach],
      ]),
      subtle('Convention, art. 12.'),
    ],
    [seeObligations(view)],
  );
}

/** A hearing was held (art. 9). */
export function hearingRecorded(view: OfCommune & { readonly heldOn: string; readonly heard: string }): Card {
  return card(
    'hearing-recorded',
    `Audition ${ofName(shortName(view.commune))}`,
    [
      notice('success', `L'audition du ${frDay(view.heldOn)} est enregistrée.`),
      facts([['Entendus', view.heard]]),
      text("Une décision de fin d'expérimentation vient après l'examen des justificatifs et cette audition."),
      subtle('Convention, art. 9.'),
    ],
    [seeObligations(view)],
  );
}

function noticeBlocks({ breach }: FormalNoticeView): readonly Block[] {
  return [
    facts([['Manquement', breach]]),
    notice('warning', NO_LEGAL_EFFECT),
    subtle('Convention, art. 12.'),
  ];
}

function noticeActions(view: FormalNoticeView): readonly Action[] {
  const commune = { commune: view.communeValue };
  return [
    form('Clore la mise en demeure', 'convention clore-demeure', commune, 'primary'),
    form('Enregistrer une audition', 'convention audition', commune),
    seeObligations(view),
  ];
}
