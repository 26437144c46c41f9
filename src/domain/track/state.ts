import { COMMITTEE_EVENT_TYPES, type CommitteeEvent } from '../committee/events.ts';
import { applyCommitteeEvent, type CommitteeState, noCommittees } from '../committee/state.ts';
import type { PhaseEndKind, ReferentRole, TrackEvent } from './events.ts';
import type { BeneficiaryFacts, TrackFacts } from './facts.ts';

/** Everything known of a track: the fold of its events. Changed only by `applyTrackEvent`. */
export interface TrackState {
  readonly id: string;
  /** Null until the programme file was loaded once. */
  readonly facts: TrackFacts | null;
  /** Person id of the contractor's contact. */
  readonly contractorId: string | null;
  readonly beneficiaries: ReadonlyMap<string, BeneficiaryState>;
  /** Ids of the beneficiaries for which a person was ever designated, by person id: most people are for one of all. */
  readonly designatedIn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Its committees, meetings and polls (art. 6). */
  readonly committees: CommitteeState;
  /** Hashes of the files that its events name: these are kept. */
  readonly files: ReadonlySet<string>;
}

export interface BeneficiaryState {
  readonly facts: BeneficiaryFacts;
  /** In the order in which they were declared. */
  readonly designations: readonly Designation[];
  readonly requests: ReadonlyMap<string, AccessRequest>;
  /** Newest recorded end by phase id. */
  readonly ends: ReadonlyMap<string, PhaseEnd>;
  readonly proposals: ReadonlyMap<string, Proposal>;
  /** Newest stage already owed, as an offset in days, by `milestone|dueOn`. */
  readonly owed: ReadonlyMap<string, number>;
  /** Day until which a person asked not to be reminded, by `milestone|personId`. */
  readonly snoozes: ReadonlyMap<string, string>;
  /** Who has noted which date, by `milestone|dueOn|personId`: instant. */
  readonly noted: ReadonlyMap<string, string>;
}

export interface Designation {
  readonly number: string;
  readonly role: ReferentRole;
  readonly personId: string;
  readonly fromOn: string;
  readonly replacesId: string | null;
  readonly byId: string;
  readonly declaredAt: string;
}

export interface AccessRequest {
  readonly requestId: string;
  readonly personId: string;
  readonly role: ReferentRole;
  readonly askedAt: string;
  readonly settled: Settled | null;
}

export interface Settled {
  readonly outcome: 'confirmed' | 'declined';
  readonly byId: string;
  readonly at: string;
}

export interface PhaseEnd {
  readonly kind: PhaseEndKind;
  readonly endsOn: string;
  readonly cause: string | null;
  readonly byId: string;
  readonly at: string;
}

export interface Proposal {
  readonly proposalId: string;
  readonly phase: string;
  readonly kind: PhaseEndKind;
  readonly endsOn: string;
  readonly cause: string | null;
  readonly byId: string;
  readonly at: string;
  readonly settled: Settled | null;
}

interface MutableBeneficiary extends BeneficiaryState {
  facts: BeneficiaryFacts;
  designations: Designation[];
  requests: Map<string, AccessRequest>;
  ends: Map<string, PhaseEnd>;
  proposals: Map<string, Proposal>;
  owed: Map<string, number>;
  snoozes: Map<string, string>;
  noted: Map<string, string>;
}

interface MutableTrack extends TrackState {
  facts: TrackFacts | null;
  contractorId: string | null;
  beneficiaries: Map<string, MutableBeneficiary>;
  readonly designatedIn: Map<string, Set<string>>;
  readonly files: Set<string>;
  /** Beneficiaries added by a coordinator, which stay when the programme file changes. */
  readonly added: Set<string>;
  /** What is known of beneficiaries that the programme file no longer names, should they come back. */
  readonly parked: Map<string, MutableBeneficiary>;
}

/** A track of which nothing is recorded yet. */
export function emptyTrack(id: string): TrackState {
  const track: MutableTrack = {
    id,
    facts: null,
    contractorId: null,
    beneficiaries: new Map(),
    designatedIn: new Map(),
    committees: noCommittees(),
    files: new Set(),
    added: new Set(),
    parked: new Map(),
  };
  return track;
}

/**
 * Folds one event into the track, in place: states are large and folded once per process.
 * `recordedAt` is the entry's UTC instant. Never refuses: what is in the journal has happened.
 */
export function applyTrackEvent(state: TrackState, event: TrackEvent, recordedAt: string): void {
  const track = state as MutableTrack;
  if (isOfCommittees(event)) {
    applyCommitteeEvent(track.committees, event, recordedAt);
    return;
  }
  switch (event.type) {
    case 'programme-loaded':
      loadProgramme(track, event.data.facts);
      track.contractorId = event.data.contractorId;
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

function isOfCommittees(event: TrackEvent): event is CommitteeEvent {
  return OF_COMMITTEES.has(event.type);
}

type BeneficiaryEvent = Exclude<
  TrackEvent,
  CommitteeEvent | { type: 'programme-loaded' | 'beneficiary-added' }
>;

function applyToBeneficiary(b: MutableBeneficiary, event: BeneficiaryEvent, at: string): void {
  switch (event.type) {
    case 'referent-requested': {
      const { requestId, personId, role } = event.data;
      b.requests.set(requestId, { requestId, personId, role, askedAt: at, settled: null });
      return;
    }
    case 'request-settled': {
      const request = b.requests.get(event.data.requestId);
      if (request !== undefined)
        b.requests.set(request.requestId, { ...request, settled: settledBy(event.data, at) });
      return;
    }
    case 'referent-designated': {
      const { number, role, personId, fromOn, replacesId, byId } = event.data;
      b.designations.push({ number, role, personId, fromOn, replacesId, byId, declaredAt: at });
      return;
    }
    case 'phase-end-proposed': {
      const { proposalId, phase, kind, endsOn, cause, byId } = event.data;
      b.proposals.set(proposalId, { proposalId, phase, kind, endsOn, cause, byId, at, settled: null });
      return;
    }
    case 'proposal-settled': {
      const proposal = b.proposals.get(event.data.proposalId);
      if (proposal !== undefined)
        b.proposals.set(proposal.proposalId, { ...proposal, settled: settledBy(event.data, at) });
      return;
    }
    case 'phase-end-set': {
      const { phase, kind, endsOn, cause, byId } = event.data;
      b.ends.set(phase, { kind, endsOn, cause, byId, at });
      return;
    }
    case 'reminders-owed':
      for (const item of event.data.items) {
        if (item.offsetDays !== null) b.owed.set(`${item.milestone}|${item.dueOn}`, item.offsetDays);
        for (const personId of item.to) b.snoozes.delete(`${item.milestone}|${personId}`);
      }
      return;
    case 'reminder-noted':
      b.noted.set(`${event.data.milestone}|${event.data.dueOn}|${event.data.personId}`, at);
      return;
    case 'reminder-snoozed':
      b.snoozes.set(`${event.data.milestone}|${event.data.personId}`, event.data.untilOn);
      return;
  }
}

function settledBy(
  data: { readonly outcome: 'confirmed' | 'declined'; readonly byId: string },
  at: string,
): Settled {
  return { outcome: data.outcome, byId: data.byId, at };
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

function newBeneficiary(facts: BeneficiaryFacts): MutableBeneficiary {
  return {
    facts,
    designations: [],
    requests: new Map(),
    ends: new Map(),
    proposals: new Map(),
    owed: new Map(),
    snoozes: new Map(),
    noted: new Map(),
  };
}
