import type { ConvenedView, MeetingView } from '../../../cards/meeting.ts';
import { answerOf, tallyOf } from '../../domain/committee/answers.ts';
import {
  type CommitteeFacts,
  type Invitee,
  inviteesOf,
  isConvened,
} from '../../domain/committee/invitees.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import { isOver } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { suggest } from '../../domain/kernel/text.ts';
import { normalisedNumber } from '../../domain/people/directory.ts';
import type { TrackFacts } from '../../domain/track/facts.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Mandate } from '../actor.ts';
import type { Context } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { contactView } from '../people.ts';

/** A meeting with the track whose stream it lives in. */
export interface Found {
  readonly track: TrackState;
  readonly facts: TrackFacts;
  readonly meeting: Meeting;
}

/** What is asked of the records, whoever asks: a command or the clock. */
export type Records = Pick<Context, 'world' | 'settings' | 'now' | 'today'>;

/** The same for somebody who asks. */
type Asked = Pick<Context, 'actor' | 'world' | 'settings' | 'now'>;

/** What the rules of committees need to know beside a track. */
export function committeeFacts(context: Pick<Context, 'world' | 'settings'>): CommitteeFacts {
  const { world, settings } = context;
  return {
    holidays: settings.holidays,
    coordinators: coordinatorIds(context),
    isErased: (id) => world.people.byId(id)?.person.name === '',
  };
}

/**
 * The meeting of a number as people type it: « CO-07 », « co7 ». Coordinators see every meeting; anybody else those to
 * which they are convened or at which their commune was, and is refused the others in the same words as a number that
 * does not exist.
 */
export function findMeeting(context: Asked, typed: string): Found | Refusal {
  const number = normalisedNumber(typed);
  const found = allMeetings(context).find(({ meeting }) => meeting.number === number);
  if (found !== undefined && maySee(context, found, committeeFacts(context))) return found;
  if (!context.actor.isCoordinator) return new Refusal({ code: 'not-invited', typed }, 'reunion');
  const numbers = allMeetings(context).map(({ meeting }) => meeting.number);
  return new Refusal({ code: 'unknown-meeting', typed, suggestions: suggest(number, numbers) }, 'reunion');
}

/** Every meeting that the person may see, by date. */
export function meetingsFor(context: Context): readonly Found[] {
  const facts = committeeFacts(context);
  return allMeetings(context)
    .filter((found) => maySee(context, found, facts))
    .sort((a, b) => (dateKey(a) < dateKey(b) ? -1 : 1));
}

/** What cards show of a meeting to one person; `null` for nobody in particular. */
export function viewOf(context: Records, found: Found, personId: string | null): MeetingView {
  const { track, facts, meeting } = found;
  const { people } = context.world;
  const invitees = inviteesOf(track, meeting, committeeFacts(context));
  const said = personId === null ? undefined : meeting.attendance.get(personId);
  const answer = personId === null ? null : answerOf(meeting, personId);
  const replacementId = answer === 'replaced' ? (said?.replacementId ?? null) : null;
  const isInvited = invitees.some((invitee) => invitee.personId === personId);
  return {
    number: meeting.number,
    kind: meeting.kind,
    title: meeting.title,
    commune: communeName(track, meeting.commune),
    track: facts.title,
    on: meeting.on,
    from: meeting.from,
    durationMinutes: meeting.durationMinutes,
    place: meeting.place,
    sequence: meeting.sequence,
    cancelled:
      meeting.cancelled === null ? null : { reason: meeting.cancelled.reason, at: meeting.cancelled.at },
    isOver: isOver(meeting, context.now),
    convened: convenedOf(invitees),
    tally: tallyOf(meeting, invitees),
    agenda: meeting.agenda.map(({ text }) => text),
    own: isInvited
      ? { answer, replacement: replacementId === null ? null : contactView(people, replacementId).name }
      : null,
  };
}

/** How many are convened, by what they are. */
function convenedOf(invitees: readonly Invitee[]): ConvenedView {
  const counted = (...standings: readonly Invitee['standing'][]) =>
    invitees.filter(({ standing }) => standings.includes(standing)).length;
  return {
    mgp: counted('mgp'),
    contractor: counted('contractor'),
    referents: counted('referent', 'deputy'),
    guests: counted('guest'),
  };
}

/** Name of the beneficiary that a meeting is about; its id once the programme no longer has it. */
export function communeName(track: TrackState, id: string | null): string | null {
  return id === null ? null : (track.beneficiaries.get(id)?.facts.name ?? id);
}

function allMeetings({ world }: Pick<Context, 'world'>): readonly Found[] {
  return [...world.tracks.values()].flatMap((track) => {
    const { facts } = track;
    if (facts === null) return [];
    return [...track.committees.meetings.values()].map((meeting) => ({ track, facts, meeting }));
  });
}

function maySee(context: Asked, { track, meeting }: Found, facts: CommitteeFacts): boolean {
  const { isCoordinator, row, speaksFor } = context.actor;
  if (isCoordinator) return true;
  if (row !== null && isConvened(track, meeting, facts, row.person.id)) return true;
  // The file is the commune's: whoever speaks for it now reads what those before them attended.
  const isOfTheirs = (mandate: Mandate) =>
    mandate.track === track.id && (meeting.kind === 'comop' || meeting.commune === mandate.commune);
  return isOver(meeting, context.now) && speaksFor.some(isOfTheirs);
}

function dateKey({ meeting }: Found): string {
  return `${meeting.on} ${meeting.from} ${meeting.number}`;
}
