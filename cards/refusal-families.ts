import type { CalendarReason } from '../src/domain/kernel/calendar-reasons.ts';
import type { CommitteeReason } from '../src/domain/kernel/committee-reasons.ts';
import type { CommunicationReason } from '../src/domain/kernel/communication-reasons.ts';
import type { ConventionReason } from '../src/domain/kernel/convention-reasons.ts';
import type { DeliverableReason } from '../src/domain/kernel/deliverable-reasons.ts';
import type { FileReason } from '../src/domain/kernel/file-reasons.ts';
import type { IncidentReason } from '../src/domain/kernel/incident-reasons.ts';
import { calendarRefusal } from './calendar-refusals.ts';
import { committeeRefusal } from './committee-refusals.ts';
import { communicationRefusal } from './communication-refusals.ts';
import { conventionRefusal } from './convention-refusals.ts';
import { deliverableRefusal } from './deliverable-refusals.ts';
import { fileRefusal } from './file-refusals.ts';
import type { Described } from './fixes.ts';
import { incidentRefusal } from './incident-refusals.ts';

/** The French sentence of a reason that belongs to one article's rules: each family is worded in a file of its own. */
export function familyRefusal(
  reason:
    | CalendarReason
    | CommitteeReason
    | CommunicationReason
    | ConventionReason
    | DeliverableReason
    | FileReason
    | IncidentReason,
): Described {
  switch (reason.code) {
    case 'after-term':
    case 'before-phase-start':
    case 'into-assessment':
    case 'end-in-future':
    case 'not-a-delay':
    case 'unknown-phase':
    case 'phase-done':
    case 'already-proposed':
    case 'milestone-gone':
      return calendarRefusal(reason);
    case 'file-empty':
    case 'file-too-large':
    case 'file-type':
    case 'file-misnamed':
    case 'file-macros':
    case 'file-bomb':
    case 'file-broken':
    case 'file-no-room':
    case 'file-not-fetched':
    case 'file-gone':
    case 'too-many-files':
      return fileRefusal(reason);
    case 'kit-empty':
    case 'kit-too-large':
    case 'kit-version-exists':
    case 'kit-unchanged':
    case 'published-in-future':
    case 'text-missing':
    case 'text-or-file':
    case 'text-unread':
    case 'unknown-opinion':
    case 'no-communication-contact':
    case 'opinion-comment-needed':
      return communicationRefusal(reason);
    case 'unknown-deliverable':
    case 'deliverable-withdrawn':
    case 'deliverable-replaced':
    case 'addressee-unknown':
    case 'same-content':
    case 'file-or-link':
    case 'not-a-link':
    case 'handed-over-in-future':
    case 'reserves-needed':
    case 'refusal-reason-needed':
    case 'verdict-contradicted':
    case 'unknown-reserve':
    case 'act-followed':
    case 'reserve-lifted':
    case 'nobody-late':
      return deliverableRefusal(reason);
    case 'not-yet-happened':
    case 'nothing-told':
    case 'unknown-option':
    case 'signed-after-term':
    case 'avenant-too-short':
    case 'avenant-beyond-term':
    case 'notice-open':
    case 'no-open-notice':
    case 'before-notice':
    case 'file-or-text':
    case 'not-plain-text':
    case 'review-sent':
    case 'review-empty':
    case 'review-incomplete':
      return conventionRefusal(reason);
    case 'unknown-incident':
    case 'facts-needed':
    case 'found-in-future':
    case 'consequence-days-needed':
    case 'consequence-contradicted':
    case 'contractor-excluded':
    case 'contractor-included':
    case 'incident-closed':
    case 'incident-open':
    case 'outcome-needed':
    case 'not-a-coordinator':
    case 'period-reversed':
      return incidentRefusal(reason);
    default:
      return committeeRefusal(reason);
  }
}
