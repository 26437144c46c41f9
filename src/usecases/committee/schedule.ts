import type { MeetingView, ReachView } from '../../../cards/meeting.ts';
import { checkSlot } from '../../domain/committee/check.ts';
import type { MeetingKind, MeetingScheduled, Slot } from '../../domain/committee/events.ts';
import { inviteesOf } from '../../domain/committee/invitees.ts';
import { type Meeting, scheduledMeeting } from '../../domain/committee/state.ts';
import { numberKindOf } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, type NumberTaken, nextNumber } from '../../domain/people/directory.ts';
import type { TrackEvent } from '../../domain/track/events.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { actorId } from '../actor.ts';
import type { Context } from '../command.ts';
import type { LoadedTrack } from '../enrol.ts';
import type { Guests } from './guests.ts';
import { committeeFacts, viewOf } from './meetings.ts';

/** A meeting as a coordinator wants it. */
export interface WantedMeeting extends Slot {
  readonly kind: MeetingKind;
  readonly title: string | null;
  /** Id of the beneficiary; null for a committee. */
  readonly commune: string | null;
  readonly step: string | null;
  readonly series: string | null;
  readonly place: string;
  readonly guests: Guests;
}

/** A meeting as it would be recorded, or is. */
export interface Scheduled {
  readonly event: TrackEvent;
  readonly number: NumberTaken;
  readonly view: MeetingView;
  readonly reach: ReachView;
}

/**
 * May it take place then (art. 6)? Refused: what `checkSlot` refuses, and a meeting of the same kind with the same people
 * at the same time, which is a button pressed twice.
 */
export function checkWanted(context: Context, track: LoadedTrack, wanted: WantedMeeting): Refusal | null {
  const refusal = checkSlot(track, wanted.kind, wanted, context.now, context.settings.holidays);
  return refusal ?? sameMeeting(track, wanted);
}

/** The refusal of a meeting that is scheduled already; null where there is none. */
export function sameMeeting(track: TrackState, wanted: WantedMeeting): Refusal | null {
  const same = [...track.committees.meetings.values()].find(
    (meeting) =>
      meeting.cancelled === null &&
      meeting.kind === wanted.kind &&
      meeting.commune === wanted.commune &&
      meeting.title === wanted.title &&
      meeting.on === wanted.on &&
      meeting.from === wanted.from,
  );
  if (same === undefined) return null;
  return new Refusal({ code: 'same-meeting', meeting: same.number, day: same.on, time: same.from }, 'date');
}

/** The meeting under the `rank`-th number that is free, from 0: the event to record and what cards show of it. */
export function scheduled(context: Context, track: LoadedTrack, wanted: WantedMeeting, rank = 0): Scheduled {
  const next = nextNumber(context.world.directory, numberKindOf(wanted.kind), 0);
  const number = { ...next, value: next.value + rank };
  const { guests, ...known } = wanted;
  const data: MeetingScheduled = {
    ...known,
    meeting: formatNumber(number),
    uid: context.newId(),
    guests: guests.ids,
    byId: actorId(context.actor),
  };
  const meeting = scheduledMeeting(data, context.now.toString());
  return {
    event: { type: 'meeting-scheduled', data },
    number,
    view: viewOf(context, { track, facts: track.facts, meeting }, null),
    reach: reachOf(context, track, meeting),
  };
}

/** Whom an invitation reaches: calendars follow by e-mail. */
export function reachOf(
  context: Pick<Context, 'world' | 'settings'>,
  track: TrackState,
  meeting: Meeting,
): ReachView {
  const { people } = context.world;
  const invitees = inviteesOf(track, meeting, committeeFacts(context));
  const without = invitees.filter(({ personId }) => people.byId(personId)?.person.email === null);
  const represented = new Set(invitees.map(({ commune }) => commune));
  const communes = meeting.kind === 'comop' ? [...track.beneficiaries.keys()] : [];
  return {
    calendars: invitees.length - without.length,
    withoutEmail: without.length,
    unrepresented: communes.filter((id) => !represented.has(id)).length,
  };
}
