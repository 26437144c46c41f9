import { earliest } from '../calendar/hours.ts';
import { answerOf } from './answers.ts';
import type { MeetingStage } from './events.ts';
import type { Look, Owed, OwedEvent } from './look.ts';
import { knows } from './owed-invitations.ts';
import type { Meeting } from './state.ts';
import { startOf } from './when.ts';

/** In the order in which they come. */
const STAGES: readonly MeetingStage[] = ['J-7', 'J-3', 'J-1', 'H-1'];
const DAYS_BEFORE: Readonly<Record<Exclude<MeetingStage, 'H-1'>, number>> = { 'J-7': 7, 'J-3': 3, 'J-1': 1 };
const MINUTES_BEFORE = 60;

/** More days than lie between a meeting and the working day on which it is first announced. */
const FAR_DAYS = 21;

/**
 * The reminders of meetings to come: J-7 and J-1 (9 h, on the working day on or before) and one hour before, to whoever
 * is convened and has not said no; J-3 to whoever has not answered. A stage that lay before the date was set is not
 * announced, and after a time of silence only the newest is; one that reaches nobody is recorded all the same.
 */
export function meetingRemindersOwed(look: Look): Owed {
  const exact: OwedEvent[] = [];
  const polite: OwedEvent[] = [];
  const nexts: (Temporal.Instant | null)[] = [];
  const far = look.todayOn.add({ days: FAR_DAYS }).toString();
  let firstFarOn: string | null = null;
  for (const meeting of look.track.committees.meetings.values()) {
    const { on } = meeting;
    if (meeting.cancelled !== null || on < look.today) continue;
    if (on > far) {
      if (firstFarOn === null || on < firstFarOn) firstFarOn = on;
      continue;
    }
    const { stage, nextAt } = stagesOf(meeting, look);
    nexts.push(nextAt);
    if (stage !== null) (stage === 'H-1' ? exact : polite).push(reminder(meeting, stage, look));
  }
  if (firstFarOn !== null) nexts.push(look.announcedAt(firstFarOn, -DAYS_BEFORE['J-7']));
  return { exact, polite, nextAt: earliest(nexts) };
}

/** The newest stage that was reached and not recorded, and when the next one comes; neither once the meeting has begun. */
function stagesOf(
  meeting: Meeting,
  look: Look,
): { readonly stage: MeetingStage | null; readonly nextAt: Temporal.Instant | null } {
  const { compare } = Temporal.Instant;
  const start = startOf(meeting);
  let stage: MeetingStage | null = null;
  if (compare(start, look.now) <= 0) return { stage, nextAt: null };
  const setAt = Temporal.Instant.from(meeting.setAt);
  for (const candidate of STAGES) {
    const at = comesAt(candidate, meeting, start, look);
    if (compare(at, look.now) > 0) return { stage, nextAt: at };
    if (meeting.reminded.has(`${candidate}|${meeting.sequence}`)) stage = null;
    else if (compare(at, setAt) > 0) stage = candidate;
  }
  return { stage, nextAt: null };
}

function comesAt(
  stage: MeetingStage,
  { on }: Meeting,
  start: Temporal.Instant,
  look: Look,
): Temporal.Instant {
  return stage === 'H-1'
    ? start.subtract({ minutes: MINUTES_BEFORE })
    : look.announcedAt(on, -DAYS_BEFORE[stage]);
}

function reminder(meeting: Meeting, stage: MeetingStage, look: Look): OwedEvent {
  const { number, sequence } = meeting;
  const to = look.inviteesOf(meeting).flatMap(({ personId }) => {
    const answer = answerOf(meeting, personId);
    const isMeant = answer === null || (answer === 'present' && stage !== 'J-3');
    // Who is invited at this very moment is told of the meeting by that.
    return isMeant && knows(meeting.invited.get(personId), meeting) ? [personId] : [];
  });
  return { type: 'meeting-reminder-owed', data: { meeting: number, stage, sequence, to } };
}
