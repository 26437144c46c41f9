/** A kit has become available: to everybody who speaks for a beneficiary of its track. */
export const KIT_READY = 'kit-ready';
/** To the coordinators: something was published. */
export const PUBLICATION_TOLD = 'publication-told';
/** A draft, to the communication contact: goes by mail alone, with its file. */
export const OPINION_ASKED = 'opinion-asked';
/** The same after three working days without an answer; by mail alone. */
export const OPINION_REMINDER = 'opinion-reminder';
/** What was answered, to whoever asked. */
export const OPINION_TOLD = 'opinion-told';
/** The rules, at a moment that leads to publishing. */
export const RULES_REMINDER = 'rules-reminder';

/** Every topic about communication: rendered by `communicationVerdict`. */
export const COMMUNICATION_TOPICS: ReadonlySet<string> = new Set([
  KIT_READY,
  PUBLICATION_TOLD,
  OPINION_ASKED,
  OPINION_REMINDER,
  OPINION_TOLD,
  RULES_REMINDER,
]);
