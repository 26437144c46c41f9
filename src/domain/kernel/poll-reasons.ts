/** Why a rule of polls and feeds said no; `cards/poll-refusals.ts` words each of them. */
export type PollReason =
  /** The same words whether the number is nobody's or that of a poll which does not ask the person. */
  | { readonly code: 'unknown-poll'; readonly typed: string }
  /** `day`: Paris day on which it was closed; `meeting`: the number that it was fixed as, null for none. */
  | {
      readonly code: 'poll-closed';
      readonly poll: string;
      readonly day: string;
      readonly meeting: string | null;
    }
  /** Dates are numbered from 1 to `slots`. */
  | { readonly code: 'unknown-slot'; readonly typed: string; readonly slots: number }
  | { readonly code: 'slot-format'; readonly typed: string }
  | { readonly code: 'too-many-slots'; readonly max: number; readonly given: number }
  /** Nothing is recorded of the person: no meeting and no date is theirs. */
  | { readonly code: 'no-calendar' };
