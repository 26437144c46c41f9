/** What is kept of a meeting that took place (art. 6). */
export interface Minutes {
  /** Ids of who was there. */
  readonly present: readonly string[];
  readonly decisions: readonly string[];
  /** Art. 6: the COPIL validates phases and their costs. */
  readonly validation: Validation | null;
  readonly actions: readonly Action[];
}

export interface Validation {
  readonly phase: string;
  readonly outcome: 'validated' | 'validated-with-reserves' | 'refused';
  /** As it was said, e.g. « 24 000 € TTC »; null when no cost was to be validated. */
  readonly cost: string | null;
}

export interface Action {
  readonly actionId: string;
  readonly text: string;
  readonly ownerId: string;
  /** Paris day, ISO. */
  readonly dueOn: string;
}
