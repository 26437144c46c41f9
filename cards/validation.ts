import type { Verdict } from '../src/domain/deliverable/events.ts';
import {
  type ActView,
  actBlocks,
  liftActions,
  type OwnView,
  type ReserveView,
  VERDICT_WORDS,
  verdictActions,
} from './act.ts';
import { card, facts, form, notice, run, subtle, text } from './blocks.ts';
import {
  contentActions,
  type DeliverableView,
  deliverableFacts,
  deliverableName,
  deliverableTitle,
  digestBlocks,
  SILENCE,
} from './deliverable.ts';
import type { Block, Card } from './model.ts';
import { count, frInstant, NBSP, ofName, THIN } from './words.ts';

const ARTICLE = 'Convention, art. 3.';

/** Asks a beneficiary what it says of a deliverable. */
export function askVerdict(view: DeliverableView, own: OwnView): Card {
  return card(
    'ask-verdict',
    `À valider${NBSP}: ${deliverableTitle(view)}`,
    [
      text(`Que dit ${own.commune} de ce livrable${THIN}? La réponse est un acte de la collectivité.`),
      ...deliverableFacts(view),
      notice('info', SILENCE),
      subtle(ARTICLE),
    ],
    [...verdictActions(view, own, own.act?.number ?? null), ...contentActions(view)],
  );
}

/** The receipt of an act, where it was done: a copy leaves by e-mail. */
export function judged(view: DeliverableView, own: OwnView, act: ActView): Card {
  return receipt(
    'deliverable-judged',
    [view, own, act],
    [text('Ce reçu vous est aussi adressé par courriel.')],
  );
}

/** The same receipt, in the mailbox of whoever acted. */
export function receiptMail(view: DeliverableView, own: OwnView, act: ActView): Card {
  return receipt('receipt-mail', [view, own, act], []);
}

function receipt(
  name: string,
  [view, own, act]: readonly [DeliverableView, OwnView, ActView],
  more: readonly Block[],
): Card {
  return card(
    name,
    `Reçu ${act.number}${NBSP}: ${deliverableTitle(view)}`,
    [
      notice('success', receiptSentence(view, act)),
      ...actBlocks(act),
      facts([
        ['Collectivité', own.commune],
        ['Livrable', deliverableName(view)],
      ]),
      ...digestBlocks(view),
      ...more,
      subtle(ARTICLE),
    ],
    [...liftActions(view, own, act), run('Voir le livrable', 'livrable voir', { livrable: view.number })],
  );
}

/** Somebody of the beneficiary was faster, or the reader has answered before. A change of mind is a new act. */
export function alreadyJudged(view: DeliverableView, own: OwnView, act: ActView): Card {
  return card(
    'already-judged',
    `Déjà traité${NBSP}: ${deliverableTitle(view)}`,
    [
      notice('info', `${alreadySentence(view, act)} Aucune action n'est nécessaire.`),
      ...actBlocks(act),
      text(
        `Reçu n°${NBSP}${act.number}. Si la collectivité change d'avis, un nouvel acte est enregistré${THIN}; celui-ci reste au journal.`,
      ),
      subtle(ARTICLE),
    ],
    [
      ...liftActions(view, own, act),
      form("Changer d'avis", 'livrable valider', {
        livrable: view.number,
        commune: own.communeValue,
        version: String(view.version),
        apres: act.number,
      }),
      ...contentActions(view),
    ],
  );
}

/** A reserve was lifted, where it was. */
export function reserveLifted(view: DeliverableView, own: OwnView, act: ActView, reserve: ReserveView): Card {
  const left = act.reserves.filter(({ liftedAt }) => liftedAt === null).length;
  const rest =
    left === 0
      ? `Toutes les réserves ${ofName(own.commune)} sont levées.`
      : `${count(left, 'réserve reste', 'réserves restent')} à lever.`;
  return card(
    'reserve-lifted',
    `Réserve levée${NBSP}: ${deliverableTitle(view)}`,
    [
      notice('success', `La réserve n°${NBSP}${reserve.rank} ${ofName(own.commune)} est levée. ${rest}`),
      text(reserve.text),
      subtle(`Reçu ${act.number}. ${ARTICLE}`),
    ],
    [...liftActions(view, own, act), run('Voir le livrable', 'livrable voir', { livrable: view.number })],
  );
}

/** The same of a version. */
const VERDICT_WORDS_OF_IT: Readonly<Record<Verdict, string>> = {
  validated: 'validée',
  'with-reserves': 'validée avec réserves',
  refused: 'refusée',
};

const DONE: Readonly<Record<Verdict, string>> = {
  validated: 'Votre validation',
  'with-reserves': 'Votre validation avec réserves',
  refused: 'Votre refus',
};

function receiptSentence(view: DeliverableView, act: ActView): string {
  const what = `${view.number} (version ${act.version})`;
  const is = act.verdict === 'refused' ? 'enregistré' : 'enregistrée';
  return `${DONE[act.verdict]} de ${what} est ${is} le ${frInstant(act.at)}. Reçu n°${NBSP}${act.number}.`;
}

function alreadySentence({ version }: DeliverableView, act: ActView): string {
  const by: Readonly<Record<ActView['whose'], string>> = {
    own: 'vous',
    colleague: act.by,
    predecessor: `votre prédécesseur (${act.by})`,
    other: act.by,
  };
  const which = version === 1 ? 'Ce livrable' : `La version ${version} de ce livrable`;
  const done = version === 1 ? VERDICT_WORDS[act.verdict] : VERDICT_WORDS_OF_IT[act.verdict];
  return `${which} a été ${done} par ${by[act.whose]} le ${frInstant(act.at)}.`;
}
