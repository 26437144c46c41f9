import { meetingPlanned, thirdPersonGuard } from '../../../cards/meeting-plan.ts';
import { pollGivenUp } from '../../../cards/poll.ts';
import { stepFor } from '../../domain/committee/copil.ts';
import type { PollClosed, Slot } from '../../domain/committee/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { TrackEvent } from '../../domain/track/events.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { hidden, line } from '../fields.ts';
import { communesOf } from './guests.ts';
import { stepView } from './plan-meeting.ts';
import { type FoundPoll, pollView } from './poll-view.ts';
import { findOpenPoll, ownId, pollField, slotNumbered } from './polls.ts';
import { checkWanted, scheduled, type WantedMeeting } from './schedule.ts';
import { faultAt } from './slots-text.ts';

/**
 * Schedules the meeting of a poll on one of its dates and closes the poll: invitations follow, as to any meeting. What
 * held when the date was proposed is asked again. Refused: a poll that is closed, a date that it does not propose, one
 * that is past by now or no longer in the committee's period (art. 6).
 */
export const fixPoll = defineCommand({
  word: 'date fixer',
  title: 'Fixer la date',
  help: "retenir l'une des dates d'un sondage et convoquer la réunion",
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Fixer la date',
  fields: {
    sondage: pollField(),
    creneau: line({ label: 'Numéro de la date', hint: '1' }, 10),
    tiers: hidden().optional(),
  },
  run: (input, context) => {
    const found = findOpenPoll(context, input.sondage);
    if (found instanceof Refusal) return found;
    const named = slotNumbered(found.poll, input.creneau, 'creneau');
    if (named instanceof Refusal) return named;
    const { track } = found;
    const { rank, slot } = named;
    const wanted = wantedFrom(context, found, slot);
    const refusal = checkWanted(context, track, wanted);
    if (refusal !== null) {
      const { reason } = refusal;
      return reason.code === 'same-meeting' ? new Refusal(reason) : new Refusal(faultAt(rank, reason).reason);
    }
    const { communes } = wanted.guests;
    if (wanted.kind === 'copil' && communes.length > 0 && input.tiers === undefined) {
      const values = { sondage: found.poll.poll, creneau: String(rank + 1) };
      return { kind: 'answer', card: thirdPersonGuard(communes, 'date fixer', values, null) };
    }
    const { event, number, view, reach } = scheduled(context, track, wanted);
    return decision({
      track: track.id,
      events: [event, closed(context, found, view.number)],
      numbers: [number],
      card: meetingPlanned(view, stepView(context, track, wanted.step), reach),
    });
  },
});

/** Closes a poll without a date. */
export const closePoll = defineCommand({
  word: 'date clore',
  title: 'Clore un sondage de date',
  help: 'clore un sondage de date sans retenir de date',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Clore le sondage',
  fields: { sondage: pollField() },
  run: (input, context) => {
    const found = findOpenPoll(context, input.sondage);
    if (found instanceof Refusal) return found;
    return decision({
      track: found.track.id,
      events: [closed(context, found, null)],
      card: pollGivenUp(pollView(context, found, ownId(context))),
    });
  },
});

function wantedFrom(context: Context, { track, poll }: FoundPoll, slot: Slot): WantedMeeting {
  const { kind, title, commune, place } = poll;
  return {
    ...slot,
    kind,
    title,
    commune,
    step: kind === 'copil' ? stepFor(track, slot.on, context.settings.holidays) : null,
    series: null,
    place,
    guests: {
      ids: poll.guests,
      people: [],
      communes: [...new Set(poll.guests.flatMap((id) => communesOf(track, id, slot.on)))],
    },
  };
}

function closed(context: Context, { poll }: FoundPoll, meeting: string | null): TrackEvent {
  const data: PollClosed = { poll: poll.poll, meeting, byId: actorId(context.actor) };
  return { type: 'poll-closed', data };
}
