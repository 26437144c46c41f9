import type { Holidays } from '../calendar/workdays.ts';
import type { TrackState } from '../track/state.ts';
import { afterWorkingMinutes } from './clock.ts';
import type { IncidentRaised, RaisedStage } from './events.ts';
import type { Incident } from './state.ts';

/** Four working hours without anybody of MGP: told again; four more: by e-mail. No text gives a figure. */
const RAISED_AFTER_MINUTES: Readonly<Record<RaisedStage, number>> = { 1: 4 * 60, 2: 8 * 60 };

export interface RaisingFacts {
  readonly holidays: Holidays;
  /** Person ids of MGP's coordinators. */
  readonly coordinators: readonly string[];
}

/** The incidents that nobody has acknowledged in time, at `now`: at most the newest stage of each. */
export function incidentsDue(
  track: TrackState,
  now: Temporal.Instant,
  facts: RaisingFacts,
): readonly IncidentRaised[] {
  if (facts.coordinators.length === 0) return [];
  return waiting(track).flatMap((incident) => {
    const come = stagesOf(incident, facts.holidays).findLast(
      ({ at }) => Temporal.Instant.compare(at, now) <= 0,
    );
    return come === undefined || come.stage <= (incident.raised ?? 0)
      ? []
      : [{ incident: incident.number, stage: come.stage, to: facts.coordinators }];
  });
}

/** When `incidentsDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextIncidentsDueAt(
  track: TrackState,
  now: Temporal.Instant,
  facts: RaisingFacts,
): Temporal.Instant | null {
  if (facts.coordinators.length === 0) return null;
  const next = waiting(track).flatMap((incident) => {
    const come = stagesOf(incident, facts.holidays).find(({ stage }) => stage > (incident.raised ?? 0));
    return come === undefined ? [] : [Temporal.Instant.compare(come.at, now) < 0 ? now : come.at];
  });
  const [first = null] = next.sort(Temporal.Instant.compare);
  return first;
}

function waiting(track: TrackState): readonly Incident[] {
  return [...track.incidents.values()].filter(({ acknowledged }) => acknowledged === null);
}

function stagesOf(
  { at }: Incident,
  holidays: Holidays,
): readonly { readonly stage: RaisedStage; readonly at: Temporal.Instant }[] {
  const recorded = Temporal.Instant.from(at);
  return ([1, 2] as const).map((stage) => ({
    stage,
    at: afterWorkingMinutes(recorded, RAISED_AFTER_MINUTES[stage], holidays),
  }));
}
