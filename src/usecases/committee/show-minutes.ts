import { minutesCard, noMinutes } from '../../../cards/minutes.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { defineCommand } from '../command.ts';
import { known } from '../fields.ts';
import { findMeeting, viewOf } from './meetings.ts';
import { minutesView } from './minutes-view.ts';
import { refuseMinutes } from './record-minutes.ts';

/** The minutes of a meeting (art. 6), to those convened and to coordinators. Refused as `findMeeting` says. */
export const showMinutes = defineCommand({
  word: 'compte-rendu',
  title: 'Compte rendu',
  help: "voir le compte rendu d'une réunion",
  article: 'convention, art. 6',
  roles: ['anyone'],
  fields: { reunion: known({ label: 'Réunion' }, 'meetings') },
  run: ({ reunion }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    const { minutes } = found.meeting;
    const personId = actorId(context.actor);
    if (minutes !== null)
      return { kind: 'answer', card: minutesCard(minutesView(context, found, minutes, personId)) };
    const mayWrite = context.actor.isCoordinator && refuseMinutes(found, context.now) === null;
    return { kind: 'answer', card: noMinutes({ meeting: viewOf(context, found, personId), mayWrite }) };
  },
});
