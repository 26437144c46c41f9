import { COMMITTEE_EVENT_TYPES, type CommitteeEvent } from '../committee/events.ts';
import { COMMUNICATION_EVENT_TYPES, type CommunicationEvent } from '../communication/events.ts';
import { CONVENTION_EVENT_TYPES, type ConventionEvent } from '../convention/events.ts';
import { DELIVERABLE_EVENT_TYPES, type DeliverableEvent } from '../deliverable/events.ts';
import { INCIDENT_EVENT_TYPES, type IncidentEvent } from '../incident/events.ts';
import type { BeneficiaryFacts, TrackFacts } from './facts.ts';

/** Days are ISO text (Paris days); people are named by id, never by name. */
export type TrackEvent =
  | { readonly type: 'programme-loaded'; readonly data: ProgrammeLoaded }
  | { readonly type: 'beneficiary-added'; readonly data: { readonly beneficiary: BeneficiaryFacts } }
  | { readonly type: 'referent-requested'; readonly data: ReferentRequested }
  | { readonly type: 'request-settled'; readonly data: RequestSettled }
  | { readonly type: 'referent-designated'; readonly data: ReferentDesignated }
  | { readonly type: 'phase-end-proposed'; readonly data: PhaseEndProposed }
  | { readonly type: 'proposal-settled'; readonly data: ProposalSettled }
  | { readonly type: 'phase-end-set'; readonly data: PhaseEndSet }
  | { readonly type: 'reminders-owed'; readonly data: RemindersOwed }
  | { readonly type: 'reminder-noted'; readonly data: ReminderNoted }
  | { readonly type: 'reminder-snoozed'; readonly data: ReminderSnoozed }
  | CommitteeEvent
  | DeliverableEvent
  | IncidentEvent
  | CommunicationEvent
  | ConventionEvent;

/** The programme file as it was read; the contacts of the contractor and for communication are people, so their e-mails are not in the journal. */
export interface ProgrammeLoaded {
  readonly facts: TrackFacts;
  /** Person id of the contractor's contact; null when the file names none. */
  readonly contractorId: string | null;
  /** Person id of the contact for communication; null when the file names no e-mail. */
  readonly communicationId: string | null;
}

export type ReferentRole = 'referent' | 'deputy';

export interface ReferentRequested {
  readonly requestId: string;
  readonly commune: string;
  readonly personId: string;
  readonly role: ReferentRole;
}

export interface RequestSettled {
  readonly requestId: string;
  readonly commune: string;
  readonly outcome: 'confirmed' | 'declined';
  readonly byId: string;
}

/** Art. 4: the référent's designation or change, told to MGP without delay. */
export interface ReferentDesignated {
  /** Receipt, e.g. REF-2026-0007. */
  readonly number: string;
  readonly commune: string;
  readonly role: ReferentRole;
  readonly personId: string;
  readonly fromOn: string;
  readonly replacesId: string | null;
  readonly byId: string;
}

export type PhaseEndKind = 'delay' | 'done';

export interface PhaseEndProposed {
  readonly proposalId: string;
  readonly commune: string;
  readonly phase: string;
  readonly kind: PhaseEndKind;
  readonly endsOn: string;
  readonly cause: string | null;
  readonly byId: string;
}

export interface ProposalSettled {
  readonly proposalId: string;
  readonly commune: string;
  readonly outcome: 'confirmed' | 'declined';
  readonly byId: string;
}

/** Art. 5: a phase has ended, or will end later than planned; the cause is recorded and changes nothing of the effect. */
export interface PhaseEndSet {
  readonly commune: string;
  readonly phase: string;
  readonly kind: PhaseEndKind;
  readonly endsOn: string;
  readonly cause: string | null;
  readonly byId: string;
}

export interface OwedItem {
  readonly milestone: string;
  readonly dueOn: string;
  /** Days from the milestone to this stage (−30 … 0, then 7, 14 …); null for a reminder that the person asked for. */
  readonly offsetDays: number | null;
  readonly to: readonly string[];
}

export interface RemindersOwed {
  readonly commune: string;
  readonly items: readonly OwedItem[];
}

export interface ReminderNoted {
  readonly commune: string;
  readonly milestone: string;
  readonly dueOn: string;
  readonly personId: string;
}

export interface ReminderSnoozed {
  readonly commune: string;
  readonly milestone: string;
  readonly personId: string;
  readonly untilOn: string;
}

/** Every type of a track's stream, to refuse an entry of a version that this one does not know. */
export const TRACK_EVENT_TYPES: ReadonlySet<string> = new Set<TrackEvent['type']>([
  'programme-loaded',
  'beneficiary-added',
  'referent-requested',
  'request-settled',
  'referent-designated',
  'phase-end-proposed',
  'proposal-settled',
  'phase-end-set',
  'reminders-owed',
  'reminder-noted',
  'reminder-snoozed',
  ...COMMITTEE_EVENT_TYPES,
  ...DELIVERABLE_EVENT_TYPES,
  ...INCIDENT_EVENT_TYPES,
  ...COMMUNICATION_EVENT_TYPES,
  ...CONVENTION_EVENT_TYPES,
]);
