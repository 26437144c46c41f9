import type { ActionView, MinutesView } from '../../../cards/minutes.ts';
import type { Action } from '../../domain/committee/minutes.ts';
import type { Meeting, RecordedMinutes } from '../../domain/committee/state.ts';
import { coordinatorIds } from '../designate.ts';
import { nameOf } from './convened.ts';
import { type Found, type Records, viewOf } from './meetings.ts';

/** What cards show of minutes to one person. */
export function minutesView(
  context: Records,
  found: Found,
  minutes: RecordedMinutes,
  personId: string,
): MinutesView {
  const { meeting, facts } = found;
  const { validation } = minutes;
  const phase = facts.phases.find(({ id }) => id === validation?.phase);
  return {
    meeting: viewOf(context, found, personId),
    at: minutes.at,
    by: nameOf(context, minutes.byId),
    present: minutes.present.map((id) => nameOf(context, id)),
    decisions: minutes.decisions,
    validation: validation === null ? null : { ...validation, phase: phase?.title ?? validation.phase },
    actions: minutes.actions.map((action) => actionView(context, meeting, action, personId)),
    mayCorrect: coordinatorIds(context).includes(personId),
  };
}

/** An action as one person sees it: its owner and the coordinators may say that it is done. */
export function actionView(
  context: Records,
  meeting: Pick<Meeting, 'actionsDone'>,
  { actionId, text, ownerId, dueOn }: Action,
  personId: string,
): ActionView {
  return {
    actionId,
    text,
    owner: nameOf(context, ownerId),
    dueOn,
    doneAt: meeting.actionsDone.get(actionId)?.at ?? null,
    mayEnd: ownerId === personId || coordinatorIds(context).includes(personId),
  };
}
