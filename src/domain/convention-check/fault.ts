import type { PhaseKind } from '../calendar/phase.ts';
import type { Side } from './parties.ts';
import type { SectionName } from './sections.ts';

/** Where a fault stands: an article by its number, another part, or the whole text. */
export type FaultArticle = SectionName | 'whole';

/** What art. 4 asks to be known of the référent. */
export type ReferentDetail = 'person' | 'email' | 'phone';

/** What art. 2 and art. 5 must say. */
export type CalendarFact = 'term' | 'start' | 'duration' | 'steps' | 'limit';

/** A SIREN that is not the party's own: `official` is, where it is known. */
export interface SirenFlaw {
  readonly code: 'siren-length' | 'siren-check-digit' | 'siren-of-another' | 'siren-of-nobody';
  readonly side: Side;
  readonly siren: string;
  readonly name: string;
  readonly official: string | null;
  /** Whose it is, among the communes and the EPT of the Métropole. */
  readonly owner: string | null;
  /** The SIREN of the prefecture's receipt at the end of the text, when it is another. */
  readonly receipt: string | null;
}

/** Phases that, at these lengths, leave the use phase fewer days than its months (art. 5). */
export interface PhasesTooLong {
  readonly code: 'phases-too-long';
  readonly months: readonly number[];
  readonly startsOn: string;
  /** When the assessment would end if it had no limit. */
  readonly endsOn: string;
  /** The day before which it must be over. */
  readonly before: string;
  readonly plannedDays: number;
  readonly keptDays: number;
  /** What it loses even when every phase is as short as it may be. */
  readonly lostAtShortest: number;
  /** The last day of the set-up that keeps all the months of use. */
  readonly setupBy: string;
}

/** Phases that end after the term (art. 2), by their kind. */
export interface PhasesAfterTerm {
  readonly code: 'phases-after-term';
  readonly kinds: readonly PhaseKind[];
  readonly termOn: string;
}

/**
 * What is wrong with a convention: one member per fault, with the facts that its French sentence needs, all plain values;
 * days are ISO Paris days. `cards/convention-faults.ts` words each of them.
 */
export type ConventionFlaw =
  | { readonly code: 'parts-missing'; readonly parts: readonly SectionName[] }
  | { readonly code: 'placeholder'; readonly text: string; readonly closed: boolean }
  | { readonly code: 'no-such-day'; readonly written: string }
  | { readonly code: 'beneficiary-unread' }
  | { readonly code: 'beneficiary-unknown'; readonly name: string; readonly suggestions: readonly string[] }
  | { readonly code: 'other-beneficiary'; readonly name: string; readonly expected: string }
  | { readonly code: 'siren-missing'; readonly name: string; readonly official: string | null }
  | SirenFlaw
  | {
      readonly code: 'receipt-siren';
      readonly siren: string;
      readonly owner: string | null;
      readonly expected: string;
      readonly name: string;
    }
  | { readonly code: 'deliberation-undated'; readonly side: Side }
  | {
      readonly code: 'deliberation-after-signature';
      readonly side: Side;
      readonly votedOn: string;
      readonly signedOn: string;
    }
  | { readonly code: 'no-option' }
  | { readonly code: 'several-options'; readonly ticked: number }
  | { readonly code: 'fact-missing'; readonly what: CalendarFact }
  | { readonly code: 'start-after-term'; readonly startsOn: string; readonly termOn: string }
  | { readonly code: 'limit-after-term'; readonly lastOn: string; readonly termOn: string }
  | { readonly code: 'referent-incomplete'; readonly missing: readonly ReferentDetail[] }
  | {
      readonly code: 'duration-differs';
      readonly months: number;
      readonly min: number;
      readonly max: number;
    }
  | PhasesTooLong
  | PhasesAfterTerm
  | { readonly code: 'signature-blank'; readonly place: boolean; readonly dates: number };

/** A flaw on its place of the text. */
export interface FoundFlaw {
  readonly at: number;
  readonly flaw: ConventionFlaw;
}

/** A flaw with its article and its line, from 1, of the text as it was given. */
export type ConventionFault = ConventionFlaw & { readonly article: FaultArticle; readonly line: number };
