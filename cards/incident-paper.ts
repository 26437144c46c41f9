import type { IncidentNature } from '../src/domain/incident/events.ts';
import type { IncidentStatus } from '../src/domain/incident/state.ts';
import type { IncidentSummary } from '../src/domain/incident/summary.ts';
import { type Bar, barsHeight, barsSvg } from './bars.ts';
import { facts, notice, strong, subtle } from './blocks.ts';
import { csvText } from './csv.ts';
import {
  addresseeWords,
  CONSEQUENCES,
  followUpBlocks,
  hashBlocks,
  type IncidentView,
  NATURES,
  reportBlocks,
  statusWords,
  stepLine,
  workingWords,
} from './incident.ts';
import type { Block } from './model.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { frDay, frInstant, NBSP } from './words.ts';

const FOOTER = 'Jalon, programme « ApproprIAtion Métropolitaine », Métropole du Grand Paris';
const CODES_NOTE =
  "Les caractères que la police de ce document n'a pas sont écrits par leur code Unicode, entre crochets. L'enregistrement les garde tels qu'ils ont été saisis.";
const CHART_WIDTH = 480;

/** The report as it was written, with what followed, to print and keep. `checkUrl`: the page that verifies its entry. */
export function incidentPaper(view: IncidentView, checkUrl: string): Paper {
  return {
    title: `Signalement ${view.number}`,
    subtitle: `${view.commune}. Information écrite de la Métropole du Grand Paris (convention, art.${NBSP}3).`,
    footer: FOOTER,
    codesNote: CODES_NOTE,
    madeAt: view.steps.at(-1)?.at ?? view.at,
    blocks: [
      notice('success', `Enregistré le ${frInstant(view.at)}. État${NBSP}: ${statusWords(view.status)}.`),
      ...reportBlocks(view, [['Parcours', view.track]]),
      ...followUpBlocks(view.steps),
      ...hashBlocks(view),
      {
        kind: 'qr',
        url: checkUrl,
        caption: `Pour vérifier que cet enregistrement n'a pas changé, lisez ce code. La page ne montre que le numéro, l'instant et si l'empreinte concorde.`,
      },
    ],
  };
}

/** The reports of a period. */
export interface IncidentPeriodView {
  readonly fromOn: string;
  readonly toOn: string;
  /** Null for every beneficiary. */
  readonly commune: string | null;
  readonly summary: IncidentSummary;
  readonly incidents: readonly IncidentView[];
  /** UTC instant of the export. */
  readonly madeAt: string;
}

/** « Signalements du 01/01/2026 au 31/03/2026 ». */
export function periodTitle({ fromOn, toOn }: Pick<IncidentPeriodView, 'fromOn' | 'toOn'>): string {
  return `Signalements du ${frDay(fromOn)} au ${frDay(toOn)}`;
}

/** Whose reports they are. */
export function periodScope({ commune }: Pick<IncidentPeriodView, 'commune'>): string {
  return commune ?? 'Toutes les collectivités';
}

/** A summary on one page, then each report with what followed. */
export function incidentsPaper(view: IncidentPeriodView): Paper {
  return {
    title: periodTitle(view),
    subtitle: periodScope(view),
    footer: FOOTER,
    codesNote: CODES_NOTE,
    madeAt: view.madeAt,
    blocks: [...summaryBlocks(view.summary), ...view.incidents.flatMap(oneBlocks)],
  };
}

/** What a period amounts to, in a few figures. */
export function summaryFacts({ total, medianMinutes, byStatus }: IncidentSummary): Block {
  return facts([
    ['Signalements', String(total)],
    [
      'Délai médian de prise en compte',
      medianMinutes === null ? 'aucun signalement pris en compte' : workingWords(medianMinutes),
    ],
    ...(Object.keys(byStatus) as IncidentStatus[]).map(
      (status) => [capitalised(statusWords(status)), String(byStatus[status])] as const,
    ),
  ]);
}

function summaryBlocks(summary: IncidentSummary): readonly PaperBlock[] {
  const bars = natureBars(summary);
  return [
    summaryFacts(summary),
    strong('Par nature'),
    { kind: 'drawing', svg: barsSvg(bars, CHART_WIDTH), width: CHART_WIDTH, height: barsHeight(bars) },
    subtle(
      `Le délai se compte en heures ouvrées (8${NBSP}h à 19${NBSP}h, du lundi au vendredi, hors jours fériés), de l'enregistrement à la première prise en compte par la Métropole.`,
    ),
  ];
}

function natureBars({ byNature }: IncidentSummary): readonly Bar[] {
  return (Object.keys(NATURES) as IncidentNature[]).map((nature) => ({
    label: NATURES[nature].label,
    value: byNature[nature],
  }));
}

function oneBlocks(view: IncidentView): readonly PaperBlock[] {
  return [
    { kind: 'page-break' },
    strong(`${view.number} (${statusWords(view.status)})`),
    ...reportBlocks(view, [['Parcours', view.track]]),
    ...followUpBlocks(view.steps),
    ...hashBlocks(view),
  ];
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A line for each report. */
export function incidentsCsv(incidents: readonly (IncidentView & { readonly siren: string })[]): string {
  return csvText([
    [
      ...[
        'Parcours',
        'Collectivité',
        'SIREN',
        'Numéro',
        'Nature',
        'Constaté le',
        'Heure',
        'Signalé le',
        'Par',
      ],
      ...['Destinataires', 'Faits', 'Conséquence', 'Jours', 'État', 'Pris en compte le', 'Par'],
      ...['Délai (minutes ouvrées)', 'Suivi par', 'Suites', 'Pièces jointes', 'Empreinte SHA-256'],
    ],
    ...incidents.map((view) => [
      ...[view.track, view.commune, view.siren, view.number, NATURES[view.nature].label],
      ...[frDay(view.foundOn), view.foundTime ?? '', frInstant(view.at), view.by],
      ...[addresseeWords(view), view.facts, CONSEQUENCES[view.consequence.kind]],
      view.consequence.kind === 'certain' ? String(view.consequence.days) : '',
      statusWords(view.status),
      ...(view.acknowledged === null
        ? ['', '', '']
        : [frInstant(view.acknowledged.at), view.acknowledged.by, String(view.acknowledged.minutes)]),
      view.assignee ?? '',
      view.steps.map(stepLine).join('\n'),
      view.files.map(({ label }) => label).join('\n'),
      view.hash,
    ]),
  ]);
}
