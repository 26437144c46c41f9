/** A report was written: to the coordinators, and to the contractor where it is addressed to it. */
export const INCIDENT_ALERT = 'incident-alert';
/** The receipt, to whoever wrote it; goes by mail alone, with its PDF, since the chat has shown it. */
export const INCIDENT_RECEIPT = 'incident-receipt';
/** The mail with the receipt could not be sent yet: to whoever wrote, in the chat alone. */
export const INCIDENT_RECEIPT_LATE = 'incident-receipt-late';
/** Something was added to a report, to those who follow it. */
export const INCIDENT_STEP = 'incident-step';
/** To the coordinators: nobody has acknowledged a report in time. */
export const INCIDENT_RAISED = 'incident-raised';
/** The same, four working hours later, by mail. */
export const INCIDENT_RAISED_BY_MAIL = 'incident-raised-by-mail';

/** Every topic about incidents: rendered by `incidentVerdict`. */
export const INCIDENT_TOPICS: ReadonlySet<string> = new Set([
  INCIDENT_ALERT,
  INCIDENT_RECEIPT,
  INCIDENT_RECEIPT_LATE,
  INCIDENT_STEP,
  INCIDENT_RAISED,
  INCIDENT_RAISED_BY_MAIL,
]);
