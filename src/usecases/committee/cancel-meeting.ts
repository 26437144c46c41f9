import { cancelPreview, meetingCalledOff } from '../../../cards/meeting-plan.ts';
import { nextSequence } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision, defineCommand } from '../command.ts';
import { hidden, known, line } from '../fields.ts';
import { changeable, changedSince } from './change.ts';
import { viewOf } from './meetings.ts';
import { reachOf } from './schedule.ts';

/** Art. 6: a meeting does not take place. Every calendar that has it is told so; the number stays in the records. */
export const cancelMeeting = defineCommand({
  word: 'comite annuler',
  title: 'Annuler une réunion',
  help: 'annuler une réunion et la retirer des agendas',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    motif: line({ label: 'Motif', hint: 'Transmis à tous les convoqués' }, 200).optional(),
    sequence: hidden().optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const found = changeable(context, input.reunion);
    if (found instanceof Refusal) return found;
    const { track, meeting } = found;
    const reason = input.motif ?? null;
    const reach = reachOf(context, track, meeting);
    if (input.confirme === undefined) {
      const values = {
        reunion: meeting.number,
        ...(reason === null ? {} : { motif: reason }),
        sequence: String(meeting.sequence),
      };
      return { kind: 'answer', card: cancelPreview(viewOf(context, found, null), reason, reach, values) };
    }
    const since = changedSince(context, found, input.sequence);
    if (since !== null) return since;
    const byId = actorId(context.actor);
    const cancelled = { reason, byId, at: context.now.toString() };
    const view = viewOf(context, { ...found, meeting: { ...meeting, cancelled } }, null);
    return decision({
      track: track.id,
      events: [
        {
          type: 'meeting-cancelled',
          data: { meeting: meeting.number, sequence: nextSequence(meeting), reason, byId },
        },
      ],
      card: meetingCalledOff(view, reach),
    });
  },
});
