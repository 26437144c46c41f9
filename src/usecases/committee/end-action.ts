import { actionEnded } from '../../../cards/minutes.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision, defineCommand } from '../command.ts';
import { hidden } from '../fields.ts';
import { findMeeting } from './meetings.ts';
import { actionView } from './minutes-view.ts';

/**
 * An action of the minutes (art. 6) is done, say its owner or a coordinator: nobody is reminded of it any more. Saying it
 * twice stores it once. Refused: anybody else, and an action that corrected minutes no longer have.
 */
export const endAction = defineCommand({
  word: 'action terminer',
  title: 'Action terminée',
  help: "dire qu'une action d'un compte rendu est terminée",
  article: 'convention, art. 6',
  roles: ['anyone'],
  fields: { reunion: hidden(), action: hidden() },
  run: ({ reunion, action: actionId }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    const { meeting, track } = found;
    const action = meeting.minutes?.actions.find((one) => one.actionId === actionId);
    if (action === undefined) return new Refusal({ code: 'action-gone' });
    const byId = actorId(context.actor);
    const view = actionView(context, meeting, action, byId);
    if (!view.mayEnd) return new Refusal({ code: 'action-of-another', owner: view.owner });
    const shown = { meeting: { number: meeting.number }, action: view };
    if (view.doneAt !== null)
      return { kind: 'answer', card: actionEnded({ ...shown, doneAt: view.doneAt, isNew: false }) };
    return decision({
      track: track.id,
      events: [{ type: 'action-done', data: { meeting: meeting.number, actionId, byId } }],
      card: actionEnded({ ...shown, doneAt: context.now.toString(), isNew: true }),
    });
  },
});
