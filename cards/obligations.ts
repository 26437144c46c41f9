import type { DataNature } from '../src/domain/convention/events.ts';
import type { ObligationState } from '../src/domain/convention/register.ts';
import { card, form, inFull, list, run, strong, subtle } from './blocks.ts';
import { type LightView, lightBlock } from './light.ts';
import type { Action, Block, Card } from './model.ts';
import { count, frDay, frInstant, NBSP, shortName } from './words.ts';

/** What an obligation's proof says, in the terms of the records, people by name. */
export type ProofView =
  | { readonly kind: 'signatures'; readonly beneficiaryOn: string | null; readonly mgpOn: string | null }
  | { readonly kind: 'option'; readonly option: string | null }
  | { readonly kind: 'referent'; readonly name: string | null; readonly number: string | null }
  | {
      readonly kind: 'data-act';
      readonly nature: DataNature | null;
      readonly signedOn: string | null;
    }
  | {
      readonly kind: 'transfer';
      readonly clause: 'due' | 'on-request';
      readonly nature: DataNature | null;
      readonly signedOn: string | null;
      readonly requestedOn: string | null;
    }
  | { readonly kind: 'deliverables'; readonly waiting: number; readonly late: number; readonly total: number }
  | {
      readonly kind: 'citizens';
      readonly count: number;
      readonly number: string | null;
      readonly publishedOn: string | null;
    }
  | { readonly kind: 'avenants'; readonly count: number; readonly lastOn: string | null }
  | {
      readonly kind: 'notice';
      readonly notice: string | null;
      readonly sentOn: string | null;
      readonly closedOn: string | null;
    }
  | { readonly kind: 'hearing'; readonly heldOn: string | null }
  | { readonly kind: 'review'; readonly number: string | null; readonly draftedAt: string | null };

export interface ObligationView {
  readonly state: ObligationState;
  readonly dueOn: string | null;
  readonly proof: ProofView;
}

export interface ObligationsView extends LightView {
  readonly commune: string;
  readonly communeValue: string;
  readonly obligations: readonly ObligationView[];
  readonly isCoordinator: boolean;
  /** Whether the reader speaks for the beneficiary. */
  readonly isOwn: boolean;
}

const TITLES: Readonly<Record<ProofView['kind'], readonly [title: string, article: string]>> = {
  option: ['Choisir une expérimentation', 'art. 1'],
  signatures: ['Convention signée par toutes les parties', 'art. 2'],
  deliverables: ['Valider les livrables', 'art. 3'],
  citizens: ['Informer les habitants et parties prenantes', 'art. 3'],
  referent: ['Désigner un référent', 'art. 4'],
  'data-act': ['Acte spécifique avant tout partage de données', 'art. 8'],
  transfer: ["Transfert des données au terme de l'expérimentation", 'art. 8'],
  hearing: ['Audition avant toute sanction', 'art. 9'],
  avenants: ['Avenants', 'art. 11'],
  notice: ['Mise en demeure', 'art. 12'],
  review: ["Retour d'expérience et évaluation", 'règlement, art. 8'],
};

/** In the order in which people look for them. */
const GROUPS: readonly (readonly [ObligationState, string])[] = [
  ['late', 'En retard'],
  ['todo', 'À faire'],
  ['ongoing', 'En cours'],
  ['done', 'Fait'],
  ['none', 'Sans objet'],
];

const NO_DATA = 'aucune donnée partagée';
const NATURES = { temporary: 'temporaire', final: 'définitif', none: NO_DATA } as const;

/** The obligations of one beneficiary's convention, what is late first. */
export function obligationsCard(view: ObligationsView): Card {
  return card(
    'obligations',
    `Obligations${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      lightBlock(view),
      ...GROUPS.flatMap(([state, title]) => group(view.obligations, state, title)),
      subtle("Un message n'a pas valeur de lettre recommandée (art. 12) ni d'avenant (art. 11)."),
    ],
    actionsFor(view),
  );
}

function group(
  obligations: readonly ObligationView[],
  state: ObligationState,
  title: string,
): readonly Block[] {
  const lines = obligations.filter((one) => one.state === state).map(obligationLine);
  return lines.length === 0 ? [] : [strong(title), list(lines)];
}

/** `Désigner un référent (art. 4), au plus tard le 01/12/2025 : Amina Diallo (REF-2026-0001)`. */
function obligationLine({ state, dueOn, proof }: ObligationView): string {
  const [title, article] = TITLES[proof.kind];
  const isOpen = state === 'todo' || state === 'late' || state === 'ongoing';
  const due = dueOn === null || !isOpen ? '' : `, au plus tard le ${frDay(dueOn)}`;
  const words = proofWords(proof);
  return `${title} (${article})${due}${words === '' ? '' : `${NBSP}: ${words}`}`;
}

/** What an obligation is called, for a table. */
export function obligationTitle(kind: ProofView['kind']): string {
  return TITLES[kind][0];
}

function proofWords(proof: ProofView): string {
  switch (proof.kind) {
    case 'signatures':
      return joined([
        proof.beneficiaryOn === null ? null : `collectivité le ${frDay(proof.beneficiaryOn)}`,
        proof.mgpOn === null ? null : `Métropole le ${frDay(proof.mgpOn)}`,
      ]);
    case 'option':
      return proof.option ?? '';
    case 'referent':
      return joined([proof.name, proof.number]);
    case 'data-act':
      return joined([
        proof.nature === null ? null : NATURES[proof.nature],
        proof.signedOn === null
          ? null
          : `${proof.nature === 'none' ? 'constaté le' : 'le'} ${frDay(proof.signedOn)}`,
      ]);
    case 'transfer':
      return joined([
        proof.requestedOn !== null
          ? `demandé par la Métropole le ${frDay(proof.requestedOn)}`
          : proof.clause === 'due'
            ? 'la convention le prévoit'
            : 'si la Métropole le demande',
        proof.nature === 'none' ? NO_DATA : null,
        proof.signedOn === null
          ? null
          : `${proof.nature === 'none' ? 'constaté le' : 'acte du'} ${frDay(proof.signedOn)}`,
      ]);
    case 'deliverables':
      return proof.total === 0
        ? ''
        : joined([
            count(proof.total, 'livrable'),
            proof.waiting === 0 ? null : `${proof.waiting} en attente`,
            proof.late === 0 ? null : `dont ${proof.late} au-delà du délai indicatif`,
          ]);
    case 'citizens':
      return proof.publishedOn === null
        ? ''
        : `${count(proof.count, 'publication')}, la dernière le ${frDay(proof.publishedOn)} (${proof.number})`;
    case 'avenants':
      return proof.lastOn === null
        ? ''
        : `${count(proof.count, 'avenant')}, le dernier du ${frDay(proof.lastOn)}`;
    case 'notice':
      return joined([
        proof.notice,
        proof.sentOn === null ? null : `lettre du ${frDay(proof.sentOn)}`,
        proof.closedOn === null ? null : `close le ${frDay(proof.closedOn)}`,
      ]);
    case 'hearing':
      return proof.heldOn === null ? '' : `tenue le ${frDay(proof.heldOn)}`;
    case 'review':
      return joined([
        proof.number,
        proof.number !== null || proof.draftedAt === null
          ? null
          : `brouillon du ${frInstant(proof.draftedAt)}`,
      ]);
  }
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}

function actionsFor({ communeValue, isCoordinator, isOwn, obligations }: ObligationsView): readonly Action[] {
  const commune = { commune: communeValue };
  const isOpen = (kind: ProofView['kind']) =>
    obligations.some(({ proof, state }) => proof.kind === kind && state !== 'done' && state !== 'none');
  const publishing =
    isOpen('citizens') && (isOwn || isCoordinator)
      ? [form('Déclarer une publication', 'publication declarer', commune)]
      : [];
  const own = [
    ...(isOwn && isOpen('deliverables') ? [run('Livrables à valider', 'livrable liste')] : []),
    ...(isOwn && isOpen('review') ? [form('Remplir le bilan', 'bilan', commune)] : []),
  ];
  const theirs = [
    ...(isOpen('signatures') || isOpen('option')
      ? [form('Signatures et choix', 'convention signer', commune)]
      : []),
    ...(isOpen('data-act') || isOpen('transfer')
      ? [form('Acte sur les données', 'convention acte-donnees', commune)]
      : []),
    form('Avenant', 'convention avenant', commune),
    // Of one that stands, what comes next is asked for: another would be refused.
    ...(isOpen('notice')
      ? [
          form('Clore la mise en demeure', 'convention clore-demeure', commune),
          form('Enregistrer une audition', 'convention audition', commune),
        ]
      : [form('Mise en demeure', 'convention mise-en-demeure', commune)]),
  ];
  return [...own, ...publishing, ...(isCoordinator ? theirs : []), run('Calendrier', 'calendrier', commune)];
}
