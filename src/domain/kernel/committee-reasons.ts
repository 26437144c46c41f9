import type { MeetingKind } from '../committee/events.ts';
import type { MeetingLifeReason } from './meeting-life-reasons.ts';
import type { PollReason } from './poll-reasons.ts';

/** Why a rule of the committees (art. 6) said no; `cards/committee-refusals.ts` words each of them. */
export type CommitteeReason =
  | PollReason
  | MeetingLifeReason
  | { readonly code: 'no-such-time'; readonly typed: string }
  | { readonly code: 'no-such-rhythm'; readonly typed: string }
  | { readonly code: 'end-before-start'; readonly from: string; readonly to: string }
  | { readonly code: 'meeting-past'; readonly day: string; readonly time: string }
  | {
      readonly code: 'not-a-working-day';
      readonly day: string;
      /** Its name; null for a weekend. */
      readonly holiday: string | null;
      /** The nearest working days, ISO. */
      readonly before: string;
      readonly after: string;
      readonly time: string;
    }
  | { readonly code: 'outside-hours'; readonly time: string }
  | {
      readonly code: 'outside-period';
      readonly kind: MeetingKind;
      readonly day: string;
      readonly fromOn: string;
      readonly toOn: string;
    }
  /** For coordinators, who see every meeting. */
  | { readonly code: 'unknown-meeting'; readonly typed: string; readonly suggestions: readonly string[] }
  /** The same words whether the number is nobody's or that of a meeting to which the person is not convened. */
  | { readonly code: 'not-invited'; readonly typed: string }
  | ({ readonly code: 'meeting-cancelled' } & DatedMeeting)
  | ({ readonly code: 'meeting-over' } & DatedMeeting)
  | ({ readonly code: 'same-meeting' } & DatedMeeting)
  | ({ readonly code: 'same-slot' } & DatedMeeting)
  /** Somebody moved it after the date that was shown; `sequence` is that of the date as it is now. */
  | ({ readonly code: 'meeting-moved-since'; readonly by: string; readonly sequence: number } & DatedMeeting)
  | { readonly code: 'not-in-track'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'commune-needed'; readonly kind: MeetingKind }
  | { readonly code: 'nobody-to-invite'; readonly commune: string }
  | { readonly code: 'already-convened'; readonly name: string }
  | { readonly code: 'not-a-guest'; readonly typed: string }
  | { readonly code: 'too-many-guests'; readonly max: number }
  | { readonly code: 'no-occurrence'; readonly fromOn: string; readonly untilOn: string }
  | { readonly code: 'series-changed' };

/** What a refusal about one meeting names, with its Paris day and time as they are. */
interface DatedMeeting {
  readonly meeting: string;
  readonly day: string;
  readonly time: string;
}
