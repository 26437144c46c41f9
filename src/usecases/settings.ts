import type { Holidays } from '../domain/calendar/workdays.ts';

/** What the operator decided, as far as decisions depend on it. */
export interface Settings {
  /** Verified e-mails of MGP's coordinators, lower case. */
  readonly coordinatorEmails: ReadonlySet<string>;
  readonly holidays: Holidays;
}
