import type { Verdict } from '../src/domain/deliverable/events.ts';
import type { Standing } from '../src/domain/deliverable/standing.ts';
import {
  actBlocks,
  liftActions,
  type OwnView,
  type ReserveView,
  reserveLine,
  VERDICT_WORDS,
  verdictActions,
} from './act.ts';
import { card, form, list, notice, run, strong, subtle, text } from './blocks.ts';
import {
  contentActions,
  type DeliverableView,
  deliverableName,
  deliverableTitle,
  SILENCE,
  type StandingTally,
  standingWords,
  tallyWords,
  wholeFacts,
  withdrawnBlocks,
} from './deliverable.ts';
import type { Action, Block, Card } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { count, frDay, frInstant, NBSP, shortLabel } from './words.ts';

/** One deliverable of a list: where the reader's beneficiaries stand or, to MGP and the contractor, where all do. */
export interface ListedView {
  readonly deliverable: DeliverableView;
  readonly own: readonly OwnView[];
  /** Null for somebody who sees their own beneficiaries only. */
  readonly tally: StandingTally | null;
}

export interface DeliverableListView extends PageView {
  readonly items: readonly ListedView[];
  readonly total: number;
  readonly mayHandOver: boolean;
}

/** A beneficiary that has made reserves or refused, to MGP and the contractor. */
export interface ObjectionView {
  readonly commune: string;
  readonly standing: Standing;
  readonly verdict: Verdict;
  readonly number: string;
  readonly reserves: readonly ReserveView[];
  readonly reason: string | null;
  /** Null for the contractor. */
  readonly remark: string | null;
}

export interface DeliverableCardView extends ListedView {
  readonly objections: readonly ObjectionView[];
  /** Former versions: their numbers, when they were handed over. */
  readonly former: readonly { readonly version: number; readonly handedOverOn: string }[];
  readonly mayManage: boolean;
}

/** How many get a button of their own. */
const FEW = 4;
/** Beyond, they are counted: the CSV has them all. */
const MOST_OBJECTIONS = 20;
const ARTICLE = 'Convention, art. 3.';

/** The deliverables that the reader may see, newest first. */
export function deliverableList(view: DeliverableListView): Card {
  const { items, total } = view;
  const blocks =
    total === 0
      ? [notice('info', 'Aucun livrable pour le moment.')]
      : [list(items.map(listedLine)), notice('info', SILENCE)];
  const waiting = items.flatMap(({ deliverable, own }) =>
    own.filter(({ standing }) => standing === 'waiting').map((one) => ({ deliverable, own: one })),
  );
  const toJudge = waiting
    .slice(0, FEW)
    .map(({ deliverable, own }, rank) =>
      run(
        shortLabel(`Valider ${deliverable.number}${own.isOneOfSeveral ? `${NBSP}: ${own.commune}` : ''}`),
        'livrable valider',
        { livrable: deliverable.number, commune: own.communeValue },
        rank === 0 ? 'primary' : 'normal',
      ),
    );
  const toSee = items
    .filter(({ deliverable }) => !waiting.some((one) => one.deliverable === deliverable))
    .slice(0, FEW)
    .map(({ deliverable }) => see(deliverable, `Voir ${deliverable.number}`));
  return card(
    'deliverable-list',
    pageTitle(count(total, 'livrable'), view.page, view.pages),
    [...blocks, subtle(ARTICLE)],
    [
      ...toJudge,
      ...toSee,
      ...(view.mayHandOver
        ? [form('Déposer un livrable', 'livrable deposer'), run('Suivi', 'livrable suivi')]
        : []),
      ...pageActions('livrable liste', view),
    ],
  );
}

/** One deliverable, as its reader may see it. */
export function deliverableCard(view: DeliverableCardView): Card {
  const { deliverable, own, tally } = view;
  const isOpen = deliverable.withdrawn === null;
  return card(
    'deliverable',
    deliverableTitle(deliverable),
    [
      ...withdrawnBlocks(deliverable),
      ...wholeFacts(deliverable),
      ...own.flatMap(ownBlocks),
      ...(tally === null || !isOpen
        ? []
        : [text(`Où en sont les collectivités${NBSP}: ${tallyWords(tally)}.`)]),
      ...objectionBlocks(view.objections),
      ...formerBlocks(view.former),
      ...(isOpen && hasWaiting(view) ? [notice('info', SILENCE)] : []),
      subtle(ARTICLE),
    ],
    [
      ...(isOpen ? own.flatMap((one) => ownActions(deliverable, one)) : []),
      ...contentActions(deliverable),
      ...(view.mayManage && isOpen ? manageActions(deliverable) : []),
    ],
  );
}

function hasWaiting({ own, tally }: ListedView): boolean {
  return (tally?.waiting ?? 0) > 0 || own.some(({ standing }) => standing === 'waiting');
}

function listedLine({ deliverable, own, tally }: ListedView): string {
  const where =
    deliverable.withdrawn !== null
      ? 'retiré'
      : tally !== null
        ? tallyWords(tally)
        : own
            .map(
              ({ commune, standing, isOneOfSeveral }) =>
                `${isOneOfSeveral ? `${commune} ` : ''}${standingWords(standing)}`,
            )
            .join(', ');
  return `${deliverableName(deliverable)}, remis le ${frDay(deliverable.handedOverOn)}${NBSP}: ${where}`;
}

function ownBlocks({ commune, standing, act }: OwnView): readonly Block[] {
  if (act === null)
    return standing === 'waiting' ? [strong(`${commune}${NBSP}: ${standingWords(standing)}`)] : [];
  return [
    strong(
      `${commune}${NBSP}: ${VERDICT_WORDS[act.verdict]} le ${frInstant(act.at)} par ${act.by} (${act.number})`,
    ),
    ...actBlocks(act),
  ];
}

function ownActions(deliverable: DeliverableView, own: OwnView): readonly Action[] {
  return own.act === null ? verdictActions(deliverable, own) : liftActions(deliverable, own, own.act);
}

function objectionBlocks(objections: readonly ObjectionView[]): readonly Block[] {
  if (objections.length === 0) return [];
  const shown = objections.slice(0, MOST_OBJECTIONS);
  const left = objections.length - shown.length;
  return [
    strong('Réserves et refus'),
    list(shown.map(objectionLine)),
    ...(left === 0 ? [] : [text(`Et ${count(left, 'autre')}${NBSP}: l'export du suivi les contient tous.`)]),
  ];
}

/** What was withdrawn keeps what was said of it. */
function objectionLine(objection: ObjectionView): string {
  const { commune, standing, verdict, number, reserves, reason, remark } = objection;
  const said = standing === 'withdrawn' ? VERDICT_WORDS[verdict] : standingWords(standing);
  const details = [
    ...reserves.map(reserveLine),
    ...(reason === null ? [] : [reason]),
    ...(remark === null ? [] : [`Remarque pour la Métropole${NBSP}: ${remark}`]),
  ];
  return `${commune}, ${said} (${number})${NBSP}: ${details.join(' / ')}`;
}

function formerBlocks(former: DeliverableCardView['former']): readonly Block[] {
  if (former.length === 0) return [];
  const lines = former.map(
    ({ version, handedOverOn }) => `version ${version} (remise le ${frDay(handedOverOn)})`,
  );
  return [subtle(`Versions remplacées${NBSP}: ${lines.join(', ')}.`)];
}

function manageActions({ number }: DeliverableView): readonly Action[] {
  const values = { livrable: number };
  return [
    form('Nouvelle version', 'livrable nouvelle-version', values),
    form('Retirer', 'livrable retirer', values, 'danger'),
  ];
}

function see({ number }: DeliverableView, label: string): Action {
  return run(label, 'livrable voir', { livrable: number });
}
