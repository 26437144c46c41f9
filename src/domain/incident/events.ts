import type { KeptFile } from '../kernel/file.ts';

/** What a track's stream tells of the incidents that its beneficiaries report (art. 3). Named by number, people by id. */
export type IncidentEvent =
  | { readonly type: 'incident-reported'; readonly data: IncidentReported }
  | { readonly type: 'incident-acknowledged'; readonly data: IncidentActed }
  | { readonly type: 'incident-assigned'; readonly data: IncidentAssigned }
  | { readonly type: 'incident-progressed'; readonly data: IncidentNoted }
  | { readonly type: 'incident-answered'; readonly data: IncidentNoted }
  | { readonly type: 'incident-completed'; readonly data: IncidentNoted }
  | { readonly type: 'incident-closed'; readonly data: IncidentNoted }
  | { readonly type: 'incident-reopened'; readonly data: IncidentNoted }
  | { readonly type: 'incident-raised'; readonly data: IncidentRaised };

/**
 * What art. 3 names: a difficulty with the contractor; a gap between how the project goes and its objectives; the
 * degradation of installations; a malfunction of the solution; any other event that may affect the project.
 */
export type IncidentNature = 'contractor' | 'gap' | 'degradation' | 'malfunction' | 'other';

/** What the beneficiary expects of its calendar (art. 5): a delay is declared apart. */
export type IncidentConsequence =
  | { readonly kind: 'none' }
  | { readonly kind: 'possible' }
  | { readonly kind: 'certain'; readonly days: number };

/** Art. 3: a written report, without delay. */
export interface IncidentReported {
  /** INC-2026-0031. */
  readonly incident: string;
  readonly commune: string;
  readonly nature: IncidentNature;
  readonly facts: string;
  /** Paris day on which it was found, and the wall time in Paris (`17:30`); null when nobody said. */
  readonly foundOn: string;
  readonly foundTime: string | null;
  readonly consequence: IncidentConsequence;
  readonly files: readonly KeptFile[];
  /** Whether the contractor is told of it and may read it; a difficulty with the contractor never is. */
  readonly toContractor: boolean;
  /** Address of the message that it was made of; null for none. */
  readonly source: string | null;
  readonly byId: string;
}

export interface IncidentActed {
  readonly incident: string;
  readonly byId: string;
}

export interface IncidentAssigned extends IncidentActed {
  /** The coordinator who sees to it. */
  readonly toId: string;
}

/** Words that are added: nothing of a report is ever changed. */
export interface IncidentNoted extends IncidentActed {
  /** For whom they speak: one person may be of several. */
  readonly as: Side;
  readonly text: string;
  readonly files: readonly KeptFile[];
  /** Whether the contractor reads it too; never where the report is not theirs to read. */
  readonly toContractor: boolean;
}

export type Side = 'mgp' | 'beneficiary' | 'contractor';

/** Nobody has acknowledged it in time: told once more to the coordinators (1), then by e-mail (2). */
export interface IncidentRaised {
  readonly incident: string;
  readonly stage: RaisedStage;
  readonly to: readonly string[];
}

export type RaisedStage = 1 | 2;

/** Every type of these, to refuse an entry of a version that this one does not know. */
export const INCIDENT_EVENT_TYPES: readonly IncidentEvent['type'][] = [
  'incident-reported',
  'incident-acknowledged',
  'incident-assigned',
  'incident-progressed',
  'incident-answered',
  'incident-completed',
  'incident-closed',
  'incident-reopened',
  'incident-raised',
];
