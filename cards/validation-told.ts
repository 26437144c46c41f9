import type { Verdict } from '../src/domain/deliverable/events.ts';
import { type ActView, actBlocks, type ReserveView, VERDICT_WORDS } from './act.ts';
import { card, facts, list, notice, run, subtle, text } from './blocks.ts';
import { type DeliverableView, deliverableName } from './deliverable.ts';
import type { Card } from './model.ts';
import { count, frInstant, NBSP, shortLabel } from './words.ts';

const ARTICLE = 'Convention, art. 3.';

/** To MGP, to the contractor (without the remark) and to who else speaks for the beneficiary. */
export function judgementTold(view: DeliverableView, commune: string, act: ActView): Card {
  const tone = act.verdict === 'validated' ? 'success' : 'warning';
  return card(
    'judgement-told',
    shortLabel(`${VERDICT_TITLES[act.verdict]} par ${commune}${NBSP}: ${view.number}`),
    [
      notice(tone, `${commune}${NBSP}: ${VERDICT_WORDS[act.verdict]} le ${frInstant(act.at)} par ${act.by}.`),
      facts([
        ['Livrable', deliverableName(view)],
        ['Reçu', act.number],
      ]),
      ...actBlocks(act),
      subtle(ARTICLE),
    ],
    [run('Voir le livrable', 'livrable voir', { livrable: view.number })],
  );
}

/** One line of several acts told at once. */
export interface ToldActView {
  readonly deliverable: DeliverableView;
  readonly commune: string;
  readonly act: ActView;
}

/** Several acts in one message. */
export function judgementsTold(all: readonly ToldActView[]): Card {
  const lines = all.map(
    ({ deliverable, commune, act }) =>
      `${commune}, ${deliverableName(deliverable)}${NBSP}: ${VERDICT_WORDS[act.verdict]} le ${frInstant(act.at)} (${act.number})`,
  );
  return card(
    'judgements-told',
    count(all.length, 'livrable traité', 'livrables traités'),
    [list(lines), subtle(ARTICLE)],
    [run('Voir les livrables', 'livrable liste')],
  );
}

/** To MGP and the contractor. */
export function reserveLiftedTold(
  view: DeliverableView,
  commune: string,
  reserve: Pick<ReserveView, 'rank' | 'text'>,
): Card {
  return card(
    'reserve-lifted-told',
    shortLabel(`Réserve levée par ${commune}${NBSP}: ${view.number}`),
    [
      text(`${commune} a levé sa réserve n°${NBSP}${reserve.rank} sur ${deliverableName(view)}.`),
      text(reserve.text),
      subtle(ARTICLE),
    ],
    [run('Voir le livrable', 'livrable voir', { livrable: view.number })],
  );
}

const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  validated: 'Validé',
  'with-reserves': 'Validé avec réserves',
  refused: 'Refusé',
};
