import {
  type ReminderView,
  reminderCard,
  reminderDigest,
  reminderNoted,
  reminderSnoozed,
} from '../../../cards/reminder.ts';
import { choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

/** J-7 of 31/05/2026 falls on a Sunday before a holiday: it is said on Friday 22/05. */
const weekBefore: ReminderView = {
  ...choisy,
  phase: 'Mise en place et formation',
  phaseId: 'setup',
  milestone: 'setup-end',
  dueOn: '2026-05-31',
  lastWorkingDay: '2026-05-29',
  daysLeft: 9,
  withoutReferent: false,
  forCoordinator: false,
  reviewDue: false,
};

const start: ReminderView = {
  ...weekBefore,
  phase: null,
  phaseId: null,
  milestone: 'start',
  dueOn: '2025-12-01',
  lastWorkingDay: null,
  daysLeft: 7,
};

const late: ReminderView = {
  ...weekBefore,
  phase: 'État des lieux et audit préalables',
  phaseId: 'audit',
  milestone: 'audit-end',
  dueOn: '2026-02-28',
  lastWorkingDay: '2026-02-27',
  daysLeft: -14,
};

const orphan = { ...weekBefore, withoutReferent: true, forCoordinator: true };
const nanterre = { ...orphan, commune: 'Nanterre (exemple)', communeValue: 'nanterre' };

/** Reminders of the calendar (art. 5). */
export const reminderSamples: readonly Sample[] = [
  sample(reminderCard, null, weekBefore),
  sample(reminderCard, 'debut', start),
  sample(reminderCard, 'en-retard', late),
  sample(reminderCard, 'sans-referent', orphan),
  sample(reminderDigest, null, [{ ...late, daysLeft: -83 }, weekBefore]),
  sample(reminderDigest, 'coordination', [orphan, nanterre]),
  sample(reminderNoted, null, {
    phase: weekBefore.phase,
    dueOn: weekBefore.dueOn,
    nextOn: '2026-05-29',
  }),
  sample(reminderSnoozed, null, { wantedOn: '2026-05-25', onDay: '2026-05-22' }),
];
