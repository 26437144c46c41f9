/** Why a rule of a meeting's life (art. 6: answers, agenda, minutes) said no; `cards/meeting-life-refusals.ts` words each. */
export type MeetingLifeReason =
  /** Somebody names themselves as who comes in their place. */
  | { readonly code: 'replacement-self' }
  | { readonly code: 'too-many-replacements'; readonly max: number }
  | { readonly code: 'agenda-full'; readonly points: number; readonly characters: number }
  | { readonly code: 'too-many-lines'; readonly max: number; readonly given: number }
  /** `day` and `time` are Paris wall time. */
  | {
      readonly code: 'meeting-not-begun';
      readonly meeting: string;
      readonly day: string;
      readonly time: string;
    }
  /** One line of a field that takes a list; lines count from 1. */
  | { readonly code: 'line-faulty'; readonly line: number; readonly fault: LineFault }
  | { readonly code: 'not-a-copil'; readonly meeting: string }
  /** A newer version of the minutes no longer has it. */
  | { readonly code: 'action-gone' }
  | { readonly code: 'action-of-another'; readonly owner: string };

export type LineFault =
  | { readonly kind: 'too-long'; readonly max: number; readonly length: number }
  /** Not « qui ; quoi ; jj/mm/aaaa ». */
  | { readonly kind: 'shape' }
  | { readonly kind: 'not-convened'; readonly typed: string; readonly suggestions: readonly string[] }
  /** Several of those convened have this name. */
  | { readonly kind: 'same-name'; readonly typed: string }
  | { readonly kind: 'no-such-day'; readonly typed: string }
  | { readonly kind: 'before-meeting'; readonly day: string; readonly meetingOn: string }
  | { readonly kind: 'after-term'; readonly day: string; readonly term: string };
