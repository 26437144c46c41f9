import type {
  Attendance,
  CommitteeEvent,
  MeetingScheduled,
  OwedInvitation,
  Rhythm,
  SeriesBegun,
} from '../../src/domain/committee/events.ts';
import type { CommitteeFacts } from '../../src/domain/committee/invitees.ts';
import type { Action, Minutes } from '../../src/domain/committee/minutes.ts';
import { committeesDue, nextCommitteesDueAt } from '../../src/domain/committee/owed.ts';
import type { Meeting } from '../../src/domain/committee/state.ts';
import { nextSequence } from '../../src/domain/committee/when.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { leaving } from './leaving.ts';
import { fold, holidays } from './track.ts';

export const committeeFacts: CommitteeFacts = {
  holidays,
  coordinators: ['coordinatrice'],
  isErased: () => false,
};

/** The tuesday on which most of these tests convene: no holiday is near. */
const TUESDAY = '2026-06-16';

/** A comité opérationnel on a Tuesday at 10 h, with these changes. */
export function scheduled(changes: Partial<MeetingScheduled> = {}): CommitteeEvent {
  const meeting = changes.meeting ?? 'CO-01';
  return {
    type: 'meeting-scheduled',
    data: {
      meeting,
      uid: `uid-${meeting}`,
      kind: 'comop',
      title: null,
      commune: null,
      step: null,
      series: null,
      place: 'visioconférence',
      guests: [],
      byId: 'coordinatrice',
      on: TUESDAY,
      from: '10:00',
      durationMinutes: 90,
      ...changes,
    },
  };
}

export function meetingOf(track: TrackState, number = 'CO-01'): Meeting {
  const found = track.committees.meetings.get(number);
  if (found === undefined) throw new TypeError(`${number} is not in the track`);
  return found;
}

/** The meeting on another day, as a command would record it. */
export function movedTo(track: TrackState, on: string, from = '10:00', number = 'CO-01'): CommitteeEvent {
  const meeting = meetingOf(track, number);
  const { durationMinutes, place } = meeting;
  const data = { meeting: number, on, from, durationMinutes, place, sequence: nextSequence(meeting) };
  return { type: 'meeting-moved', data: { ...data, byId: 'coordinatrice' } };
}

export function cancelled(track: TrackState, number = 'CO-01'): CommitteeEvent {
  const sequence = nextSequence(meetingOf(track, number));
  return {
    type: 'meeting-cancelled',
    data: { meeting: number, sequence, reason: null, byId: 'coordinatrice' },
  };
}

/** Somebody's answer for the date as it is. */
export function saidBy(
  track: TrackState,
  personId: string,
  answer: Attendance,
  replacementId: string | null = null,
  number = 'CO-01',
): CommitteeEvent {
  const { sequence } = meetingOf(track, number);
  return { type: 'attendance-said', data: { meeting: number, personId, answer, sequence, replacementId } };
}

export function minutesOf(actions: readonly Action[], number = 'CO-01'): CommitteeEvent {
  const minutes: Minutes = { present: [], decisions: [], validation: null, actions };
  return { type: 'minutes-recorded', data: { meeting: number, ...minutes, byId: 'coordinatrice' } };
}

/** A series of the second Tuesday of each month, at 10 h, begun by its first occurrence. */
export function seriesOf(
  series: string,
  rhythm: Partial<Rhythm> = {},
  changes: Partial<SeriesBegun> = {},
): CommitteeEvent {
  return {
    type: 'series-begun',
    data: {
      series,
      rhythm: { rank: 2, weekday: 2, everyMonths: 1, onHoliday: 'after', ...rhythm },
      from: '10:00',
      durationMinutes: 90,
      place: 'visioconférence',
      untilOn: '2026-11-29',
      byId: 'coordinatrice',
      ...changes,
    },
  };
}

/** Asks what the committees make owed and records it: what a beat does, without its messages. */
export function lookAtCommittees(
  track: TrackState,
  now: Temporal.Instant,
  facts: CommitteeFacts = committeeFacts,
): readonly CommitteeEvent[] {
  const owed = committeesDue(track, now, facts);
  for (const event of owed) fold(track, event, now.toString());
  return owed;
}

/** What leaves from one instant to another, looking only when the clock is told to: « 2026-06-09 09:00 CO-01 J-7 → amina ». */
export function committeesLeave(
  track: TrackState,
  from: Temporal.Instant,
  to: Temporal.Instant,
  facts: CommitteeFacts = committeeFacts,
): readonly string[] {
  return leaving(from, to, {
    look: (now) => lookAtCommittees(track, now, facts).flatMap(owedText),
    nextAt: (now) => nextCommitteesDueAt(track, now, facts),
  });
}

/** What is owed, as one reads it: « CO-01 J-7 → amina », « CO-01 REQUEST 0 → amina ». */
export function owedText(event: CommitteeEvent): readonly string[] {
  switch (event.type) {
    case 'invitations-owed':
      return event.data.invitations.map((one) => `${event.data.meeting} ${invitationText(one)}`);
    case 'meeting-reminder-owed':
      return [`${event.data.meeting} ${event.data.stage} → ${event.data.to.join(', ')}`];
    case 'copil-reminder-owed':
      return [`${event.data.step} ${event.data.dueOn} ${event.data.stage} → ${event.data.to.join(', ')}`];
    case 'action-reminder-owed':
      return [`${event.data.actionId} ${event.data.offsetDays} → ${event.data.to.join(', ')}`];
    case 'series-drift-owed':
      return [
        `${event.data.series} ${event.data.fromOn}–${event.data.untilOn} → ${event.data.to.join(', ')}`,
      ];
    default:
      throw new TypeError(`${event.type} is never owed`);
  }
}

function invitationText({ to, method, sequence }: OwedInvitation): string {
  return `${method} ${sequence} → ${to}`;
}
