import type { Light } from '../src/domain/calendar/light.ts';
import { card, facts, list, notice, run, strong } from './blocks.ts';
import { csvText } from './csv.ts';
import { SILENCE } from './deliverable.ts';
import { LIGHTS, lightWords } from './light.ts';
import type { Action, Block, Card } from './model.ts';
import { obligationTitle, type ProofView } from './obligations.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { andList, count, frDay, NBSP, quoted, shortLabel } from './words.ts';

/** One beneficiary of which something is late, to coordinators. */
export interface LateCommuneView {
  readonly track: string;
  readonly commune: string;
  readonly communeValue: string;
  readonly siren: string;
  readonly light: Light;
  /** Phases that should be over, by title. */
  readonly milestones: readonly { readonly phase: string; readonly dueOn: string; readonly days: number }[];
  /** Deliverables without an answer, by number. */
  readonly validations: readonly { readonly number: string; readonly workingDays: number }[];
  /** The convention's other obligations. */
  readonly obligations: readonly {
    readonly kind: ProofView['kind'];
    readonly dueOn: string;
    readonly days: number;
  }[];
}

export interface LateView extends PageView {
  /** Those of this page. */
  readonly communes: readonly LateCommuneView[];
  readonly total: number;
  readonly milestones: number;
  readonly validations: number;
  /** From how many working days on a validation is late. */
  readonly fromDays: number;
  readonly obligations: number;
  readonly lights: Readonly<Record<Light, number>>;
  readonly csvUrl: string;
}

/** How many beneficiaries get a button of their own. */
const FEW = 4;

/** What is late, by beneficiary, and how the calendars do. */
export function lateCard(view: LateView): Card {
  const title = pageTitle('Retards', view.page, view.pages);
  if (view.total === 0)
    return card('late', title, [notice('success', "Rien n'est en retard."), lightsBlock(view)]);
  return card(
    'late',
    title,
    [
      notice('warning', `${summary(view)}.`),
      ...view.communes.flatMap((commune) => [
        strong(`${commune.commune} (calendrier${NBSP}: ${lightWords(commune.light)})`),
        list(linesOf(commune)),
      ]),
      ...(view.validations === 0 ? [] : [notice('info', SILENCE)]),
      strong('Calendriers'),
      lightsBlock(view),
    ],
    [
      ...(view.validations === 0
        ? []
        : [run('Relancer les validations', 'livrable relancer', {}, 'primary')]),
      csvAction(view),
      ...view.communes
        .slice(0, FEW)
        .map(({ commune, communeValue }) =>
          run(shortLabel(commune), 'obligations', { commune: communeValue }),
        ),
      ...pageActions('retards', view),
    ],
  );
}

function summary({ milestones, validations, fromDays, obligations }: LateView): string {
  const parts = [
    milestones === 0 ? null : count(milestones, 'échéance dépassée', 'échéances dépassées'),
    validations === 0
      ? null
      : `${count(validations, 'validation')} en attente depuis ${count(fromDays, 'jour ouvré', 'jours ouvrés')} ou plus`,
    obligations === 0 ? null : `${count(obligations, 'autre obligation', 'autres obligations')} en retard`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function linesOf({ milestones, validations, obligations }: LateCommuneView): readonly string[] {
  return [
    ...milestones.map(
      ({ phase, dueOn, days }) =>
        `${quoted(phase)}, fin le ${frDay(dueOn)}${NBSP}: en retard de ${count(days, 'jour')}`,
    ),
    ...(validations.length === 0 ? [] : [`Sans réponse${NBSP}: ${validations.map(waiting).join(', ')}`]),
    ...(obligations.length === 0
      ? []
      : [`Obligations${NBSP}: ${andList(obligations.map(({ kind }) => inSentence(obligationTitle(kind))))}`]),
  ];
}

function waiting({ number, workingDays }: LateCommuneView['validations'][number]): string {
  return `${number} (${count(workingDays, 'jour ouvré', 'jours ouvrés')})`;
}

function inSentence(title: string): string {
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

function lightsBlock({ lights }: LateView): Block {
  return facts(LIGHTS.map((light) => [capitalised(lightWords(light)), String(lights[light])]));
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function csvAction({ csvUrl }: LateView): Action {
  return { kind: 'link', label: 'Exporter (CSV)', url: csvUrl };
}

/** A line for each thing that is late. */
export function lateCsv(communes: readonly LateCommuneView[]): string {
  return csvText([
    ['Parcours', 'Collectivité', 'SIREN', 'Calendrier', 'Nature', 'Objet', 'Échéance', 'Retard'],
    ...communes.flatMap(({ track, commune, siren, light, ...late }) => {
      const of = [track, commune, siren, lightWords(light)];
      return [
        ...late.milestones.map(({ phase, dueOn, days }) => [
          ...of,
          ...['Échéance', phase, frDay(dueOn), count(days, 'jour')],
        ]),
        ...late.validations.map(({ number, workingDays }) => [
          ...of,
          ...['Validation', number, '', count(workingDays, 'jour ouvré', 'jours ouvrés')],
        ]),
        ...late.obligations.map(({ kind, dueOn, days }) => [
          ...of,
          ...['Obligation', obligationTitle(kind), frDay(dueOn), count(days, 'jour')],
        ]),
      ];
    }),
  ]);
}
