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
  const named = incidentNumbered(context, number);
  if (named !== null && mayRead(rightsOf(context, named))) return named;
  const suggestions = suggest(
    number,
    incidentsFor(context).map(({ incident }) => incident.number),
  );
  return new Refusal({ code: 'unknown-incident', typed, suggestions }, 'incident');
}

/** Every report that the person may read, newest first. */
export function incidentsFor(context: Asked): readonly FoundIncident[] {
  return allIncidents(context)
    .filter((found) => mayRead(rightsOf(context, found)))
    .reverse();
}

/** The report of a whole number, whoever asks; null where there is none. Costs the same however many there are. */
export function incidentNumbered({ world }: Pick<Context, 'world'>, number: string): FoundIncident | null {
  for (const track of [...world.tracks.values()].filter(isLoaded)) {
    const incident = track.incidents.get(number);
    if (incident !== undefined) return found(world, track, incident);
  }
  return null;
}

/** Every report of every loaded track, in the order of their numbers: that in which they were recorded. */
export function allIncidents({ world }: Pick<Context, 'world'>): readonly FoundIncident[] {
  return [...world.tracks.values()]
    .filter(isLoaded)
    .flatMap((track) =>
      [...track.incidents.values()].flatMap((incident) => found(world, track, incident) ?? []),
    )
    .sort((a, b) => byNumber.compare(a.incident.number, b.incident.number));
}

const byNumber = new Intl.Collator('en', { numeric: true });

function found(
  world: Context['world'],
  track: TrackState & { readonly facts: TrackFacts },
  incident: Incident,
): FoundIncident | null {
  const target = targetOf(world, track.id, incident.commune);
  return target === null ? null : { track, facts: track.facts, beneficiary: target.beneficiary, incident };
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
