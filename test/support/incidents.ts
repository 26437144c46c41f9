import type { IncidentEvent, IncidentReported } from '../../src/domain/incident/events.ts';
import { applyIncidentEvent, type Incident } from '../../src/domain/incident/state.ts';

/** A malfunction of Choisy-le-Roi's, with these changes. */
export function report(changes: Partial<IncidentReported> = {}): IncidentReported {
  return {
    incident: 'INC-2026-0001',
    commune: 'choisy-le-roi',
    nature: 'malfunction',
    facts: 'La plateforme renvoie une erreur à chaque recherche.',
    foundOn: '2026-07-09',
    foundTime: null,
    consequence: { kind: 'none' },
    files: [],
    toContractor: true,
    source: null,
    byId: 'amina',
    ...changes,
  };
}

/** A report recorded at that instant, and what followed at these. */
export function incidentOf(
  at: string,
  changes: Partial<IncidentReported> = {},
  ...then: readonly (readonly [IncidentEvent, string])[]
): Incident {
  const incidents = new Map<string, Incident>();
  const data = report(changes);
  applyIncidentEvent(incidents, { type: 'incident-reported', data }, at, { version: 7, hash: 'f00d' });
  for (const [event, when] of then) applyIncidentEvent(incidents, event, when, { version: 0, hash: '' });
  const incident = incidents.get(data.incident);
  if (incident === undefined) throw new TypeError('no such incident');
  return incident;
}

/** Somebody of MGP has taken it on. */
export function acknowledged(byId = 'camille'): IncidentEvent {
  return { type: 'incident-acknowledged', data: { incident: 'INC-2026-0001', byId } };
}

/** Words that are added, by whom and for whom. */
export function noted(
  type:
    | 'incident-progressed'
    | 'incident-answered'
    | 'incident-completed'
    | 'incident-closed'
    | 'incident-reopened',
  as: 'mgp' | 'beneficiary' | 'contractor' = 'mgp',
  changes: { readonly text?: string; readonly toContractor?: boolean } = {},
): IncidentEvent {
  const { text = 'Fait.', toContractor = true } = changes;
  return {
    type,
    data: { incident: 'INC-2026-0001', byId: `${as}-somebody`, as, text, files: [], toContractor },
  };
}
