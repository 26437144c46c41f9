import type { CommitteeEvent } from '../committee/events.ts';
import { CONVENTION_EVENT_TYPES, type ConventionEvent } from '../convention/events.ts';
import { applyConventionEvent, type ConventionState, noConvention } from '../convention/state.ts';
import type { DeliverableEvent } from '../deliverable/events.ts';
import type { PhaseEndKind, ReferentRole, TrackEvent } from './events.ts';
import type { BeneficiaryFacts } from './facts.ts';

/** Everything known of one beneficiary of a track, part of its fold. */
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
  /** Its signatures, option, acts, avenants, notices and review. */
  readonly convention: ConventionState;
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

/** The same, for the fold alone. */
export interface MutableBeneficiary extends BeneficiaryState {
  facts: BeneficiaryFacts;
  designations: Designation[];
  requests: Map<string, AccessRequest>;
  ends: Map<string, PhaseEnd>;
  proposals: Map<string, Proposal>;
  owed: Map<string, number>;
  snoozes: Map<string, string>;
  noted: Map<string, string>;
}

/** What a track's stream tells of one of its beneficiaries. */
export type BeneficiaryEvent = Exclude<
  TrackEvent,
  CommitteeEvent | DeliverableEvent | { type: 'programme-loaded' | 'beneficiary-added' }
>;

const OF_CONVENTION: ReadonlySet<TrackEvent['type']> = new Set(CONVENTION_EVENT_TYPES);

function isOfConvention(event: BeneficiaryEvent): event is ConventionEvent {
  return OF_CONVENTION.has(event.type);
}

/** Folds one event that names the beneficiary, in place, recorded at a UTC instant. */
export function applyToBeneficiary(b: MutableBeneficiary, event: BeneficiaryEvent, at: string): void {
  if (isOfConvention(event)) {
    applyConventionEvent(b.convention, event, at);
    return;
  }
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

/** A beneficiary of whom only the programme tells. */
export function newBeneficiary(facts: BeneficiaryFacts): MutableBeneficiary {
  return {
    facts,
    designations: [],
    requests: new Map(),
    ends: new Map(),
    proposals: new Map(),
    owed: new Map(),
    snoozes: new Map(),
    noted: new Map(),
    convention: noConvention(),
  };
}
