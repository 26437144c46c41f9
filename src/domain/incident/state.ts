import type { KeptFile } from '../kernel/file.ts';
import type {
  IncidentConsequence,
  IncidentEvent,
  IncidentNature,
  IncidentNoted,
  IncidentReported,
  RaisedStage,
  Side,
} from './events.ts';

/** One incident, part of its track's fold. Changed only by `applyIncidentEvent`. */
export interface Incident {
  /** INC-2026-0031. */
  readonly number: string;
  readonly commune: string;
  readonly nature: IncidentNature;
  readonly facts: string;
  readonly foundOn: string;
  readonly foundTime: string | null;
  readonly consequence: IncidentConsequence;
  readonly files: readonly KeptFile[];
  readonly toContractor: boolean;
  readonly source: string | null;
  readonly byId: string;
  /** UTC instant of the record. */
  readonly at: string;
  /** Version of its entry in the stream, and that entry's hash: what a receipt and its verification name. */
  readonly entry: RecordedEntry;
  readonly status: IncidentStatus;
  /** Who of MGP took it on first, and when; null while nobody has. */
  readonly acknowledged: { readonly byId: string; readonly at: string } | null;
  /** The coordinator who sees to it; null when nobody was named. */
  readonly assigneeId: string | null;
  /** Everything that was added, in order. */
  readonly steps: readonly IncidentStep[];
  /** Newest time that nobody's silence was told; null for never. */
  readonly raised: RaisedStage | null;
}

export interface RecordedEntry {
  readonly version: number;
  /** SHA-256 (hex). */
  readonly hash: string;
}

/** Signalé, pris en compte, en cours, clos, rouvert. */
export type IncidentStatus = 'reported' | 'acknowledged' | 'ongoing' | 'closed' | 'reopened';

export type StepKind =
  | 'acknowledged'
  | 'assigned'
  | 'progressed'
  | 'answered'
  | 'completed'
  | 'closed'
  | 'reopened';

export interface IncidentStep {
  readonly kind: StepKind;
  readonly as: Side;
  readonly byId: string;
  readonly at: string;
  /** Empty where the step itself says all. */
  readonly text: string;
  readonly files: readonly KeptFile[];
  /** Whether the contractor reads it. */
  readonly toContractor: boolean;
  /** Whom it was given to; null for any other step. */
  readonly assigneeId: string | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface MutableIncident extends Mutable<Omit<Incident, 'steps'>> {
  readonly steps: IncidentStep[];
}

/** Folds one event in place, recorded at a UTC instant. Never refuses: what is in the journal has happened. */
export function applyIncidentEvent(
  incidents: Map<string, Incident>,
  event: IncidentEvent,
  at: string,
  entry: RecordedEntry,
): void {
  if (event.type === 'incident-reported') {
    incidents.set(event.data.incident, reported(event.data, at, entry));
    return;
  }
  const found = incidents.get(event.data.incident);
  if (found !== undefined) applyToOne(found as MutableIncident, event, at);
}

function reported(
  { incident, ...report }: IncidentReported,
  at: string,
  entry: RecordedEntry,
): MutableIncident {
  return {
    ...report,
    number: incident,
    at,
    entry,
    status: 'reported',
    acknowledged: null,
    assigneeId: null,
    steps: [],
    raised: null,
  };
}

function applyToOne(
  incident: MutableIncident,
  event: Exclude<IncidentEvent, { type: 'incident-reported' }>,
  at: string,
): void {
  switch (event.type) {
    case 'incident-raised':
      incident.raised = event.data.stage;
      return;
    case 'incident-acknowledged':
      incident.status = 'acknowledged';
      take(incident, event.data.byId, at);
      incident.steps.push(silent('acknowledged', event.data.byId, at, null));
      return;
    case 'incident-assigned':
      incident.assigneeId = event.data.toId;
      if (incident.status === 'reported' || incident.status === 'reopened') incident.status = 'acknowledged';
      take(incident, event.data.byId, at);
      incident.steps.push(silent('assigned', event.data.byId, at, event.data.toId));
      return;
    case 'incident-progressed':
    case 'incident-answered':
      if (incident.status !== 'closed') incident.status = 'ongoing';
      if (event.data.as === 'mgp') take(incident, event.data.byId, at);
      incident.steps.push(
        said(event.type === 'incident-progressed' ? 'progressed' : 'answered', event.data, at),
      );
      return;
    case 'incident-completed':
      incident.steps.push(said('completed', event.data, at));
      return;
    case 'incident-closed':
      incident.status = 'closed';
      take(incident, event.data.byId, at);
      incident.steps.push(said('closed', event.data, at));
      return;
    case 'incident-reopened':
      incident.status = 'reopened';
      incident.steps.push(said('reopened', event.data, at));
      return;
  }
}

/** The first act of MGP is what acknowledges: the clock stops there. */
function take(incident: MutableIncident, byId: string, at: string): void {
  incident.acknowledged ??= { byId, at };
}

function silent(kind: StepKind, byId: string, at: string, assigneeId: string | null): IncidentStep {
  return { kind, as: 'mgp', byId, at, text: '', files: [], toContractor: true, assigneeId };
}

function said(
  kind: StepKind,
  { as, byId, text, files, toContractor }: IncidentNoted,
  at: string,
): IncidentStep {
  return { kind, as, byId, at, text, files, toContractor, assigneeId: null };
}
