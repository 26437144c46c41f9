import { parisDay } from '../calendar/hours.ts';
import { announcedAt } from '../reminder/stages.ts';
import type { TrackState } from '../track/state.ts';
import type { CommitteeEvent } from './events.ts';
import { type CommitteeFacts, type Invitee, inviteesOf } from './invitees.ts';
import type { Meeting } from './state.ts';

/** One look at a track's committees: what they share is computed once. */
export interface Look {
  readonly track: TrackState;
  readonly now: Temporal.Instant;
  /** Paris day of `now`. */
  readonly todayOn: Temporal.PlainDate;
  /** The same, ISO. */
  readonly today: string;
  readonly facts: CommitteeFacts;
  inviteesOf(meeting: Meeting): readonly Invitee[];
  /** When a stage of a Paris day (ISO) is announced: 9 h on the working day on or before it. */
  announcedAt(dueOn: string, offsetDays: number): Temporal.Instant;
}

/** What the clock records by itself. */
export type OwedEvent = Extract<
  CommitteeEvent,
  {
    type:
      | 'invitations-owed'
      | 'meeting-reminder-owed'
      | 'action-reminder-owed'
      | 'copil-reminder-owed'
      | 'series-drift-owed';
  }
>;

/** What one kind of fact makes owed, and when it will next. */
export interface Owed {
  /** Owed at this very moment, whatever the hour. */
  readonly exact: readonly OwedEvent[];
  /** Owed from now on, within the hours of reminders. */
  readonly polite: readonly OwedEvent[];
  /** The next instant after the look at which something will be owed; null when nothing is to come. */
  readonly nextAt: Temporal.Instant | null;
}

/** Begins a look at an instant (UTC). */
export function lookAt(track: TrackState, now: Temporal.Instant, facts: CommitteeFacts): Look {
  const announced = new Map<string, Temporal.Instant>();
  const convened = new Map<string, readonly Invitee[]>();
  const todayOn = parisDay(now);
  return {
    track,
    now,
    todayOn,
    today: todayOn.toString(),
    facts,
    inviteesOf: (meeting) =>
      convened.getOrInsertComputed(meeting.number, () => inviteesOf(track, meeting, facts)),
    announcedAt: (dueOn, offsetDays) =>
      announced.getOrInsertComputed(`${dueOn} ${offsetDays}`, () =>
        announcedAt(Temporal.PlainDate.from(dueOn), offsetDays, facts.holidays),
      ),
  };
}
