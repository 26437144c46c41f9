import { card, notice, subtle } from './blocks.ts';
import { type IncidentPeriodView, periodScope, periodTitle, summaryFacts } from './incident-paper.ts';
import type { Card } from './model.ts';

/** The figures of a period, and where it is downloaded. */
export function incidentsExported(
  view: IncidentPeriodView,
  { csv, pdf }: { readonly csv: string; readonly pdf: string },
): Card {
  const { total } = view.summary;
  return card(
    'incidents-exported',
    periodTitle(view),
    [
      subtle(periodScope(view)),
      total === 0 ? notice('info', 'Aucun signalement sur cette période.') : summaryFacts(view.summary),
      subtle('Convention, art. 3.'),
    ],
    total === 0
      ? []
      : [
          { kind: 'link', label: 'Télécharger le PDF', url: pdf },
          { kind: 'link', label: 'Exporter (CSV)', url: csv },
        ],
  );
}
