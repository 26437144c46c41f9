import type { IncidentRights } from '../../../cards/incident-actions.ts';
import { isContractors } from '../../domain/incident/recipients.ts';
import type { Incident } from '../../domain/incident/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { suggest } from '../../domain/kernel/text.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import type { TrackFacts } from '../../domain/track/facts.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Context } from '../command.ts';
import { isLoaded } from '../enrol.ts';
import { targetOf } from '../target.ts';

/** A report with the track whose stream it lives in and the beneficiary that wrote it. */
export interface FoundIncident {
  readonly track: TrackState;
  readonly facts: TrackFacts;
  readonly beneficiary: BeneficiaryState;
  readonly incident: Incident;
}

/** Who asks, of which records. */
type Asked = Pick<Context, 'actor' | 'world'>;

/**
 * The report of a number as people type it: « INC-2026-0031 », « inc 31 » of this year. Coordinators see all, a référent or
 * a deputy those of their beneficiaries, a contractor those of their tracks that are addressed to it; anything else is
 * refused in the same words as a number that does not exist (art. 3: a difficulty with the contractor is MGP's alone).
 */
export function findIncident(
  context: Asked & Pick<Context, 'today'>,
  typed: string,
): FoundIncident | Refusal {
  const number = numberOf(typed, context.today.year);
  const visible = incidentsFor(context);
  const found = visible.find(({ incident }) => incident.number === number);
  if (found !== undefined) return found;
  const suggestions = suggest(
    number,
    visible.map(({ incident }) => incident.number),
  );
  return new Refusal({ code: 'unknown-incident', typed, suggestions }, 'incident');
}

/** Every report that the person may read, newest first. */
export function incidentsFor(context: Asked): readonly FoundIncident[] {
  return allIncidents(context)
    .filter((found) => mayRead(rightsOf(context, found)))
    .reverse();
}

/** Every report of every loaded track, in the order in which they were recorded. */
export function allIncidents({ world }: Pick<Context, 'world'>): readonly FoundIncident[] {
  return [...world.tracks.values()]
    .filter(isLoaded)
    .flatMap((track) =>
      [...track.incidents.values()].flatMap((incident) => {
        const target = targetOf(world, track.id, incident.commune);
        return target === null
          ? []
          : [{ track, facts: track.facts, beneficiary: target.beneficiary, incident }];
      }),
    )
    .sort((a, b) => rankOf(a).localeCompare(rankOf(b), 'en'));
}

/** Numbers follow the order of the records within a year, and say the year. */
function rankOf({ incident }: Pick<FoundIncident, 'incident'>): string {
  const [year, rank] = incident.number.split('-').slice(1);
  return `${year}-${String(rank).padStart(6, '0')}`;
}

/** What the person is to this report. */
export function rightsOf(
  { actor }: Pick<Context, 'actor'>,
  { track, incident }: Pick<FoundIncident, 'track' | 'incident'>,
): IncidentRights {
  return {
    isCoordinator: actor.isCoordinator,
    isOwn: actor.speaksFor.some((m) => m.track === track.id && m.commune === incident.commune),
    isContractor: actor.contractorOf.includes(track.id) && isContractors(incident),
  };
}

function mayRead({ isCoordinator, isOwn, isContractor }: IncidentRights): boolean {
  return isCoordinator || isOwn || isContractor;
}

/** « inc 31 », « INC-31 » and « 31 » are of this year; « inc-2026-31 » is whole. */
function numberOf(typed: string, year: number): string {
  const [, ofYear, digits] = /^\s*(?:inc[\s-]*)?(?:(\d{4})[\s-]+)?0*(\d{1,6})\s*$/iu.exec(typed) ?? [];
  return digits === undefined
    ? typed.trim().toUpperCase()
    : `INC-${ofYear ?? year}-${digits.padStart(4, '0')}`;
}
