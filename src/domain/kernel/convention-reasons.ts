/** Why a rule of the convention's register said no; `cards/convention-refusals.ts` words each of them. Days are ISO. */
export type ConventionReason =
  /** A letter, a signature, a hearing: what is recorded has happened. */
  | { readonly code: 'not-yet-happened'; readonly day: string }
  | { readonly code: 'nothing-told' }
  | { readonly code: 'unknown-option'; readonly typed: string; readonly options: readonly string[] }
  | { readonly code: 'signed-after-term'; readonly day: string; readonly term: string }
  /** An avenant would end the convention, or the assessment, before what has already happened. */
  | {
      readonly code: 'avenant-too-short';
      readonly what: 'term' | 'assessment';
      readonly day: string;
      /** What happened last, and when. */
      readonly last: {
        readonly what: 'signature' | 'phase';
        readonly title: string | null;
        readonly day: string;
      };
    }
  /** The assessment would have to be over after the term of the convention. */
  | { readonly code: 'avenant-beyond-term'; readonly before: string; readonly term: string }
  | { readonly code: 'notice-open'; readonly notice: string; readonly sentOn: string }
  | { readonly code: 'no-open-notice'; readonly commune: string }
  | { readonly code: 'before-notice'; readonly day: string; readonly sentOn: string }
  | {
      readonly code: 'review-sent';
      readonly commune: string;
      readonly number: string;
      readonly day: string;
    }
  /** The text of a convention, to be checked. */
  | { readonly code: 'file-or-text' }
  | { readonly code: 'not-plain-text'; readonly name: string }
  | { readonly code: 'review-empty'; readonly commune: string }
  | { readonly code: 'review-incomplete'; readonly commune: string; readonly missing: readonly number[] };
