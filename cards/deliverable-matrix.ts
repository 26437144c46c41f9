import type { Standing } from '../src/domain/deliverable/standing.ts';
import { card, list, notice, run, subtle, text } from './blocks.ts';
import { csvText } from './csv.ts';
import { SILENCE, standingWords } from './deliverable.ts';
import type { Block, Card, Values } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { andList, count, frDay, frInstant, NBSP, THIN } from './words.ts';

/** Where one beneficiary stands with one deliverable; null where it is not addressed to it. */
export interface CellView {
  readonly standing: Standing;
  /** Working days since it was handed over, while it waits; 0 else. */
  readonly waitedDays: number;
  readonly isLate: boolean;
  /** Reserves that still stand. */
  readonly openReserves: number;
}

export interface MatrixView extends PageView {
  readonly track: string;
  /** Numbers of the deliverables, in the order of the columns. */
  readonly columns: readonly string[];
  /** How many more deliverables there are than columns. */
  readonly hidden: number;
  readonly rows: readonly { readonly commune: string; readonly cells: readonly (CellView | null)[] }[];
  readonly total: number;
  readonly late: LateView;
  readonly csvUrl: string;
  /** What the buttons that turn pages carry. */
  readonly values: Values;
}

export interface LateView {
  readonly communes: number;
  readonly deliverables: number;
  /** From how many working days on a beneficiary is late. */
  readonly fromDays: number;
}

const ARTICLE = 'Convention, art. 3.';

/** Beneficiaries × deliverables, to coordinators. */
export function deliverableMatrix(view: MatrixView): Card {
  const { columns, rows, late } = view;
  const title = pageTitle(`Suivi des livrables${NBSP}: ${view.track}`, view.page, view.pages);
  if (columns.length === 0)
    return card('deliverable-matrix', title, [notice('info', 'Aucun livrable à valider pour le moment.')]);
  return card(
    'deliverable-matrix',
    title,
    [
      lateBlock(late),
      {
        kind: 'table',
        columns: ['Collectivité', ...columns],
        rows: rows.map(({ commune, cells }) => [commune, ...cells.map(cellWords)]),
      },
      ...(view.hidden === 0
        ? []
        : [
            text(
              `Les ${columns.length} derniers livrables${THIN}; l'export contient aussi ${view.hidden === 1 ? "l'autre" : `les ${view.hidden} autres`}.`,
            ),
          ]),
      notice('info', SILENCE),
      subtle(ARTICLE),
    ],
    [
      ...(late.communes === 0
        ? []
        : [run(chaseLabel(late.communes), 'livrable relancer', view.values, 'primary')]),
      { kind: 'link', label: 'Exporter (CSV)', url: view.csvUrl },
      ...pageActions('livrable suivi', view, view.values),
    ],
  );
}

function lateBlock({ communes, deliverables, fromDays }: LateView): Block {
  if (communes === 0) return notice('success', 'Aucune validation en retard.');
  return notice(
    'warning',
    `${count(communes, 'collectivité')} en attente depuis ${count(fromDays, 'jour ouvré', 'jours ouvrés')} ou plus, sur ${count(deliverables, 'livrable')}.`,
  );
}

function chaseLabel(communes: number): string {
  return communes === 1 ? 'Relancer la collectivité en retard' : `Relancer les ${communes} en retard`;
}

function cellWords(cell: CellView | null): string {
  if (cell === null) return '–';
  switch (cell.standing) {
    case 'waiting':
      return `en attente (${cell.waitedDays}${NBSP}j)`;
    case 'with-reserves':
      return `réserves (${cell.openReserves})`;
    default:
      return standingWords(cell.standing);
  }
}

/** One line of the export: one beneficiary, one version of one deliverable. */
export interface MatrixLine {
  readonly track: string;
  readonly commune: string;
  readonly siren: string;
  readonly deliverable: string;
  readonly title: string;
  readonly version: number;
  readonly handedOverOn: string;
  readonly standing: Standing;
  readonly waitedDays: number | null;
  readonly number: string | null;
  readonly at: string | null;
  readonly by: string | null;
  readonly reserves: readonly string[];
  readonly reason: string | null;
  readonly remark: string | null;
  readonly chasedAt: string | null;
  readonly digest: string;
}

/** The same as a spreadsheet opens it, with everything. */
export function deliverableCsv(lines: readonly MatrixLine[]): string {
  const header = [
    ...['Parcours', 'Collectivité', 'SIREN', 'Livrable', 'Titre', 'Version', 'Remis le', 'État'],
    ...["Jours ouvrés d'attente", 'Reçu', 'Le', 'Par', 'Réserves', 'Motif du refus'],
    ...['Remarque pour la Métropole', 'Dernière relance', 'Empreinte SHA-256'],
  ];
  return csvText([
    header,
    ...lines.map((line) => [
      line.track,
      line.commune,
      line.siren,
      line.deliverable,
      line.title,
      String(line.version),
      frDay(line.handedOverOn),
      standingWords(line.standing),
      line.waitedDays === null ? '' : String(line.waitedDays),
      line.number ?? '',
      line.at === null ? '' : frInstant(line.at),
      line.by ?? '',
      line.reserves.join('\n'),
      line.reason ?? '',
      line.remark ?? '',
      line.chasedAt === null ? '' : frInstant(line.chasedAt),
      line.digest,
    ]),
  ]);
}

/** One beneficiary that would be reminded. */
export interface ChasedView {
  readonly commune: string;
  /** Numbers. */
  readonly deliverables: readonly string[];
  /** Names; empty where nobody can be reminded. */
  readonly people: readonly string[];
}

/** Who would be reminded of what, before anything leaves. */
export function chasePreview(chased: readonly ChasedView[], people: number, values: Values): Card {
  return card(
    'chase-preview',
    `Relancer${NBSP}: ${count(chased.length, 'collectivité')}`,
    [
      list(chased.map(chasedLine)),
      text(
        people === 0
          ? "Aucune de ces collectivités n'a de référent nominatif à qui écrire."
          : `${count(people, 'personne recevra', 'personnes recevront')} un message. Rien n'est encore parti.`,
      ),
      notice('info', SILENCE),
    ],
    [
      ...(people === 0
        ? [run('Référents manquants', 'referent manquants')]
        : [run('Relancer', 'livrable relancer', { ...values, confirme: 'oui' }, 'primary')]),
      run('Annuler', 'annuler', { objet: 'relance' }),
    ],
  );
}

/** They are on their way, within the hours of reminders. */
export function chased(communes: number, people: number): Card {
  return card(
    'chased',
    'Relance enregistrée',
    [
      notice(
        'success',
        `${count(people, 'personne est relancée', 'personnes sont relancées')} pour ${count(communes, 'collectivité')}. Les messages partent pendant les heures de rappel, de 8${NBSP}h à 19${NBSP}h les jours ouvrés.`,
      ),
    ],
    [run('Suivi des livrables', 'livrable suivi')],
  );
}

function chasedLine({ commune, deliverables, people }: ChasedView): string {
  const who = people.length === 0 ? 'personne à qui écrire' : andList(people);
  return `${commune}, ${andList(deliverables)}${NBSP}: ${who}`;
}
