/** What a track's stream tells of each beneficiary's convention. Days are ISO text (Paris days); people are named by id. */
export type ConventionEvent =
  | { readonly type: 'convention-signed'; readonly data: ConventionSigned }
  | { readonly type: 'option-chosen'; readonly data: OptionChosen }
  | { readonly type: 'data-act-recorded'; readonly data: DataActRecorded }
  | { readonly type: 'data-requested'; readonly data: DataRequested }
  | { readonly type: 'avenant-recorded'; readonly data: AvenantRecorded }
  | { readonly type: 'formal-notice-sent'; readonly data: FormalNoticeSent }
  | { readonly type: 'formal-notice-closed'; readonly data: FormalNoticeClosed }
  | { readonly type: 'formal-notice-reminder-owed'; readonly data: FormalNoticeReminderOwed }
  | { readonly type: 'hearing-held'; readonly data: HearingHeld }
  | { readonly type: 'review-drafted'; readonly data: ReviewDrafted }
  | { readonly type: 'review-sent'; readonly data: ReviewSent };

/** Art. 2: the convention takes effect once every party has signed. A date that is null was not told by this record. */
export interface ConventionSigned {
  readonly commune: string;
  readonly beneficiaryOn: string | null;
  readonly mgpOn: string | null;
  /** The Bureau's délibération by which the beneficiary was retained, as people cite it; null when not told. */
  readonly bureau: string | null;
  readonly byId: string;
}

/** Art. 1: the one experiment that the beneficiary has ticked. */
export interface OptionChosen {
  readonly commune: string;
  readonly option: string;
  readonly byId: string;
}

/** `experiment`: data made available for the experiment or its assessment. `transfer`: data handed over at its end. */
export type DataPurpose = 'experiment' | 'transfer';

/** `none`: both parties have settled that no data is shared, so that no act is needed. */
export type DataNature = 'temporary' | 'final' | 'none';

/** Art. 8: the specific act without which no data may be shared. */
export interface DataActRecorded {
  readonly commune: string;
  readonly purpose: DataPurpose;
  readonly nature: DataNature;
  readonly signedOn: string;
  /** Which data, and what may be done with them. */
  readonly uses: string;
  readonly byId: string;
}

/** Art. 8, where the convention says that MGP may ask for the data at the end of the experiment. */
export interface DataRequested {
  readonly commune: string;
  readonly requestedOn: string;
  readonly byId: string;
}

/** Art. 11: what changes dates. Those that are null stay as they were. */
export interface AvenantRecorded {
  readonly commune: string;
  /** Counts from 1 for each beneficiary. */
  readonly avenant: number;
  readonly signedOn: string;
  readonly subject: string;
  /** New last day of the convention, included. */
  readonly termOn: string | null;
  /** New day before which the assessment must be over. */
  readonly assessmentBefore: string | null;
  readonly byId: string;
}

/** Art. 12: a registered letter, sent by post. This only records that it was, and counts its thirty days. */
export interface FormalNoticeSent {
  /** MED-2026-0001. */
  readonly notice: string;
  readonly commune: string;
  /** Paris day on which the letter was sent: the thirty days run from it. */
  readonly sentOn: string;
  readonly breach: string;
  readonly byId: string;
}

/** `remedied`: the breach is no more. `withdrawn`: MGP goes no further. */
export type NoticeOutcome = 'remedied' | 'withdrawn';

export interface FormalNoticeClosed {
  readonly notice: string;
  readonly commune: string;
  readonly outcome: NoticeOutcome;
  readonly on: string;
  readonly byId: string;
}

/** The time to remedy is about to end, or has ended: told to the coordinators. */
export interface FormalNoticeReminderOwed {
  readonly notice: string;
  readonly commune: string;
  /** Days from the end of the thirty days: −7, 1. */
  readonly offsetDays: number;
  readonly to: readonly string[];
}

/** Art. 9: the beneficiary's representatives are heard before MGP decides on a sanction. */
export interface HearingHeld {
  readonly commune: string;
  readonly heldOn: string;
  /** Who was heard, in what capacity; no more than is needed. */
  readonly heard: string;
  readonly byId: string;
}

/** By question's rank, from 1, as text: the answers so far. */
export type ReviewAnswers = Readonly<Record<string, string>>;

/** Règlement, art. 8: the retour d'expérience and the evaluation, while they are written. */
export interface ReviewDrafted {
  readonly commune: string;
  readonly answers: ReviewAnswers;
  readonly byId: string;
}

/** The same, sent to MGP: from then on it stands. */
export interface ReviewSent {
  /** BIL-2026-0001. */
  readonly number: string;
  readonly commune: string;
  /** The questions as they were then: the programme's may change. */
  readonly questions: readonly string[];
  readonly answers: ReviewAnswers;
  readonly byId: string;
}

/** Every type of these, to refuse an entry of a version that this one does not know. */
export const CONVENTION_EVENT_TYPES: readonly ConventionEvent['type'][] = [
  'convention-signed',
  'option-chosen',
  'data-act-recorded',
  'data-requested',
  'avenant-recorded',
  'formal-notice-sent',
  'formal-notice-closed',
  'formal-notice-reminder-owed',
  'hearing-held',
  'review-drafted',
  'review-sent',
];
