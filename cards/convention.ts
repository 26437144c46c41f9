import type { DataNature, DataPurpose } from '../src/domain/convention/events.ts';
import { card, facts, form, notice, run, subtle, text } from './blocks.ts';
import type { UseView } from './calendar.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { count, frDay, NBSP, ofName, shortName } from './words.ts';

/** The beneficiary whose convention it is. */
export interface OfCommune {
  readonly commune: string;
  readonly communeValue: string;
}

export interface SignedView extends OfCommune {
  readonly beneficiaryOn: string | null;
  readonly mgpOn: string | null;
  readonly bureau: string | null;
  /** The day of the last signature; null until every party has signed. */
  readonly effectOn: string | null;
  readonly termOn: string;
  readonly option: string | null;
  /** The day of the vote, where it comes after the beneficiary's signature; null where all is in order. */
  readonly votedAfter: string | null;
}

/** What was told of the signatures and of the experiment (art. 1 and 2). */
export function conventionSigned(view: SignedView): Card {
  const effect =
    view.effectOn === null
      ? "La convention prendra effet une fois signée par l'ensemble des parties."
      : `La convention a pris effet le ${frDay(view.effectOn)}, jusqu'au ${frDay(view.termOn)}.`;
  return card(
    'convention-signed',
    `Convention ${ofName(shortName(view.commune))}`,
    [
      notice('success', 'Enregistré.'),
      facts([
        ['Signée par la collectivité', dayOr(view.beneficiaryOn)],
        ['Signée par la Métropole', dayOr(view.mgpOn)],
        ['Délibération du Bureau', view.bureau],
        ['Expérimentation choisie', view.option ?? 'non renseignée'],
      ]),
      text(effect),
      ...(view.votedAfter === null
        ? []
        : [
            notice(
              'warning',
              `La délibération de la collectivité a été votée le ${frDay(view.votedAfter)}, après cette signature. Vérifiez les dates.`,
            ),
          ]),
      subtle('Convention, art. 1 et 2.'),
    ],
    [seeObligations(view), form('Compléter', 'convention signer', { commune: view.communeValue })],
  );
}

export interface AvenantView extends OfCommune {
  /** Counts from 1 for each beneficiary. */
  readonly avenant: number;
  readonly signedOn: string;
  readonly subject: string;
  readonly termBefore: string;
  readonly termAfter: string;
  /** Days before which the assessment must be over. */
  readonly limitBefore: string;
  readonly limitAfter: string;
  readonly useBefore: UseView;
  readonly useAfter: UseView;
}

/**
 * What an avenant would change (art. 11), before it is recorded. `isOvertaken`: another one was recorded since its own
 * preview, maybe the very same.
 */
export function avenantPreview(view: AvenantView, values: Values, isOvertaken: boolean): Card {
  const before = view.avenant - 1;
  return card(
    'avenant-preview',
    `Aperçu de l'avenant n°${NBSP}${view.avenant}${NBSP}: ${shortName(view.commune)}`,
    [
      ...(isOvertaken
        ? [
            notice(
              'warning',
              `L'avenant n°${NBSP}${before} a été enregistré entre-temps. Vérifiez qu'il ne s'agit pas du même.`,
            ),
          ]
        : []),
      ...avenantBlocks(view),
      text("Rien n'est encore enregistré."),
      subtle('Convention, art. 11.'),
    ],
    [
      run(
        "Enregistrer l'avenant",
        'convention avenant',
        { ...values, confirme: String(view.avenant) },
        'primary',
      ),
      form('Corriger', 'convention avenant', values),
      run('Annuler', 'annuler', { objet: 'avenant' }),
    ],
  );
}

/** An avenant is recorded: the calendar follows. */
export function avenantRecorded(view: AvenantView, values: Values): Card {
  const { commune: _, ...same } = values;
  return card(
    'avenant-recorded',
    `Avenant n°${NBSP}${view.avenant}${NBSP}: ${shortName(view.commune)}`,
    [notice('success', "L'avenant est enregistré."), ...avenantBlocks(view), subtle('Convention, art. 11.')],
    [
      run('Calendrier', 'calendrier', { commune: view.communeValue }),
      form('Le même pour une autre', 'convention avenant', same),
      seeObligations(view),
    ],
  );
}

/** An avenant was recorded, to whom the calendar concerns: what it changes. */
export function avenantNotice(view: AvenantView): Card {
  return card(
    'avenant-told',
    `Avenant n°${NBSP}${view.avenant}${NBSP}: ${shortName(view.commune)}`,
    [
      notice('info', 'La Métropole a enregistré un avenant à la convention.'),
      ...avenantBlocks(view),
      subtle('Convention, art. 11.'),
    ],
    [run('Calendrier', 'calendrier', { commune: view.communeValue }), seeObligations(view)],
  );
}

export interface DataActView extends OfCommune {
  readonly purpose: DataPurpose;
  readonly nature: DataNature;
  readonly signedOn: string;
  readonly uses: string;
}

const PURPOSES: Readonly<Record<DataPurpose, string>> = {
  experiment: "Mise à disposition pour l'expérimentation ou son bilan",
  transfer: "Transfert au terme de l'expérimentation",
};

const NATURES: Readonly<Record<DataNature, string>> = {
  temporary: 'temporaire',
  final: 'définitif',
  none: 'aucune donnée partagée',
};

/** The choice of what a data act is for. */
export const PURPOSE_OPTIONS = [
  { value: 'experimentation', label: "Pour l'expérimentation ou son bilan" },
  { value: 'transfert', label: "Transfert en fin d'expérimentation" },
] as const;

/** The choice of what a data act is, or what stands in its place. */
export const NATURE_OPTIONS = [
  { value: 'temporaire', label: 'Acte temporaire' },
  { value: 'definitif', label: 'Acte définitif' },
  { value: 'aucune', label: `Sans objet${NBSP}: aucune donnée partagée` },
  { value: 'demande', label: 'Demande de la Métropole (transfert)' },
] as const;

/** The specific act of art. 8 is recorded, or that none is needed. */
export function dataActRecorded(view: DataActView): Card {
  return card(
    'data-act-recorded',
    `Données ${ofName(shortName(view.commune))}`,
    [
      notice('success', view.nature === 'none' ? 'Enregistré.' : "L'acte spécifique est enregistré."),
      facts([
        ['Objet', PURPOSES[view.purpose]],
        ['Nature', NATURES[view.nature]],
        [view.nature === 'none' ? 'Constaté le' : 'Signé le', frDay(view.signedOn)],
        ['Données et utilisations', view.uses === '' ? null : view.uses],
      ]),
      subtle('Convention, art. 8.'),
    ],
    [seeObligations(view)],
  );
}

/** MGP has asked for the data, as the convention lets it (art. 8). */
export function dataRequested(view: OfCommune & { readonly requestedOn: string }): Card {
  return card(
    'data-requested',
    `Données ${ofName(shortName(view.commune))}`,
    [
      notice('success', `La demande de transfert du ${frDay(view.requestedOn)} est enregistrée.`),
      text('Le transfert lui-même demande un acte spécifique, à enregistrer une fois signé.'),
      subtle('Convention, art. 8.'),
    ],
    [
      form("Enregistrer l'acte", 'convention acte-donnees', {
        commune: view.communeValue,
        objet: 'transfert',
      }),
      seeObligations(view),
    ],
  );
}

function avenantBlocks(view: AvenantView): readonly Block[] {
  const changed = (before: string, after: string) =>
    before === after ? `${frDay(after)} (inchangé)` : `${frDay(after)} (au lieu du ${frDay(before)})`;
  return [
    facts([
      ['Collectivité', view.commune],
      ['Signé le', frDay(view.signedOn)],
      ['Objet', view.subject],
      ['Terme de la convention', changed(view.termBefore, view.termAfter)],
      ['Bilan achevé avant le', changed(view.limitBefore, view.limitAfter)],
      [
        'Utilisation',
        `${count(view.useAfter.keptDays, 'jour')} (${count(view.useBefore.keptDays, 'jour')} auparavant)`,
      ],
    ]),
  ];
}

/** Leads to where the beneficiary stands with all of them. */
export function seeObligations({ communeValue }: OfCommune): Action {
  return run('Obligations', 'obligations', { commune: communeValue });
}

function dayOr(day: string | null): string {
  return day === null ? 'date non renseignée' : `le ${frDay(day)}`;
}
