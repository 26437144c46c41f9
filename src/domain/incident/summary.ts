import type { Holidays } from '../calendar/workdays.ts';
import { workingMinutesBetween } from './clock.ts';
import type { IncidentNature } from './events.ts';
import type { Incident, IncidentStatus } from './state.ts';

/** A period at a glance: how many, of what nature, how far, and how soon MGP has acknowledged them. */
export interface IncidentSummary {
  readonly total: number;
  readonly byNature: Readonly<Record<IncidentNature, number>>;
  readonly byStatus: Readonly<Record<IncidentStatus, number>>;
  /** Working minutes to the first acknowledgement, of those that have one; null when none has. */
  readonly medianMinutes: number | null;
}

/** Counts incidents; the median is the middle one, or the mean of the two in the middle, rounded. */
export function summaryOf(incidents: readonly Incident[], holidays: Holidays): IncidentSummary {
  const byNature = { contractor: 0, gap: 0, degradation: 0, malfunction: 0, other: 0 };
  const byStatus = { reported: 0, acknowledged: 0, ongoing: 0, closed: 0, reopened: 0 };
  for (const { nature, status } of incidents) {
    byNature[nature] += 1;
    byStatus[status] += 1;
  }
  const minutes = incidents
    .map((incident) => minutesToAcknowledge(incident, holidays))
    .filter((taken) => taken !== null)
    .sort((a, b) => a - b);
  return { total: incidents.length, byNature, byStatus, medianMinutes: median(minutes) };
}

/** Working minutes from the record to the first acknowledgement; null while there is none. */
export function minutesToAcknowledge({ at, acknowledged }: Incident, holidays: Holidays): number | null {
  return acknowledged === null
    ? null
    : workingMinutesBetween(Temporal.Instant.from(at), Temporal.Instant.from(acknowledged.at), holidays);
}

function median(sorted: readonly number[]): number | null {
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.length === 0 ? null : Math.round(middle.reduce((sum, one) => sum + one, 0) / middle.length);
}
