import type { ActionDeadlineView } from '../../../cards/deadlines.ts';
import { isWorkingDay, workingDayOnOrBefore } from '../../domain/calendar/workdays.ts';
import type { Action } from '../../domain/committee/minutes.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import { actorId } from '../actor.ts';
import type { Context } from '../command.ts';
import { nameOf } from './convened.ts';

/** What somebody is still to do of what meetings decided (art. 6); for a coordinator, what everybody is. */
export function openActions(context: Context): readonly ActionDeadlineView[] {
  const { isCoordinator } = context.actor;
  const personId = actorId(context.actor);
  const open: ActionDeadlineView[] = [];
  for (const track of context.world.tracks.values()) {
    for (const meeting of track.committees.meetings.values()) {
      for (const action of meeting.minutes?.actions ?? []) {
        const isTheirs = action.ownerId === personId;
        if ((isTheirs || isCoordinator) && !meeting.actionsDone.has(action.actionId))
          open.push(actionDeadline(context, meeting, action, isTheirs));
      }
    }
  }
  return open;
}

function actionDeadline(
  context: Context,
  { number }: Meeting,
  { actionId, text, ownerId, dueOn }: Action,
  isTheirs: boolean,
): ActionDeadlineView {
  return {
    meeting: number,
    actionId,
    text,
    owner: isTheirs ? null : nameOf(context, ownerId),
    ...dueView(context, Temporal.PlainDate.from(dueOn)),
  };
}

/** A due day as cards show it, on the Paris day of the context. */
export function dueView(
  { today, settings: { holidays } }: Pick<Context, 'today' | 'settings'>,
  dueOn: Temporal.PlainDate,
): Pick<ActionDeadlineView, 'dueOn' | 'lastWorkingDay' | 'daysLeft'> {
  return {
    dueOn: dueOn.toString(),
    lastWorkingDay: isWorkingDay(dueOn, holidays) ? null : workingDayOnOrBefore(dueOn, holidays).toString(),
    daysLeft: today.until(dueOn).days,
  };
}
