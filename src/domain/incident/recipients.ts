import type { IncidentNature } from './events.ts';
import type { Incident, IncidentStep } from './state.ts';

/**
 * To whom art. 3 addresses a report. `mgp`: a difficulty with the contractor, which is never told to it. `both`: a
 * malfunction or a degradation, of which the contractor is informed too. `either`: whoever reports chooses.
 */
export type Addressing = 'mgp' | 'both' | 'either';

export function addressingOf(nature: IncidentNature): Addressing {
  switch (nature) {
    case 'contractor':
      return 'mgp';
    case 'malfunction':
    case 'degradation':
      return 'both';
    case 'gap':
    case 'other':
      return 'either';
  }
}

/** Whether the contractor may know that there is such a report: whatever else is said of it, a locked one is MGP's. */
export function isContractors({ nature, toContractor }: Pick<Incident, 'nature' | 'toContractor'>): boolean {
  return toContractor && addressingOf(nature) !== 'mgp';
}

/** What of the follow-up the contractor reads. */
export function contractorSteps(incident: Incident): readonly IncidentStep[] {
  return isContractors(incident) ? incident.steps.filter(({ toContractor }) => toContractor) : [];
}
