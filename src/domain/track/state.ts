import { COMMITTEE_EVENT_TYPES, type CommitteeEvent } from '../committee/events.ts';
import { applyCommitteeEvent, type CommitteeState, noCommittees } from '../committee/state.ts';
import { COMMUNICATION_EVENT_TYPES, type CommunicationEvent } from '../communication/events.ts';
import { applyCommunicationEvent, type CommunicationState, noCommunication } from '../communication/state.ts';
import { DELIVERABLE_EVENT_TYPES, type DeliverableEvent } from '../deliverable/events.ts';
import { applyDeliverableEvent, type Deliverable } from '../deliverable/state.ts';
import { INCIDENT_EVENT_TYPES, type IncidentEvent } from '../incident/events.ts';
import { applyIncidentEvent, type Incident, type RecordedEntry } from '../incident/state.ts';
import type { KeptFile } from '../kernel/file.ts';
import {
  applyToBeneficiary,
  type BeneficiaryState,
  type MutableBeneficiary,
  newBeneficiary,
} from './beneficiary.ts';
import type { TrackEvent } from './events.ts';
import type { BeneficiaryFacts, TrackFacts } from './facts.ts';

/** Everything known of a track: the fold of its events. Changed only by `applyTrackEvent`. */
export interface TrackState {
  readonly id: string;
  /** Null until the programme file was loaded once. */
  readonly facts: TrackFacts | null;
  /** Person id of the contractor's contact. */
  readonly contractorId: string | null;
  /** Person id of the contact for communication (règlement, art. 9). */
  readonly communicationId: string | null;
  readonly beneficiaries: ReadonlyMap<string, BeneficiaryState>;
  /** Ids of the beneficiaries for which a person was ever designated, by person id: most people are for one of all. */
  readonly designatedIn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Its committees, meetings and polls (art. 6). */
  readonly committees: CommitteeState;
  /** What was handed over to its beneficiaries (art. 3), by number, in the order in which it was. */
  readonly deliverables: ReadonlyMap<string, Deliverable>;
  /** What its beneficiaries have reported (art. 3), by number, in the order in which it was recorded. */
  readonly incidents: ReadonlyMap<string, Incident>;
  /** Its kits, publications and opinions (règlement, art. 9). */
  readonly communication: CommunicationState;
  /** Hashes of the files that its events name: these are kept. */
  readonly files: ReadonlySet<string>;
}

interface MutableTrack extends TrackState {
  facts: TrackFacts | null;
  contractorId: string | null;
  communicationId: string | null;
  beneficiaries: Map<string, MutableBeneficiary>;
  readonly designatedIn: Map<string, Set<string>>;
  readonly deliverables: Map<string, Deliverable>;
  readonly incidents: Map<string, Incident>;
  readonly files: Set<string>;
  /** Beneficiaries added by a coordinator, which stay when the programme file changes. */
  readonly added: Set<string>;
  /** What is known of beneficiaries that the programme file no longer names, should they come back. */
  readonly parked: Map<string, MutableBeneficiary>;
}

/** Of what is folded before it is recorded. */
const NOT_YET: RecordedEntry = { version: 0, hash: '' };

/** A track of which nothing is recorded yet. */
export function emptyTrack(id: string): TrackState {
  const track: MutableTrack = {
    id,
    facts: null,
    contractorId: null,
    communicationId: null,
    beneficiaries: new Map(),
    designatedIn: new Map(),
    committees: noCommittees(),
    deliverables: new Map(),
    incidents: new Map(),
    communication: noCommunication(),
    files: new Set(),
    added: new Set(),
    parked: new Map(),
  };
  return track;
}

/**
 * Folds one event into the track, in place: states are large and folded once per process.
 * `recordedAt` is the entry's UTC instant, `entry` its place and hash, kept where a receipt names them. Never refuses: what is in the journal has happened.
 */
export function applyTrackEvent(
  state: TrackState,
  event: TrackEvent,
  recordedAt: string,
  entry: RecordedEntry = NOT_YET,
): void {
  const track = state as MutableTrack;
  if (isOfCommittees(event)) {
    applyCommitteeEvent(track.committees, event, recordedAt);
    return;
  }
  if (isOfDeliverables(event)) {
    applyDeliverableEvent(track.deliverables, event, recordedAt);
    if ('content' in event.data && event.data.content.kind === 'file')
      track.files.add(event.data.content.file.hash);
    return;
  }
  if (isOfIncidents(event)) {
    applyIncidentEvent(track.incidents, event, recordedAt, entry);
    if ('files' in event.data) for (const { hash } of event.data.files) track.files.add(hash);
    return;
  }
  if (isOfCommunication(event)) {
    applyCommunicationEvent(track.communication, event, recordedAt);
    for (const { hash } of filesOf(event)) track.files.add(hash);
    return;
  }
  switch (event.type) {
    case 'programme-loaded':
      loadProgramme(track, event.data.facts);
      track.contractorId = event.data.contractorId;
      track.communicationId = event.data.communicationId;
      return;
    case 'beneficiary-added':
      track.added.add(event.data.beneficiary.id);
      enrol(track, event.data.beneficiary);
      return;
    default: {
      const beneficiary = find(track, event.data.commune);
      if (beneficiary === undefined) return;
      applyToBeneficiary(beneficiary, event, recordedAt);
      if (event.type === 'referent-designated')
        track.designatedIn.getOrInsertComputed(event.data.personId, () => new Set()).add(event.data.commune);
    }
  }
}

const OF_COMMITTEES: ReadonlySet<TrackEvent['type']> = new Set(COMMITTEE_EVENT_TYPES);

const OF_DELIVERABLES: ReadonlySet<TrackEvent['type']> = new Set(DELIVERABLE_EVENT_TYPES);

function isOfCommittees(event: TrackEvent): event is CommitteeEvent {
  return OF_COMMITTEES.has(event.type);
}

function isOfDeliverables(event: TrackEvent): event is DeliverableEvent {
  return OF_DELIVERABLES.has(event.type);
}

const OF_INCIDENTS: ReadonlySet<TrackEvent['type']> = new Set(INCIDENT_EVENT_TYPES);

function isOfIncidents(event: TrackEvent): event is IncidentEvent {
  return OF_INCIDENTS.has(event.type);
}

const OF_COMMUNICATION: ReadonlySet<TrackEvent['type']> = new Set(COMMUNICATION_EVENT_TYPES);

function isOfCommunication(event: TrackEvent): event is CommunicationEvent {
  return OF_COMMUNICATION.has(event.type);
}

function filesOf(event: CommunicationEvent): readonly KeptFile[] {
  if (event.type === 'kit-published') return event.data.files;
  return event.type === 'opinion-asked' ? [event.data.file] : [];
}

function loadProgramme(track: MutableTrack, facts: TrackFacts): void {
  const named = new Set(facts.beneficiaries.map((b) => b.id));
  for (const [id, beneficiary] of track.beneficiaries) {
    if (named.has(id) || track.added.has(id)) continue;
    track.beneficiaries.delete(id);
    track.parked.set(id, beneficiary);
  }
  track.facts = facts;
  for (const beneficiary of facts.beneficiaries) enrol(track, beneficiary);
}

function enrol(track: MutableTrack, facts: BeneficiaryFacts): void {
  const known = find(track, facts.id);
  track.parked.delete(facts.id);
  if (known === undefined) track.beneficiaries.set(facts.id, newBeneficiary(facts));
  else track.beneficiaries.set(facts.id, Object.assign(known, { facts }));
}

function find(track: MutableTrack, id: string): MutableBeneficiary | undefined {
  return track.beneficiaries.get(id) ?? track.parked.get(id);
}
