import { card, form, list, notice, subtle } from './blocks.ts';
import { checkWords } from './check-result.ts';
import { csvText } from './csv.ts';
import type { Action, Card, Values } from './model.ts';
import { type PageView, pageActions } from './paging.ts';
import { AUDIENCES, PUBLICATION_ARTICLE, type PublicationView } from './publication.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { pageTitle } from './teams.ts';
import { count, frDay, frInstant, NBSP, quoted, shortLabel } from './words.ts';

export interface PublicationListView extends PageView {
  readonly items: readonly PublicationView[];
  readonly total: number;
  /** What was asked for, as the buttons that turn pages carry it. */
  readonly values: Values;
  /** Where a coordinator downloads them all; null for anybody else. */
  readonly csvUrl: string | null;
}

/** How many get a link of their own. */
const FEW = 4;

/** The publications that the reader may see, newest first. */
export function publicationList(view: PublicationListView): Card {
  const { items, total, csvUrl } = view;
  return card(
    'publication-list',
    pageTitle(total === 0 ? 'Publications' : count(total, 'publication'), view.page, view.pages),
    [
      total === 0 ? notice('info', 'Aucune publication déclarée.') : list(items.map(line)),
      subtle(PUBLICATION_ARTICLE),
    ],
    [
      form('Déclarer une publication', 'publication declarer', {}, 'primary'),
      ...items.flatMap(linked).slice(0, FEW),
      ...(csvUrl === null || total === 0
        ? []
        : [{ kind: 'link', label: 'Exporter CSV', url: csvUrl } as const]),
      ...pageActions('publication liste', view, view.values),
    ],
  );
}

function line(view: PublicationView): string {
  const { number, commune, support, title, publishedOn, check } = view;
  return `${number}, ${commune}${NBSP}: ${SUPPORT_NAMES[support].toLowerCase()} ${quoted(title)}, ${frDay(publishedOn)}, ${checkWords(check)}`;
}

function linked({ number, title, url }: PublicationView): readonly Action[] {
  return url === null ? [] : [{ kind: 'link', label: shortLabel(`${number}${NBSP}: ${title}`), url }];
}

/** A publication as a spreadsheet has it. */
export interface PublicationRow extends PublicationView {
  readonly track: string;
  readonly siren: string;
}

/** The register, as a spreadsheet opens it. */
export function publicationsCsv(rows: readonly PublicationRow[]): string {
  return csvText([
    [
      'Numéro',
      'Parcours',
      'Collectivité',
      'SIREN',
      'Support',
      'Titre',
      'Parue le',
      'Public',
      'Lien',
      'Vérification du texte',
      'Logotype',
      'Déclarée le',
      'Par',
    ],
    ...rows.map((row) => [
      row.number,
      row.track,
      row.commune,
      row.siren,
      SUPPORT_NAMES[row.support],
      row.title,
      frDay(row.publishedOn),
      AUDIENCES[row.audience],
      row.url ?? '',
      checkWords(row.check),
      row.hasLogotype === null ? '' : row.hasLogotype ? 'oui' : 'non',
      frInstant(row.at),
      row.by,
    ]),
  ]);
}
