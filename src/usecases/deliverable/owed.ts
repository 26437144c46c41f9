import type { ValidationRemindersOwed } from '../../domain/deliverable/events.ts';
import { validationsDue } from '../../domain/deliverable/owed.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { coordinatorIds } from '../designate.ts';
import type { JsonObject, MessageDraft } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { VALIDATION_LATE, VALIDATION_REMINDER } from './topics.ts';

/** The reminders of deliverables that wait for a validation (art. 3), with their messages. */
export function validationsOwed(context: ClockContext, track: TrackState): OwedNow {
  const facts = { holidays: context.settings.holidays, coordinators: coordinatorIds(context) };
  const owed = validationsDue(track, context.now, facts);
  return {
    events: owed.map((data) => ({
      type: 'validation-reminders-owed',
      data: { ...data } as unknown as JsonObject,
    })),
    messages: owed.flatMap((one) => messagesFor(context, track, one)),
  };
}

/** One for each beneficiary and person; coordinators get one for all of them, unless the beneficiary is theirs. */
function messagesFor(
  context: ClockContext,
  track: TrackState,
  { deliverable, version, stage, items }: ValidationRemindersOwed,
): readonly MessageDraft[] {
  const today = context.today.toString();
  const about = { track: track.id, deliverable, version, stage };
  const notBeforeAt = context.now.toString();
  const escalated = new Map<string, string[]>();
  const own: MessageDraft[] = [];
  const owedTo = new Map(items.map(({ commune, to }) => [commune, to]));
  for (const [commune, beneficiary] of track.beneficiaries) {
    const people = recipientsOn(beneficiary, today);
    for (const id of owedTo.get(commune) ?? []) {
      if (!people.includes(id)) escalated.getOrInsertComputed(id, () => []).push(commune);
      else
        own.push({
          key: `${VALIDATION_REMINDER}:${deliverable}:${version}:${stage}:${commune}@${id}`,
          to: id,
          topic: VALIDATION_REMINDER,
          data: { ...about, commune },
          group: VALIDATION_REMINDER,
          notBeforeAt,
        });
    }
  }
  const late = [...escalated].map(([to, communes]) => ({
    // A beneficiary that joined since reaches the same stage later: it is told as well.
    key: `${VALIDATION_LATE}:${deliverable}:${version}:${stage}:${notBeforeAt}@${to}`,
    to,
    topic: VALIDATION_LATE,
    data: { ...about, communes },
    group: VALIDATION_LATE,
    notBeforeAt,
  }));
  return [...own, ...late];
}
