import type { Minutes } from './minutes.ts';

/**
 * Art. 6. `copil`: comité de pilotage (MGP and contractor). `comop`: comité opérationnel (with the référents of the
 * thématique). `meeting`: réunion par bénéficiaire. `workshop`: atelier spécifique of one beneficiary.
 */
export type MeetingKind = 'copil' | 'comop' | 'meeting' | 'workshop';

/** When and where: a wall time of Paris, so that summer time moves nothing. */
export interface Slot {
  /** Paris day, ISO. */
  readonly on: string;
  /** Wall time of Paris, `10:00`. */
  readonly from: string;
  readonly durationMinutes: number;
}

/** What a track's stream tells of its meetings. Meetings are named by their number (CO-07), people by id. */
export type CommitteeEvent =
  | { readonly type: 'meeting-scheduled'; readonly data: MeetingScheduled }
  | { readonly type: 'meeting-moved'; readonly data: MeetingMoved }
  | { readonly type: 'meeting-cancelled'; readonly data: MeetingCancelled }
  | { readonly type: 'guests-invited'; readonly data: GuestsInvited }
  | { readonly type: 'invitations-owed'; readonly data: InvitationsOwed }
  | { readonly type: 'meeting-reminder-owed'; readonly data: MeetingReminderOwed }
  | { readonly type: 'attendance-said'; readonly data: AttendanceSaid }
  | { readonly type: 'point-proposed'; readonly data: PointProposed }
  | { readonly type: 'agenda-ordered'; readonly data: AgendaOrdered }
  | { readonly type: 'minutes-recorded'; readonly data: MinutesRecorded }
  | { readonly type: 'action-done'; readonly data: ActionDone }
  | { readonly type: 'action-reminder-owed'; readonly data: ActionReminderOwed }
  | { readonly type: 'copil-reminder-owed'; readonly data: CopilReminderOwed }
  | { readonly type: 'series-begun'; readonly data: SeriesBegun }
  | { readonly type: 'series-drift-owed'; readonly data: SeriesDriftOwed }
  | { readonly type: 'poll-opened'; readonly data: PollOpened }
  | { readonly type: 'poll-answered'; readonly data: PollAnswered }
  | { readonly type: 'poll-closed'; readonly data: PollClosed };

export interface MeetingScheduled extends Slot {
  /** `CO-07`: what people call it. */
  readonly meeting: string;
  /** iCalendar UID: a UUID, the same from the invitation to the cancellation. */
  readonly uid: string;
  readonly kind: MeetingKind;
  /** What it is about, for a meeting or a workshop; null for a committee, which its kind names. */
  readonly title: string | null;
  /** The beneficiary of a meeting or a workshop; null for a committee. */
  readonly commune: string | null;
  /** The step of the calendar that a COPIL is due for (`start`, `after:audit`, `final`); null for none. */
  readonly step: string | null;
  readonly series: string | null;
  /** A room, or the link of a video conference. */
  readonly place: string;
  /** Ids of people beside those whom the kind convenes: third persons (art. 6). */
  readonly guests: readonly string[];
  readonly byId: string;
}

export interface MeetingMoved extends Slot {
  readonly meeting: string;
  readonly place: string;
  /** iCalendar SEQUENCE of what is true from now on. */
  readonly sequence: number;
  readonly byId: string;
}

export interface MeetingCancelled {
  readonly meeting: string;
  readonly sequence: number;
  readonly reason: string | null;
  readonly byId: string;
}

export interface GuestsInvited {
  readonly meeting: string;
  readonly personIds: readonly string[];
  readonly byId: string;
}

export type InvitationMethod = 'REQUEST' | 'CANCEL';

/** What the calendars of these people are told: decided by the clock, from who is convened by now. */
export interface InvitationsOwed {
  readonly meeting: string;
  readonly invitations: readonly OwedInvitation[];
}

export interface OwedInvitation {
  readonly to: string;
  readonly method: InvitationMethod;
  /** iCalendar SEQUENCE as this person sees it: grows with each invitation and cancellation of theirs. */
  readonly sequence: number;
}

/** `J-7`, `J-1` and `H-1` to whoever is convened and has not said no; `J-3` to whoever has not answered. */
export type MeetingStage = 'J-7' | 'J-3' | 'J-1' | 'H-1';

export interface MeetingReminderOwed {
  readonly meeting: string;
  readonly stage: MeetingStage;
  /** The meeting's sequence: a moved meeting is announced anew. */
  readonly sequence: number;
  /** Empty when the stage came and had nobody to reach. */
  readonly to: readonly string[];
}

export type Attendance = 'present' | 'absent' | 'replaced';

export interface AttendanceSaid {
  readonly meeting: string;
  readonly personId: string;
  readonly answer: Attendance;
  /** The sequence that was answered: an answer to a date that was moved since counts no more. */
  readonly sequence: number;
  /** Who comes in their place; null unless `replaced`. */
  readonly replacementId: string | null;
}

export interface Point {
  readonly pointId: string;
  readonly text: string;
  readonly byId: string;
}

export interface PointProposed extends Point {
  readonly meeting: string;
}

/** The agenda as a coordinator has put it in order: what is left out is no longer on it. */
export interface AgendaOrdered {
  readonly meeting: string;
  readonly points: readonly Point[];
  readonly byId: string;
}

/** Minutes may be recorded again, corrected: the newest stand, the earlier ones stay in the journal. */
export interface MinutesRecorded extends Minutes {
  readonly meeting: string;
  readonly byId: string;
}

export interface ActionDone {
  readonly meeting: string;
  readonly actionId: string;
  readonly byId: string;
}

export interface ActionReminderOwed {
  readonly meeting: string;
  readonly actionId: string;
  readonly dueOn: string;
  /** As for milestones: days from the due day to this stage. */
  readonly offsetDays: number;
  readonly to: readonly string[];
}

/** A COPIL is due and nobody has scheduled it: told to the coordinators. */
export interface CopilReminderOwed {
  readonly step: string;
  /** Last day of the time in which it is due: a moved phase is announced anew. */
  readonly dueOn: string;
  readonly stage: number;
  readonly to: readonly string[];
}

/** Its occurrences are `meeting-scheduled` of their own, since each may move. */
export interface SeriesBegun {
  /** The number of its first occurrence. */
  readonly series: string;
  readonly rhythm: Rhythm;
  readonly from: string;
  readonly durationMinutes: number;
  readonly place: string;
  /** Last day for an occurrence when the series was made. */
  readonly untilOn: string;
  /** True when that is earlier than the committee's period: nothing is missing after it, however the plan moves. */
  readonly endsEarly?: boolean;
  readonly byId: string;
}

/** « 2e mardi », every month or every few months. */
export interface Rhythm {
  /** 1 to 4, or −1 for the last of the month. */
  readonly rank: number;
  /** 1 Monday … 5 Friday. */
  readonly weekday: number;
  readonly everyMonths: number;
  /** What becomes of a date that falls on a holiday: moved to the working day before or after it, or left out. */
  readonly onHoliday: 'before' | 'after' | 'skip';
}

/** The plan has moved: occurrences fall outside the period, or are missing. The period it was made in is told to nobody. */
export interface SeriesDriftOwed {
  readonly series: string;
  /** First and last day of the period as it is now, ISO. */
  readonly fromOn: string;
  readonly untilOn: string;
  readonly to: readonly string[];
}

export interface PollOpened {
  /** `SO-02`. */
  readonly poll: string;
  readonly kind: MeetingKind;
  readonly title: string | null;
  readonly commune: string | null;
  readonly place: string;
  readonly slots: readonly Slot[];
  /** Third persons asked beside those whom the kind convenes. */
  readonly guests: readonly string[];
  readonly byId: string;
}

export interface PollAnswered {
  readonly poll: string;
  readonly personId: string;
  /** Ranks, from 0, of the slots that suit; none of them is an answer too. */
  readonly suits: readonly number[];
}

export interface PollClosed {
  readonly poll: string;
  /** The meeting that it was fixed as; null when it was given up. */
  readonly meeting: string | null;
  readonly byId: string;
}

/** Every type of these, to refuse an entry of a version that this one does not know. */
export const COMMITTEE_EVENT_TYPES: readonly CommitteeEvent['type'][] = [
  'meeting-scheduled',
  'meeting-moved',
  'meeting-cancelled',
  'guests-invited',
  'invitations-owed',
  'meeting-reminder-owed',
  'attendance-said',
  'point-proposed',
  'agenda-ordered',
  'minutes-recorded',
  'action-done',
  'action-reminder-owed',
  'copil-reminder-owed',
  'series-begun',
  'series-drift-owed',
  'poll-opened',
  'poll-answered',
  'poll-closed',
];
