import type { CalendarReason } from './calendar-reasons.ts';
import type { Choice } from './choice.ts';
import type { CommitteeReason } from './committee-reasons.ts';
import type { CommunicationReason } from './communication-reasons.ts';
import type { ConventionReason } from './convention-reasons.ts';
import type { DeliverableReason } from './deliverable-reasons.ts';
import type { FileReason } from './file-reasons.ts';
import type { IncidentReason } from './incident-reasons.ts';

/**
 * Why a rule said no. One member per refusal, with the facts that its French sentence needs;
 * `cards/refusals.ts` words each of them and docs/refusals.md lists them all.
 */
export type Reason =
  | CalendarReason
  | CommitteeReason
  | CommunicationReason
  | ConventionReason
  | DeliverableReason
  | IncidentReason
  | FileReason
  | { readonly code: 'unknown-command'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'not-enrolled' }
  | { readonly code: 'no-verified-email' }
  | { readonly code: 'coordinators-only' }
  | { readonly code: 'referents-only' }
  | {
      readonly code: 'other-commune';
      readonly role: 'referent' | 'deputy' | 'contractor';
      readonly own: readonly string[];
      /** E-mail of the coordination; null when none is configured. */
      readonly contact: string | null;
    }
  | { readonly code: 'unknown-commune'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'not-in-register'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'commune-not-enrolled'; readonly name: string; readonly mayAdd: boolean }
  | { readonly code: 'several-tracks'; readonly name: string; readonly choices: readonly Choice[] }
  | { readonly code: 'unknown-track'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'siren-check-digit'; readonly siren: string; readonly official: string }
  | { readonly code: 'siren-length'; readonly siren: string; readonly official: string }
  | {
      readonly code: 'siren-of-another';
      readonly siren: string;
      readonly owner: string;
      readonly official: string;
      readonly name: string;
    }
  | {
      readonly code: 'siren-of-nobody';
      readonly siren: string;
      readonly official: string;
      readonly name: string;
    }
  | { readonly code: 'already-beneficiary'; readonly name: string }
  | { readonly code: 'missing-field' }
  | { readonly code: 'too-long'; readonly max: number; readonly length: number }
  | { readonly code: 'too-short'; readonly min: number }
  | { readonly code: 'not-a-choice'; readonly typed: string; readonly choices: readonly string[] }
  | { readonly code: 'no-such-day'; readonly typed: string }
  | { readonly code: 'no-such-delay'; readonly typed: string }
  | { readonly code: 'invalid-email'; readonly typed: string }
  | { readonly code: 'invalid-phone'; readonly typed: string }
  | { readonly code: 'invalid-value'; readonly typed: string }
  | { readonly code: 'day-past'; readonly day: string }
  | { readonly code: 'day-too-far'; readonly day: string; readonly latest: string }
  | { readonly code: 'same-referent'; readonly name: string }
  | { readonly code: 'before-present-referent'; readonly day: string; readonly since: string }
  | { readonly code: 'no-referent-to-assist'; readonly name: string }
  | { readonly code: 'already-asked'; readonly name: string; readonly day: string }
  | { readonly code: 'already-referent'; readonly name: string }
  | { readonly code: 'request-settled'; readonly outcome: 'confirmed' | 'declined'; readonly day: string }
  | { readonly code: 'unknown-request' }
  | { readonly code: 'proposal-settled'; readonly outcome: 'confirmed' | 'declined'; readonly day: string }
  | { readonly code: 'unknown-proposal' }
  | { readonly code: 'import-faults'; readonly faults: readonly ImportFault[] }
  | { readonly code: 'import-empty' }
  | {
      readonly code: 'import-columns';
      readonly missing: readonly string[];
      readonly expected: readonly string[];
    }
  /** One date of several, counted from 1. */
  | { readonly code: 'slot-fault'; readonly line: number; readonly reason: Reason }
  | { readonly code: 'no-reminders' }
  | { readonly code: 'no-address-there'; readonly channel: 'slack' | 'teams' }
  /** What became of the message since it was shown; `sending`: it is leaving at this moment. */
  | { readonly code: 'message-settled'; readonly outcome: 'sent' | 'dropped' | 'unknown' | 'sending' }
  | { readonly code: 'unknown-person'; readonly typed: string }
  | { readonly code: 'person-in-role'; readonly name: string; readonly held: HeldRole }
  | { readonly code: 'store-down'; readonly contact: string | null };

/** The role for which the programme needs somebody. */
export type HeldRole =
  | { readonly role: 'coordinator' }
  | { readonly role: 'contractor' }
  | {
      readonly role: 'referent' | 'deputy';
      readonly commune: string;
      /** First day of a role to come; null for one that is held today. */
      readonly fromOn: string | null;
    };

/** One refused line of an imported file; lines count from 1 with the header. */
export interface ImportFault {
  readonly line: number;
  readonly column: string;
  readonly reason: Reason;
}

/** A rule said no: a value, not an exception. `field` names the input it concerns, when there is one. */
export class Refusal {
  readonly reason: Reason;
  readonly field: string | null;

  constructor(reason: Reason, field: string | null = null) {
    this.reason = reason;
    this.field = field;
  }
}
