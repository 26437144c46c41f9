import { nextOpinionsDueAt, opinionsDue } from '../../domain/communication/opinions.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { JsonObject } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { contactIdOf } from './opinions.ts';
import { OPINION_REMINDER } from './topics.ts';

/** The drafts on which nobody has given an opinion for three working days (règlement, art. 9), recalled once, with the messages. */
export function opinionsOwed(context: ClockContext, track: TrackState): OwedNow {
  const owed = opinionsDue(track, context.now, factsOf(context, track));
  return {
    events: owed.map((data) => ({
      type: 'opinion-reminder-owed',
      data: { ...data } as unknown as JsonObject,
    })),
    messages: owed.map(({ opinion, commune, to }) => ({
      key: `${OPINION_REMINDER}:${opinion}@${to}`,
      to,
      topic: OPINION_REMINDER,
      data: { track: track.id, commune, opinion },
      group: `${OPINION_REMINDER}:${opinion}`,
      notBeforeAt: context.now.toString(),
    })),
  };
}

/** When to look again. */
export function nextOpinionsAt(context: ClockContext, track: TrackState): Temporal.Instant | null {
  return nextOpinionsDueAt(track, context.now, factsOf(context, track));
}

function factsOf({ world, settings }: ClockContext, track: TrackState) {
  return { holidays: settings.holidays, contactId: contactIdOf(world, track) };
}
