import type { Standing } from '../src/domain/deliverable/standing.ts';
import { facts, inFull, notice, subtle, text } from './blocks.ts';
import type { Action, Block } from './model.ts';
import { count, frDay, frInstant, NBSP, shortName } from './words.ts';

/** Said wherever somebody might take silence for consent (art. 3). */
export const SILENCE = "L'absence de réponse ne vaut pas validation.";

/** What was handed over, as it is shown. */
export type ContentView =
  /** `url`: where the reader downloads it; null where the message brings a link of its own. */
  | { readonly kind: 'file'; readonly label: string; readonly url: string | null }
  | { readonly kind: 'link'; readonly url: string };

/** What every card about a deliverable shows of it. */
export interface DeliverableView {
  /** `LIV-12`. */
  readonly number: string;
  readonly title: string;
  readonly track: string;
  /** Title of the phase. */
  readonly phase: string;
  /** The version to validate, from 1. */
  readonly version: number;
  readonly handedOverOn: string;
  readonly content: ContentView;
  /** SHA-256 (hex) of the file, or of the address. */
  readonly digest: string;
  readonly changes: string | null;
  /** Name of the only beneficiary to which it is addressed, or how many there are. */
  readonly addressed: { readonly count: number; readonly names: readonly string[]; readonly isAll: boolean };
  readonly withdrawn: { readonly reason: string; readonly at: string } | null;
}

/** How many times each standing was reached. */
export type StandingTally = Readonly<Record<Exclude<Standing, 'withdrawn'>, number>>;

const STANDINGS: Readonly<Record<Standing, string>> = {
  waiting: 'en attente de validation',
  validated: 'validé',
  'with-reserves': 'validé avec réserves',
  cleared: 'validé, réserves levées',
  refused: 'refusé',
  withdrawn: 'retiré',
};

/** Where a beneficiary stands, in words. */
export function standingWords(standing: Standing): string {
  return STANDINGS[standing];
}

/** `LIV-12 : Rapport d'audit (version 2)`. */
export function deliverableName({
  number,
  title,
  version,
}: Pick<DeliverableView, 'number' | 'title' | 'version'>): string {
  return `${number}${NBSP}: ${title}${version === 1 ? '' : ` (version ${version})`}`;
}

/** The same as the title of a card, or the label of a choice. */
export function deliverableTitle(view: Pick<DeliverableView, 'number' | 'title' | 'version'>): string {
  return deliverableName({ ...view, title: shortName(view.title) });
}

/** What somebody who is to validate it needs to know. */
export function deliverableFacts(view: DeliverableView): readonly Block[] {
  return [...inFull(view.title), facts(ownFacts(view))];
}

/** The same with to whom it was handed over and what its proof is. */
export function wholeFacts(view: DeliverableView): readonly Block[] {
  return [
    ...inFull(view.title),
    facts([...ownFacts(view), ['Parcours', view.track], ['Adressé à', addressedWords(view)]]),
    ...digestBlocks(view),
  ];
}

function ownFacts({
  phase,
  handedOverOn,
  content,
  changes,
}: DeliverableView): (readonly [string, string | null])[] {
  return [
    ['Étape', phase],
    ['Remis le', frDay(handedOverOn)],
    content.kind === 'file' ? ['Fichier', content.label] : ['Lien', content.url],
    ['Ce qui change', changes],
  ];
}

/** The hash by which anybody can check that what they hold is what was validated. */
export function digestBlocks({
  content,
  digest,
}: Pick<DeliverableView, 'content' | 'digest'>): readonly Block[] {
  const what = content.kind === 'file' ? 'du fichier' : "de l'adresse (le contenu d'un lien peut changer)";
  return [text(`Empreinte SHA-256 ${what}${NBSP}:`), subtle(grouped(digest))];
}

/** By eights, so that a phone can break the line. */
function grouped(digest: string): string {
  return digest.replaceAll(/(.{8})(?=.)/gu, '$1 ');
}

/** Withdrawn deliverables are no longer to be validated: said first. */
export function withdrawnBlocks({ withdrawn }: DeliverableView): readonly Block[] {
  return withdrawn === null
    ? []
    : [notice('warning', `Retiré le ${frInstant(withdrawn.at)}${NBSP}: ${withdrawn.reason}`)];
}

/** Where it is read. */
export function contentActions({ content }: DeliverableView): readonly Action[] {
  if (content.kind === 'link') return [{ kind: 'link', label: 'Ouvrir le lien', url: content.url }];
  return content.url === null ? [] : [{ kind: 'link', label: 'Télécharger', url: content.url }];
}

/** `3 en attente, 1 validé, 1 refusé`, what nobody has reached left out. */
export function tallyWords(tally: StandingTally): string {
  const parts = [
    ...(tally.waiting === 0 ? [] : [`${tally.waiting}${NBSP}en attente`]),
    ...(tally.validated + tally.cleared === 0
      ? []
      : [count(tally.validated + tally.cleared, 'validation', 'validations')]),
    ...(tally['with-reserves'] === 0 ? [] : [`${tally['with-reserves']}${NBSP}avec réserves`]),
    ...(tally.refused === 0 ? [] : [count(tally.refused, 'refus', 'refus')]),
  ];
  return parts.length === 0 ? 'personne à qui il soit adressé' : parts.join(', ');
}

function addressedWords({ addressed }: DeliverableView): string {
  if (addressed.isAll) return `toutes les collectivités du parcours (${addressed.count})`;
  return addressed.names.length <= 3
    ? addressed.names.join(', ')
    : `${addressed.names.slice(0, 3).join(', ')} et ${count(addressed.names.length - 3, 'autre')}`;
}
