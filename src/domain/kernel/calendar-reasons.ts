import type { Choice } from './choice.ts';

/** Why a rule of the calendar (art. 5) said no; `cards/calendar-refusals.ts` words each of them. Days are ISO. */
export type CalendarReason =
  | { readonly code: 'after-term'; readonly day: string; readonly term: string }
  | {
      readonly code: 'before-phase-start';
      readonly day: string;
      readonly phase: string;
      readonly start: string;
    }
  | { readonly code: 'into-assessment'; readonly day: string; readonly latest: string }
  | { readonly code: 'end-in-future'; readonly day: string; readonly today: string }
  | { readonly code: 'not-a-delay'; readonly day: string; readonly planned: string }
  | { readonly code: 'unknown-phase'; readonly typed: string; readonly choices: readonly Choice[] }
  | { readonly code: 'phase-done'; readonly phase: string; readonly day: string }
  | { readonly code: 'already-proposed'; readonly day: string; readonly askedOn: string }
  | { readonly code: 'milestone-gone' };
