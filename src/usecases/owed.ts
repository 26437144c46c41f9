import { nextCommitteesDueAt } from '../domain/committee/owed.ts';
import { nextKitsDueAt } from '../domain/communication/kits.ts';
import { nextNoticesDueAt } from '../domain/convention/notices.ts';
import { nextValidationsDueAt } from '../domain/deliverable/owed.ts';
import { nextIncidentsDueAt } from '../domain/incident/owed.ts';
import { nextDueAt } from '../domain/reminder/due.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import { applyTrackEvent, type TrackState } from '../domain/track/state.ts';
import { committeeFacts } from './committee/meetings.ts';
import { committeesOwed } from './committee/owed.ts';
import { kitsOwed } from './communication/kits-owed.ts';
import { nextOpinionsAt, opinionsOwed } from './communication/opinions-owed.ts';
import { nextRulesAt, rulesOwed } from './communication/rules-owed.ts';
import { noticesOwed } from './convention/notices-owed.ts';
import { validationsOwed } from './deliverable/owed.ts';
import { coordinatorIds } from './designate.ts';
import { incidentsOwed } from './incident/owed.ts';
import type { EventDraft } from './ports.ts';
import { type ClockContext, type OwedNow, remindersOwed } from './reminders.ts';

/**
 * Everything that a track owes now: reminders of its calendar (art. 5), invitations and
 * reminders of its meetings (art. 6), reminders of deliverables to validate (art. 3), ends of formal notices (art. 12), reports that wait (art. 3), the rules of
 * communication, its kits and drafts on which no opinion was given (règlement, art. 9).
 */
export function owedNow(context: ClockContext, track: TrackState): OwedNow {
  const parts = [
    remindersOwed(context, track),
    committeesOwed(context, track),
    validationsOwed(context, track),
    noticesOwed(context, track),
    incidentsOwed(context, track),
    rulesOwed(context, track),
    kitsOwed(context, track),
    opinionsOwed(context, track),
  ];
  return {
    events: parts.flatMap(({ events }) => events),
    messages: parts.flatMap(({ messages }) => messages),
  };
}

/** When to look at the track again, once what is owed now was recorded. */
export function nextLookAt(context: ClockContext, track: TrackState): Temporal.Instant | null {
  const facts = { holidays: context.settings.holidays, coordinators: coordinatorIds(context) };
  const wakes = [
    nextDueAt(track, context.now, facts),
    nextValidationsDueAt(track, context.now, facts),
    nextNoticesDueAt(track, context.now, facts),
    nextIncidentsDueAt(track, context.now, facts),
    nextRulesAt(context, track),
    nextKitsDueAt(track, context.now),
    nextOpinionsAt(context, track),
    nextCommitteesDueAt(track, context.now, committeeFacts(context)),
  ];
  const [first = null] = wakes.filter((at) => at !== null).sort(Temporal.Instant.compare);
  return first;
}

/** The track as it will be once the events are recorded: to know when to look again before they are. */
export function folded(track: TrackState, events: readonly EventDraft[], at: string): TrackState {
  const next = structuredClone(track);
  for (const { type, data } of events) applyTrackEvent(next, { type, data } as unknown as TrackEvent, at);
  return next;
}
