import { meetingMoved, movePreview } from '../../../cards/meeting-plan.ts';
import { frDay } from '../../../cards/words.ts';
import { checkSlot } from '../../domain/committee/check.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import { nextSequence } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision, defineCommand } from '../command.ts';
import { day, hidden, known, line, time } from '../fields.ts';
import { changeable, changedSince } from './change.ts';
import { viewOf } from './meetings.ts';
import { reachOf } from './schedule.ts';
import { durationOf } from './slot.ts';

/**
 * Art. 6: a meeting takes place at another time or elsewhere; it stays the same event in every calendar, and those
 * convened are asked again. What is left empty stays as it is. Of a series only this occurrence moves.
 */
export const moveMeeting = defineCommand({
  word: 'comite deplacer',
  title: 'Déplacer une réunion',
  help: "changer la date, l'heure ou le lieu d'une réunion",
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    date: day({ label: 'Nouvelle date', hint: 'jj/mm/aaaa' }),
    heure: time({ label: 'Heure de début' }).optional(),
    fin: time({ label: 'Heure de fin', hint: '11:30' }).optional(),
    lieu: line({ label: 'Lieu ou lien de visioconférence' }, 200).optional(),
    sequence: hidden().optional(),
    confirme: hidden().optional(),
  },
  prefill: (context, { reunion }) => {
    const found = reunion === undefined ? null : changeable(context, reunion);
    if (found === null || found instanceof Refusal) return {};
    const { number, on, from, place } = found.meeting;
    return { reunion: number, date: frDay(on), heure: from, lieu: place };
  },
  run: (input, context) => {
    const found = changeable(context, input.reunion);
    if (found instanceof Refusal) return found;
    const { track, meeting } = found;
    const from = input.heure ?? meeting.from;
    const durationMinutes = durationOf(from, input.fin, meeting.durationMinutes);
    if (durationMinutes instanceof Refusal) return durationMinutes;
    const slot = { on: input.date.toString(), from, durationMinutes };
    const place = input.lieu ?? meeting.place;
    const sequence = nextSequence(meeting);
    const moved: Meeting = { ...meeting, ...slot, place, sequence };
    if (isSame(meeting, moved))
      return new Refusal({ code: 'same-slot', meeting: meeting.number, day: slot.on, time: from }, 'date');
    const refusal = checkSlot(track, meeting.kind, slot, context.now, context.settings.holidays);
    if (refusal !== null) return refusal;
    const view = viewOf(context, { ...found, meeting: moved }, null);
    const reach = reachOf(context, track, moved);
    if (input.confirme === undefined) {
      const values = {
        reunion: meeting.number,
        date: slot.on,
        heure: from,
        ...(input.fin === undefined ? {} : { fin: input.fin }),
        lieu: place,
        sequence: String(meeting.sequence),
      };
      return { kind: 'answer', card: movePreview(view, meeting, reach, values) };
    }
    const since = changedSince(context, found, input.sequence);
    if (since !== null) return since;
    return decision({
      track: track.id,
      events: [
        {
          type: 'meeting-moved',
          data: { meeting: meeting.number, ...slot, place, sequence, byId: actorId(context.actor) },
        },
      ],
      card: meetingMoved(view, meeting, reach),
    });
  },
});

function isSame(before: Meeting, after: Meeting): boolean {
  return (['on', 'from', 'durationMinutes', 'place'] as const).every((what) => before[what] === after[what]);
}
