import { card, form, notice, strong, subtle, text } from './blocks.ts';
import { checkWords } from './check-result.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { giveAction, OPINION_ARTICLE, type OpinionView, verdictWords } from './opinion.ts';
import { type PageView, pageActions } from './paging.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { pageTitle } from './teams.ts';
import { count, frInstant, NBSP, quoted, shortLabel } from './words.ts';

/** What has become of the mail that asks. */
export type AskingMail = 'left' | 'waiting' | 'failed';

export interface ListedOpinionView extends OpinionView {
  /** Where its file is downloaded. */
  readonly fileUrl: string;
  /** Working days since it was asked. */
  readonly workingDays: number;
  readonly mail: AskingMail;
}

export interface OpinionListView extends PageView {
  readonly items: readonly ListedOpinionView[];
  readonly total: number;
  readonly waiting: number;
  /** What the buttons that turn pages carry. */
  readonly values: Values;
  /** Whether the reader may answer from here. */
  readonly mayGive: boolean;
}

/** The opinions that were asked for, as far as the reader may see them: those that wait first. */
export function opinionList(view: OpinionListView): Card {
  const { items, total, waiting, mayGive } = view;
  return card(
    'opinion-list',
    pageTitle(
      total === 0 ? "Demandes d'avis" : count(total, "demande d'avis", "demandes d'avis"),
      view.page,
      view.pages,
    ),
    [
      ...(total === 0 ? [notice('info', "Aucune demande d'avis.")] : []),
      ...(waiting === 0
        ? []
        : [notice('info', `${count(waiting, 'demande attend', 'demandes attendent')} une réponse.`)]),
      ...items.flatMap(itemBlocks),
      subtle(OPINION_ARTICLE),
    ],
    [
      form('Demander un avis', 'avis demander', {}, 'primary'),
      ...(mayGive ? items.filter(({ answer }) => answer === null).map(giveHere) : []),
      ...items.map(fileLink),
      ...pageActions('avis liste', view, view.values),
    ],
  );
}

function itemBlocks(item: ListedOpinionView): readonly Block[] {
  const { number, commune, support, title, check, answer } = item;
  return [
    strong(`${number}, ${commune}${NBSP}: ${SUPPORT_NAMES[support].toLowerCase()} ${quoted(title)}`),
    text(`Demandé le ${frInstant(item.at)} par ${item.by}, ${checkWords(check)}. ${standing(item)}`),
    ...(answer === null || answer.comment === null ? [] : [text(answer.comment)]),
  ];
}

function standing({ answer, to, workingDays, mail }: ListedOpinionView): string {
  if (answer !== null)
    return `Réponse du ${frInstant(answer.at)}${NBSP}: ${verdictWords(answer.verdict)} (${answer.by}).`;
  const since = workingDays === 0 ? '' : ` depuis ${count(workingDays, 'jour ouvré', 'jours ouvrés')}`;
  return `En attente${since} (${to}).${MAIL[mail]}`;
}

const MAIL: Readonly<Record<AskingMail, string>> = {
  left: '',
  waiting: " Le courriel n'est pas encore parti. Les essais sont automatiques.",
  failed: " Le courriel n'a pas pu partir. Voyez avec la coordination.",
};

function giveHere(item: ListedOpinionView): Action {
  return giveAction(item, `Rendre un avis${NBSP}: ${item.number}`);
}

function fileLink({ number, file, fileUrl }: ListedOpinionView): Action {
  return { kind: 'link', label: shortLabel(`${number}${NBSP}: ${file}`), url: fileUrl };
}
