import type { Verdict } from '../src/domain/deliverable/events.ts';
import type { Standing } from '../src/domain/deliverable/standing.ts';
import { form, list, run, strong, text } from './blocks.ts';
import type { DeliverableView } from './deliverable.ts';
import type { Action, ActionStyle, Block, Values } from './model.ts';
import { frInstant, NBSP, shortLabel } from './words.ts';

/** What a form and a button call each verdict. */
export const VERDICT_VALUES: Readonly<Record<Verdict, string>> = {
  validated: 'valider',
  'with-reserves': 'reserves',
  refused: 'refuser',
};

/** The choice of a verdict. */
export const VERDICT_OPTIONS = [
  { value: VERDICT_VALUES.validated, label: 'Valider' },
  { value: VERDICT_VALUES['with-reserves'], label: 'Valider avec réserves' },
  { value: VERDICT_VALUES.refused, label: 'Refuser' },
] as const;

/** A reserve; ranks count from 1 in the act that made it. */
export interface ReserveView {
  readonly rank: number;
  readonly text: string;
  /** UTC instant; null while it stands. */
  readonly liftedAt: string | null;
}

/** What one beneficiary has said. */
export interface ActView {
  /** `VAL-2026-0012`. */
  readonly number: string;
  readonly version: number;
  readonly verdict: Verdict;
  readonly reserves: readonly ReserveView[];
  readonly reason: string | null;
  /** For the Métropole and the beneficiary itself; null for anybody else. */
  readonly remark: string | null;
  /** Name of who acted. */
  readonly by: string;
  /** How who acted stands to the reader. */
  readonly whose: 'own' | 'colleague' | 'predecessor' | 'other';
  readonly at: string;
}

/** A beneficiary for which the reader may speak, and where it stands. */
export interface OwnView {
  readonly commune: string;
  readonly communeValue: string;
  readonly standing: Standing;
  readonly act: ActView | null;
  /** More than one: buttons name the beneficiary. */
  readonly isOneOfSeveral: boolean;
}

/** What was done, after a name or « a été ». */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  validated: 'validé',
  'with-reserves': 'validé avec réserves',
  refused: 'refusé',
};

/** The three answers; `after`: number of the act that a new one would follow. */
export function verdictActions(
  view: Pick<DeliverableView, 'number' | 'version'>,
  own: Pick<OwnView, 'commune' | 'communeValue' | 'isOneOfSeveral'>,
  after: string | null = null,
): readonly Action[] {
  const label = (words: string) =>
    own.isOneOfSeveral ? shortLabel(`${words}${NBSP}: ${own.commune}`) : words;
  const values = (verdict: Verdict): Values => ({
    livrable: view.number,
    commune: own.communeValue,
    version: String(view.version),
    avis: VERDICT_VALUES[verdict],
    ...(after === null ? {} : { apres: after }),
  });
  const opened = (words: string, verdict: Verdict, style: ActionStyle) =>
    form(label(words), 'livrable valider', values(verdict), style);
  return [
    run(label('Valider'), 'livrable valider', values('validated'), 'primary'),
    opened('Valider avec réserves', 'with-reserves', 'normal'),
    opened('Refuser', 'refused', 'danger'),
  ];
}

/** How many reserves get a button of their own. */
const FEW = 3;

/** The buttons that lift what still stands. */
export function liftActions(
  view: Pick<DeliverableView, 'number'>,
  own: Pick<OwnView, 'communeValue'>,
  act: ActView,
): readonly Action[] {
  const open = act.reserves.filter(({ liftedAt }) => liftedAt === null);
  return open.slice(0, FEW).map(({ rank, text: words }) =>
    run(shortLabel(`Lever la réserve ${rank}${NBSP}: ${words}`), 'livrable lever', {
      livrable: view.number,
      commune: own.communeValue,
      reserve: String(rank),
      acte: act.number,
    }),
  );
}

/** What was said beside the verdict itself. */
export function actBlocks(act: ActView): readonly Block[] {
  return [
    ...(act.reserves.length === 0 ? [] : [strong('Réserves'), list(act.reserves.map(reserveLine))]),
    ...(act.reason === null ? [] : [strong('Motif du refus'), text(act.reason)]),
    ...(act.remark === null ? [] : [strong('Remarque pour la Métropole seulement'), text(act.remark)]),
  ];
}

/** `1. Le texte (levée le 04/03/2026 à 16 h 05)`. */
export function reserveLine({ rank, text: words, liftedAt }: ReserveView): string {
  return `${rank}. ${words}${liftedAt === null ? '' : ` (levée le ${frInstant(liftedAt)})`}`;
}
