import type {
  Attendance,
  CommitteeEvent,
  InvitationMethod,
  MeetingKind,
  MeetingScheduled,
  Point,
  PollOpened,
  SeriesBegun,
  Slot,
} from './events.ts';
import type { Minutes } from './minutes.ts';

/** The meetings of a track, part of its fold. Changed only by `applyCommitteeEvent`. */
export interface CommitteeState {
  /** By number, in the order in which they were scheduled. */
  readonly meetings: ReadonlyMap<string, Meeting>;
  readonly series: ReadonlyMap<string, Series>;
  readonly polls: ReadonlyMap<string, Poll>;
  /** Newest stage told to the coordinators of a COPIL that is due, by `step|dueOn`. */
  readonly copilReminded: ReadonlyMap<string, number>;
}

export interface Meeting extends Slot {
  readonly number: string;
  readonly uid: string;
  readonly kind: MeetingKind;
  readonly title: string | null;
  readonly commune: string | null;
  readonly step: string | null;
  readonly series: string | null;
  readonly place: string;
  /** iCalendar SEQUENCE of date and place as they are now; 0 as first scheduled. */
  readonly sequence: number;
  /** UTC instant since which date and place are what they are: what lies before it was not to be announced. */
  readonly setAt: string;
  /** Who set them. */
  readonly byId: string;
  readonly cancelled: Cancelled | null;
  readonly guests: ReadonlySet<string>;
  /** What each person's calendar was told last. */
  readonly invited: ReadonlyMap<string, Invited>;
  /** What each person said last. */
  readonly attendance: ReadonlyMap<string, Answer>;
  /** `stage|sequence` → ids of who was reminded. */
  readonly reminded: ReadonlyMap<string, readonly string[]>;
  readonly agenda: readonly Point[];
  readonly minutes: RecordedMinutes | null;
  /** When an action was done, by its id. */
  readonly actionsDone: ReadonlyMap<string, ActionDoneAt>;
  /** Newest stage told of an action, by `actionId|dueOn`. */
  readonly actionsReminded: ReadonlyMap<string, number>;
}

export interface Cancelled {
  readonly reason: string | null;
  readonly byId: string;
  readonly at: string;
}

export interface Invited {
  readonly method: InvitationMethod;
  readonly sequence: number;
}

export interface Answer {
  readonly answer: Attendance;
  readonly sequence: number;
  readonly replacementId: string | null;
  /** How many times they have named somebody else to come in their place, whatever the date was then. */
  readonly replacements: number;
  readonly at: string;
}

export interface RecordedMinutes extends Minutes {
  readonly byId: string;
  readonly at: string;
}

export interface ActionDoneAt {
  readonly byId: string;
  readonly at: string;
}

export interface Series extends SeriesBegun {
  /** Period of which the coordinators were told last that occurrences fall outside it, as `fromOn|untilOn`; null when never. */
  readonly driftTold: string | null;
}

export interface Poll extends PollOpened {
  readonly openedAt: string;
  readonly answers: ReadonlyMap<string, readonly number[]>;
  readonly closed: { readonly meeting: string | null; readonly byId: string; readonly at: string } | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface MutableMeeting extends Mutable<Omit<Meeting, 'guests' | 'invited' | 'attendance'>> {
  readonly guests: Set<string>;
  readonly invited: Map<string, Invited>;
  readonly attendance: Map<string, Answer>;
  readonly reminded: Map<string, readonly string[]>;
  readonly actionsDone: Map<string, ActionDoneAt>;
  readonly actionsReminded: Map<string, number>;
}

interface MutableCommittees extends CommitteeState {
  readonly meetings: Map<string, MutableMeeting>;
  readonly series: Map<string, Series>;
  readonly polls: Map<string, Poll>;
  readonly copilReminded: Map<string, number>;
}

/** A track without a meeting yet. */
export function noCommittees(): CommitteeState {
  return { meetings: new Map(), series: new Map(), polls: new Map(), copilReminded: new Map() };
}

/** Folds one event in place, recorded at a UTC instant. Never refuses: what is in the journal has happened. */
export function applyCommitteeEvent(given: CommitteeState, event: CommitteeEvent, at: string): void {
  const state = given as MutableCommittees;
  switch (event.type) {
    case 'meeting-scheduled':
      state.meetings.set(event.data.meeting, newMeeting(event.data, at));
      return;
    case 'series-begun':
      state.series.set(event.data.series, { ...event.data, driftTold: null });
      return;
    case 'series-drift-owed': {
      const { series, fromOn, untilOn } = event.data;
      const known = state.series.get(series);
      if (known !== undefined) state.series.set(series, { ...known, driftTold: `${fromOn}|${untilOn}` });
      return;
    }
    case 'copil-reminder-owed':
      state.copilReminded.set(`${event.data.step}|${event.data.dueOn}`, event.data.stage);
      return;
    case 'poll-opened':
      state.polls.set(event.data.poll, { ...event.data, openedAt: at, answers: new Map(), closed: null });
      return;
    case 'poll-answered':
    case 'poll-closed': {
      const poll = state.polls.get(event.data.poll);
      if (poll !== undefined) state.polls.set(poll.poll, polled(poll, event, at));
      return;
    }
    default: {
      const meeting = state.meetings.get(event.data.meeting);
      if (meeting !== undefined) applyToMeeting(meeting, event, at);
    }
  }
}

/** A meeting as it is once it is scheduled at a UTC instant, also before that is recorded. */
export function scheduledMeeting(data: MeetingScheduled, at: string): Meeting {
  return newMeeting(data, at);
}

function newMeeting({ meeting: number, guests, ...data }: MeetingScheduled, at: string): MutableMeeting {
  return {
    ...data,
    number,
    sequence: 0,
    setAt: at,
    cancelled: null,
    guests: new Set(guests),
    invited: new Map(),
    attendance: new Map(),
    reminded: new Map(),
    agenda: [],
    minutes: null,
    actionsDone: new Map(),
    actionsReminded: new Map(),
  };
}

function polled(
  poll: Poll,
  event: Extract<CommitteeEvent, { type: 'poll-answered' | 'poll-closed' }>,
  at: string,
): Poll {
  if (event.type === 'poll-answered')
    return { ...poll, answers: new Map([...poll.answers, [event.data.personId, event.data.suits]]) };
  return { ...poll, closed: { meeting: event.data.meeting, byId: event.data.byId, at } };
}

type MeetingEvent = Exclude<
  Extract<CommitteeEvent, { readonly data: { readonly meeting: string } }>,
  { readonly type: 'meeting-scheduled' }
>;

function applyToMeeting(meeting: MutableMeeting, event: MeetingEvent, at: string): void {
  switch (event.type) {
    case 'meeting-moved': {
      const { on, from, durationMinutes, place, sequence, byId } = event.data;
      Object.assign(meeting, { on, from, durationMinutes, place, sequence, byId, setAt: at });
      return;
    }
    case 'meeting-cancelled': {
      const { reason, byId, sequence } = event.data;
      Object.assign(meeting, { cancelled: { reason, byId, at }, sequence });
      return;
    }
    case 'guests-invited':
      for (const id of event.data.personIds) meeting.guests.add(id);
      return;
    case 'invitations-owed':
      for (const { to, method, sequence } of event.data.invitations)
        meeting.invited.set(to, { method, sequence });
      return;
    case 'meeting-reminder-owed': {
      const { stage, sequence, to } = event.data;
      const key = `${stage}|${sequence}`;
      meeting.reminded.set(key, [...(meeting.reminded.get(key) ?? []), ...to]);
      return;
    }
    case 'attendance-said': {
      const { personId, answer, sequence, replacementId } = event.data;
      const before = meeting.attendance.get(personId);
      const isAnother = replacementId !== null && replacementId !== before?.replacementId;
      const replacements = (before?.replacements ?? 0) + Number(isAnother);
      meeting.attendance.set(personId, { answer, sequence, replacementId, replacements, at });
      return;
    }
    case 'point-proposed': {
      const { pointId, text, byId } = event.data;
      meeting.agenda = [...meeting.agenda, { pointId, text, byId }];
      return;
    }
    case 'agenda-ordered':
      meeting.agenda = event.data.points;
      return;
    case 'minutes-recorded': {
      const { present, decisions, validation, actions, byId } = event.data;
      meeting.minutes = { present, decisions, validation, actions, byId, at };
      return;
    }
    case 'action-done':
      meeting.actionsDone.set(event.data.actionId, { byId: event.data.byId, at });
      return;
    case 'action-reminder-owed':
      meeting.actionsReminded.set(`${event.data.actionId}|${event.data.dueOn}`, event.data.offsetDays);
      return;
  }
}
