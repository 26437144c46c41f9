import type { IncidentConsequence, IncidentNature, Side } from '../src/domain/incident/events.ts';
import type { IncidentStatus, StepKind } from '../src/domain/incident/state.ts';
import { facts, list, strong, subtle, text } from './blocks.ts';
import type { Action, Block } from './model.ts';
import { count, frDay, frInstant, NBSP } from './words.ts';

export interface AttachedView {
  /** `photo.jpg (1,2 Mo)`. */
  readonly label: string;
  /** Where the reader downloads it; null where the message cannot carry a link of their own. */
  readonly url: string | null;
}

/** Something that was added to a report. */
export interface StepView {
  readonly kind: StepKind;
  readonly as: Side;
  readonly by: string;
  readonly at: string;
  readonly text: string;
  readonly files: readonly AttachedView[];
  readonly assignee: string | null;
}

/** One report as somebody may read it. */
export interface IncidentView {
  /** INC-2026-0031. */
  readonly number: string;
  readonly commune: string;
  readonly communeValue: string;
  readonly track: string;
  readonly nature: IncidentNature;
  readonly facts: string;
  readonly foundOn: string;
  readonly foundTime: string | null;
  readonly consequence: IncidentConsequence;
  readonly files: readonly AttachedView[];
  readonly toContractor: boolean;
  /** A difficulty with the contractor, which never learns of it. */
  readonly isLocked: boolean;
  /** Whether the track's contractor is known: nobody else can be told. */
  readonly hasContractor: boolean;
  readonly source: string | null;
  readonly by: string;
  /** UTC instant of the record. */
  readonly at: string;
  /** From the finding to the report: minutes where the hour of the finding is known, else Paris days. */
  readonly delay: { readonly unit: 'minutes' | 'days'; readonly value: number };
  /** SHA-256 (hex) of its entry; empty until it is recorded. */
  readonly hash: string;
  readonly status: IncidentStatus;
  /** Who of MGP took it on, and in how many working minutes. */
  readonly acknowledged: { readonly by: string; readonly at: string; readonly minutes: number } | null;
  /** Working minutes since the record, while nobody has. */
  readonly waitingMinutes: number | null;
  readonly assignee: string | null;
  readonly steps: readonly StepView[];
}

/** What a form and a list call each nature (art. 3). */
export const NATURES: Readonly<Record<IncidentNature, { readonly value: string; readonly label: string }>> = {
  contractor: { value: 'prestataire', label: 'Difficulté avec le prestataire' },
  gap: { value: 'ecart', label: 'Écart par rapport aux objectifs' },
  malfunction: { value: 'dysfonctionnement', label: 'Dysfonctionnement de la solution' },
  degradation: { value: 'degradation', label: "Dégradation d'installation" },
  other: { value: 'autre', label: 'Autre événement' },
};

export const NATURE_OPTIONS = Object.values(NATURES);

const STATUSES: Readonly<Record<IncidentStatus, string>> = {
  reported: 'signalé',
  acknowledged: 'pris en compte',
  ongoing: 'en cours',
  closed: 'clos',
  reopened: 'rouvert',
};

/** Where a report stands, in words. */
export function statusWords(status: IncidentStatus): string {
  return STATUSES[status];
}

/** What the report says, as it was written. `first`: facts that stand before its own. */
export function reportBlocks(
  view: IncidentView,
  first: readonly (readonly [string, string])[] = [],
): readonly Block[] {
  return [
    facts([
      ...first,
      ['Collectivité', view.commune],
      ['Nature', NATURES[view.nature].label],
      [
        'Constaté',
        `le ${frDay(view.foundOn)}${view.foundTime === null ? '' : ` à ${clockWords(view.foundTime)}`}`,
      ],
      ['Signalé', `le ${frInstant(view.at)} par ${view.by}, ${delayWords(view.delay)}`],
      ['Conséquence sur le calendrier', consequenceWords(view.consequence)],
      ['Adressé à', addresseeWords(view)],
    ]),
    strong('Faits'),
    text(view.facts),
    ...(view.source === null ? [] : [subtle(`D'après le message ${view.source}`)]),
    ...attachedBlocks(view.files),
  ];
}

/** « Métropole seulement », « Métropole et prestataire »; a locked report says that it is. */
export function addresseeWords({
  isLocked,
  toContractor,
  hasContractor,
}: Pick<IncidentView, 'isLocked' | 'toContractor' | 'hasContractor'>): string {
  if (isLocked) return 'Métropole seulement, non communicable au prestataire';
  if (!toContractor) return 'Métropole seulement';
  return hasContractor
    ? 'Métropole et prestataire'
    : "Métropole et prestataire (son adresse n'est pas encore connue de Jalon)";
}

/** What the beneficiary expects of its calendar, in a word. */
export const CONSEQUENCES: Readonly<Record<IncidentConsequence['kind'], string>> = {
  none: 'aucune',
  possible: 'possible',
  certain: 'certaine',
};

function consequenceWords(consequence: IncidentConsequence): string {
  const word = CONSEQUENCES[consequence.kind];
  return consequence.kind === 'certain' ? `${word}, de ${count(consequence.days, 'jour')}` : word;
}

/** « le jour même », « 2 jours après le constat », « 3 h 20 après le constat ». */
function delayWords({ unit, value }: IncidentView['delay']): string {
  if (unit === 'days') return value === 0 ? 'le jour même' : `${count(value, 'jour')} après le constat`;
  return `${durationWords(value)} après le constat`;
}

/** « 35 min », « 3 h 20 », « 2 jours » from forty-eight hours on. */
function durationWords(minutes: number): string {
  if (minutes < 60) return `${minutes}${NBSP}min`;
  const days = Math.floor(minutes / (24 * 60));
  return days >= 2 ? count(days, 'jour') : hoursOnly(minutes);
}

/** « 3 h 20 ouvrées »: MGP's working hours. */
export function workingWords(minutes: number): string {
  if (minutes === 0) return "moins d'une minute";
  const words = minutes === 1 || minutes === 60 ? 'ouvrée' : 'ouvrées';
  return `${minutes < 60 ? `${minutes}${NBSP}min` : hoursOnly(minutes)} ${words}`;
}

function hoursOnly(minutes: number): string {
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)}${NBSP}h`;
  return rest === 0 ? hours : `${hours}${NBSP}${String(rest).padStart(2, '0')}`;
}

/** « 17 h 30 ». */
function clockWords(time: string): string {
  return `${Number(time.slice(0, 2))}${NBSP}h${NBSP}${time.slice(3)}`;
}

const SIDES: Readonly<Record<Side, string>> = {
  mgp: 'Métropole',
  beneficiary: 'collectivité',
  contractor: 'prestataire',
};

/** Everything that was added, in order. */
export function followUpBlocks(steps: readonly StepView[]): readonly Block[] {
  if (steps.length === 0) return [];
  return [
    strong('Suites'),
    list(steps.map(stepLine)),
    ...steps.flatMap(({ files }) => attachedBlocks(files)),
  ];
}

/** « 09/07/2026 à 18 h 12, Camille Perrin (Métropole), réponse : … ». */
export function stepLine(step: StepView): string {
  const { at, by, as, text: words } = step;
  return `${frInstant(at)}, ${by} (${SIDES[as]}), ${stepWords(step)}${words === '' ? '' : `${NBSP}: ${words}`}`;
}

/** What a step is, in a sentence. */
export function stepWords({ kind, assignee }: Pick<StepView, 'kind' | 'assignee'>): string {
  switch (kind) {
    case 'acknowledged':
      return 'pris en compte';
    case 'assigned':
      return `confié à ${assignee ?? 'la coordination'}`;
    case 'progressed':
      return 'suivi';
    case 'answered':
      return 'réponse';
    case 'completed':
      return 'complément';
    case 'closed':
      return 'clos';
    case 'reopened':
      return 'rouvert';
  }
}

/** The hash of its entry, by eights, so that a phone can break the line. */
export function hashBlocks({ hash }: IncidentView): readonly Block[] {
  if (hash === '') return [];
  return [strong("Empreinte de l'enregistrement"), subtle(hash.replaceAll(/(.{8})(?=.)/gu, '$1 '))];
}

function attachedBlocks(files: readonly AttachedView[]): readonly Block[] {
  return files.length === 0
    ? []
    : [text(`Pièces jointes${NBSP}: ${files.map(({ label }) => label).join(', ')}`)];
}

/** Where the attachments are downloaded. */
export function attachedActions(files: readonly AttachedView[]): readonly Action[] {
  return files.flatMap(({ label, url }) =>
    url === null ? [] : [{ kind: 'link' as const, label: label.slice(0, LONGEST_LABEL), url }],
  );
}

const LONGEST_LABEL = 75;
