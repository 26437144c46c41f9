/** Why a rule of incident reports (art. 3) said no; `cards/incident-refusals.ts` words each of them. Days are ISO. */
export type IncidentReason =
  /** The same words whether the number is nobody's or that of a report which the person may not read. */
  | { readonly code: 'unknown-incident'; readonly typed: string; readonly suggestions: readonly string[] }
  | { readonly code: 'facts-needed'; readonly min: number }
  | { readonly code: 'found-in-future'; readonly day: string }
  | { readonly code: 'consequence-days-needed'; readonly max: number }
  | { readonly code: 'consequence-contradicted' }
  /** A difficulty with the contractor goes to MGP alone. */
  | { readonly code: 'contractor-excluded' }
  /** A malfunction or a degradation is told to the contractor too. */
  | { readonly code: 'contractor-included' }
  | { readonly code: 'incident-closed'; readonly incident: string }
  | { readonly code: 'incident-open'; readonly incident: string }
  | { readonly code: 'outcome-needed' }
  | { readonly code: 'not-a-coordinator'; readonly typed: string }
  | { readonly code: 'period-reversed'; readonly from: string; readonly to: string };
