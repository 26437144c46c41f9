import type { KeptFile } from '../kernel/file.ts';

/** What was handed over: a file that is kept, or an address that is not. */
export type Content =
  | { readonly kind: 'file'; readonly file: KeptFile }
  | { readonly kind: 'link'; readonly url: string };

/** What a beneficiary says of a deliverable (art. 3). Silence is none of these: it never validates. */
export type Verdict = 'validated' | 'with-reserves' | 'refused';

/** What a track's stream tells of its deliverables. They are named by their number (LIV-12), people by id. */
export type DeliverableEvent =
  | { readonly type: 'deliverable-handed-over'; readonly data: DeliverableHandedOver }
  | { readonly type: 'deliverable-replaced'; readonly data: DeliverableReplaced }
  | { readonly type: 'deliverable-withdrawn'; readonly data: DeliverableWithdrawn }
  | { readonly type: 'deliverable-judged'; readonly data: DeliverableJudged }
  | { readonly type: 'reserve-lifted'; readonly data: ReserveLifted }
  | { readonly type: 'validation-reminders-owed'; readonly data: ValidationRemindersOwed }
  | { readonly type: 'validation-chased'; readonly data: ValidationChased };

/** Art. 3: MGP hands a deliverable over to beneficiaries, who are to validate it. */
export interface DeliverableHandedOver {
  /** `LIV-12`: what people call it. */
  readonly deliverable: string;
  readonly title: string;
  /** Id of the phase of the calendar that it belongs to. */
  readonly phase: string;
  /** Ids of the beneficiaries to which it is addressed; null for every one of the track, those to come included. */
  readonly communes: readonly string[] | null;
  readonly content: Content;
  /** SHA-256 (hex) of the file, or of the address. */
  readonly digest: string;
  /** Paris day, ISO: from it the working days to validate are counted. */
  readonly handedOverOn: string;
  readonly byId: string;
}

/** A newer version: what was said of the former ones stands in the journal and validates this one in nothing. */
export interface DeliverableReplaced {
  readonly deliverable: string;
  /** 2 for the first replacement. */
  readonly version: number;
  readonly content: Content;
  readonly digest: string;
  readonly handedOverOn: string;
  /** What has changed, for those who validate; null when nothing was said. */
  readonly changes: string | null;
  readonly byId: string;
}

export interface DeliverableWithdrawn {
  readonly deliverable: string;
  readonly reason: string;
  readonly byId: string;
}

export interface ReserveText {
  readonly reserveId: string;
  readonly text: string;
}

/** One act of one beneficiary on one version. Changing one's mind is a new act: the first stays. */
export interface DeliverableJudged {
  /** Receipt: VAL-2026-0012. */
  readonly number: string;
  readonly deliverable: string;
  readonly version: number;
  /** Digest of that version. */
  readonly digest: string;
  readonly commune: string;
  readonly verdict: Verdict;
  /** Only `with-reserves` has some. */
  readonly reserves: readonly ReserveText[];
  /** Why it is refused; null for the other verdicts. */
  readonly reason: string | null;
  /** For the Métropole alone: never shown to the contractor. */
  readonly remark: string | null;
  readonly byId: string;
}

export interface ReserveLifted {
  readonly deliverable: string;
  readonly commune: string;
  readonly reserveId: string;
  readonly byId: string;
}

/** Working days since the deliverable was handed over, and who is reminded for which beneficiary. */
export interface ValidationRemindersOwed {
  readonly deliverable: string;
  readonly version: number;
  readonly stage: number;
  readonly items: readonly ValidationReminder[];
}

export interface ValidationReminder {
  readonly commune: string;
  /** Person ids; empty when the stage came and had nobody to reach. */
  readonly to: readonly string[];
}

/** A coordinator has had late beneficiaries reminded of one deliverable. */
export interface ValidationChased {
  readonly deliverable: string;
  readonly version: number;
  readonly communes: readonly string[];
  readonly byId: string;
}

/** Every type of these, to refuse an entry of a version that this one does not know. */
export const DELIVERABLE_EVENT_TYPES: readonly DeliverableEvent['type'][] = [
  'deliverable-handed-over',
  'deliverable-replaced',
  'deliverable-withdrawn',
  'deliverable-judged',
  'reserve-lifted',
  'validation-reminders-owed',
  'validation-chased',
];
