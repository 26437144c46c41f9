/** Why a rule of deliverables and their validation (art. 3) said no; `cards/deliverable-refusals.ts` words each of them. */
export type DeliverableReason =
  /** The same words whether the number is nobody's or that of a deliverable which is not addressed to the person. */
  | { readonly code: 'unknown-deliverable'; readonly typed: string; readonly suggestions: readonly string[] }
  /** `day`: Paris day on which it was withdrawn. */
  | {
      readonly code: 'deliverable-withdrawn';
      readonly deliverable: string;
      readonly day: string;
      readonly reason: string;
    }
  /** Somebody validates a version that is no longer the one to validate. */
  | {
      readonly code: 'deliverable-replaced';
      readonly deliverable: string;
      readonly shown: number;
      readonly version: number;
    }
  /** `choices`: what may have been meant, each with the whole list as it would then be. */
  | {
      readonly code: 'addressee-unknown';
      readonly typed: string;
      readonly choices: readonly { readonly name: string; readonly list: string }[];
    }
  | { readonly code: 'same-content'; readonly deliverable: string; readonly version: number }
  | { readonly code: 'file-or-link' }
  | { readonly code: 'not-a-link'; readonly typed: string }
  | { readonly code: 'handed-over-in-future'; readonly day: string }
  | { readonly code: 'reserves-needed' }
  | { readonly code: 'refusal-reason-needed' }
  /** Reserves or a reason were given with a verdict that has none. */
  | { readonly code: 'verdict-contradicted'; readonly what: 'reserves' | 'reason' }
  | { readonly code: 'unknown-reserve'; readonly typed: string; readonly reserves: number }
  /** A reserve of an act that the same beneficiary has followed with another since. */
  | { readonly code: 'act-followed'; readonly act: string; readonly by: string }
  /** `day`: Paris day on which it was lifted. */
  | { readonly code: 'reserve-lifted'; readonly rank: number; readonly day: string }
  /** Nobody waits: there is nobody to remind. */
  | { readonly code: 'nobody-late' };
