/** A deliverable, or a newer version of one, was handed over: it is to be validated. */
export const DELIVERABLE_HANDED = 'deliverable-handed';
export const DELIVERABLE_WITHDRAWN = 'deliverable-withdrawn';
/** Waits for the reader's beneficiary; a digest when several do. */
export const VALIDATION_REMINDER = 'validation-reminder';
/** To coordinators: beneficiaries that have not answered in time, or whom nobody can remind. */
export const VALIDATION_LATE = 'validation-late';
/** What a beneficiary has said, to MGP, to the contractor and to who else speaks for it. */
export const DELIVERABLE_JUDGED = 'deliverable-judged';
/** The receipt, to whoever acted; goes by mail alone, since the chat has shown it. */
export const VALIDATION_RECEIPT = 'validation-receipt';
export const RESERVE_LIFTED = 'reserve-lifted';

/** Every topic about deliverables: rendered by `deliverableVerdicts`. */
export const DELIVERABLE_TOPICS: ReadonlySet<string> = new Set([
  DELIVERABLE_HANDED,
  DELIVERABLE_WITHDRAWN,
  VALIDATION_REMINDER,
  VALIDATION_LATE,
  DELIVERABLE_JUDGED,
  VALIDATION_RECEIPT,
  RESERVE_LIFTED,
]);
