import { PARIS } from '../calendar/hours.ts';
import type { NumberKind } from '../people/directory.ts';
import type { MeetingKind, Slot } from './events.ts';
import type { Meeting } from './state.ts';

const NUMBER_KINDS: Readonly<Record<MeetingKind, NumberKind>> = {
  copil: 'CP',
  comop: 'CO',
  meeting: 'RB',
  workshop: 'RB',
};

/** The instant at which a slot begins: its wall time in Paris, whatever summer time does. */
export function startOf({ on, from }: Pick<Slot, 'on' | 'from'>): Temporal.Instant {
  return Temporal.ZonedDateTime.from(`${on}T${from}[${PARIS}]`).toInstant();
}

/** The instant at which a slot is over. */
export function endOf(slot: Slot): Temporal.Instant {
  return startOf(slot).add({ minutes: slot.durationMinutes });
}

/** Whether its end has passed. */
export function isOver(meeting: Slot, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(endOf(meeting), now) <= 0;
}

/** Whether it is still to be held: not cancelled, not begun. */
export function isUpcoming(meeting: Slot & Pick<Meeting, 'cancelled'>, now: Temporal.Instant): boolean {
  return meeting.cancelled === null && Temporal.Instant.compare(startOf(meeting), now) > 0;
}

/** The letters of its number: CP, CO, or RB for a meeting or a workshop of one beneficiary. */
export function numberKindOf(kind: MeetingKind): NumberKind {
  return NUMBER_KINDS[kind];
}

/**
 * iCalendar SEQUENCE for a new date or a cancellation: above every one that anybody's calendar was told, since a
 * calendar passes over what is not newer than what it has.
 */
export function nextSequence(meeting: Pick<Meeting, 'sequence' | 'invited'>): number {
  let highest = meeting.sequence;
  for (const { sequence } of meeting.invited.values()) highest = Math.max(highest, sequence);
  return highest + 1;
}
