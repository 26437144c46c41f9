import { earliest } from '../calendar/hours.ts';
import { isHeld, nextReminderHour } from '../reminder/due.ts';
import type { TrackState } from '../track/state.ts';
import type { CommitteeFacts } from './invitees.ts';
import { type Look, lookAt, type Owed, type OwedEvent } from './look.ts';
import { actionRemindersOwed } from './owed-actions.ts';
import { copilRemindersOwed } from './owed-copil.ts';
import { driftsOwed } from './owed-drift.ts';
import { invitationsOwed } from './owed-invitations.ts';
import { meetingRemindersOwed } from './owed-reminders.ts';

const QUESTIONS: readonly ((look: Look) => Owed)[] = [
  invitationsOwed,
  meetingRemindersOwed,
  copilRemindersOwed,
  actionRemindersOwed,
  driftsOwed,
];

/**
 * What the committees of a track (art. 6) make owed at `now` and not recorded yet: invitations, reminders, COPIL that
 * nobody scheduled, series that no longer fit. A question, not a timer: whatever changes who is convened or when changes
 * the answer by itself. In the quiet hours, only invitations and what begins in an hour.
 */
export function committeesDue(
  track: TrackState,
  now: Temporal.Instant,
  facts: CommitteeFacts,
): readonly OwedEvent[] {
  const owed = owedAt(track, now, facts);
  const exact = owed.flatMap((one) => one.exact);
  return isHeld(now, facts.holidays) ? exact : [...exact, ...owed.flatMap((one) => one.polite)];
}

/** When `committeesDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextCommitteesDueAt(
  track: TrackState,
  now: Temporal.Instant,
  facts: CommitteeFacts,
): Temporal.Instant | null {
  const owed = owedAt(track, now, facts);
  if (owed.some(({ exact }) => exact.length > 0)) return now;
  const next = earliest(owed.map(({ nextAt }) => nextAt));
  if (owed.every(({ polite }) => polite.length === 0)) return next;
  return isHeld(now, facts.holidays) ? earliest([next, nextReminderHour(now, facts.holidays)]) : now;
}

function owedAt(track: TrackState, now: Temporal.Instant, facts: CommitteeFacts): readonly Owed[] {
  const look = lookAt(track, now, facts);
  return QUESTIONS.map((question) => question(look));
}
