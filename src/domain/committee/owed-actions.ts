import { earliest } from '../calendar/hours.ts';
import type { Milestone } from '../reminder/milestones.ts';
import { COORDINATORS_TOLD_AFTER_DAYS, newestStage, stageAfter } from '../reminder/stages.ts';
import type { Look, Owed, OwedEvent } from './look.ts';
import type { Action } from './minutes.ts';
import type { Meeting, RecordedMinutes } from './state.ts';

/**
 * The reminders of actions that minutes ask for: the stages of milestones, to the owner, from J+14 to the coordinators
 * too (to them alone when the owner was erased). A stage that lay before the minutes were recorded is not announced.
 */
export function actionRemindersOwed(look: Look): Owed {
  const days = new Map<string, DueDay>();
  const polite: OwedEvent[] = [];
  for (const meeting of look.track.committees.meetings.values()) {
    const { minutes } = meeting;
    if (minutes === null) continue;
    for (const action of minutes.actions) {
      if (meeting.actionsDone.has(action.actionId)) continue;
      const { newest } = days.getOrInsertComputed(action.dueOn, (dueOn) => dueDay(dueOn, look));
      if (newest !== null && isOwed(meeting, minutes, action, newest)) {
        polite.push(reminder(meeting, action, newest.offsetDays, look));
      }
    }
  }
  return { exact: [], polite, nextAt: earliest([...days.values()].map(({ nextAt }) => nextAt)) };
}

/** A day on which actions are due: many actions share one. */
interface DueDay {
  /** The newest stage announced, in days from the day; null when none was. */
  readonly newest: Stage | null;
  readonly nextAt: Temporal.Instant;
}

interface Stage {
  readonly offsetDays: number;
  readonly at: Temporal.Instant;
}

function dueDay(dueOn: string, look: Look): DueDay {
  const open: Milestone = {
    id: dueOn,
    phase: null,
    dueOn: Temporal.PlainDate.from(dueOn),
    done: false,
    chased: true,
  };
  const offsetDays = newestStage(open, look.now, look.facts.holidays);
  return {
    newest: offsetDays === null ? null : { offsetDays, at: look.announcedAt(dueOn, offsetDays) },
    // What is chased always has a stage to come.
    nextAt: look.announcedAt(dueOn, Number(stageAfter(open, offsetDays))),
  };
}

function isOwed(
  meeting: Meeting,
  minutes: RecordedMinutes,
  { actionId, dueOn }: Action,
  { offsetDays, at }: Stage,
): boolean {
  const said = meeting.actionsReminded.get(`${actionId}|${dueOn}`);
  if (said !== undefined && offsetDays <= said) return false;
  return Temporal.Instant.compare(at, Temporal.Instant.from(minutes.at)) > 0;
}

function reminder(
  { number: meeting }: Meeting,
  { actionId, ownerId, dueOn }: Action,
  offsetDays: number,
  { facts }: Look,
): OwedEvent {
  const isLate = offsetDays >= COORDINATORS_TOLD_AFTER_DAYS;
  const owner = facts.isErased(ownerId) ? [] : [ownerId];
  const to = [...new Set([...owner, ...(isLate || owner.length === 0 ? facts.coordinators : [])])];
  return { type: 'action-reminder-owed', data: { meeting, actionId, dueOn, offsetDays, to } };
}
