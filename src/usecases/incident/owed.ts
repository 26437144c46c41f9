import { incidentsDue } from '../../domain/incident/owed.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { coordinatorIds } from '../designate.ts';
import type { JsonObject } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import { INCIDENT_RAISED, INCIDENT_RAISED_BY_MAIL } from './topics.ts';

/** The reports that nobody has acknowledged in time (art. 3), told again to every coordinator. */
export function incidentsOwed(context: ClockContext, track: TrackState): OwedNow {
  const facts = { holidays: context.settings.holidays, coordinators: coordinatorIds(context) };
  const owed = incidentsDue(track, context.now, facts);
  return {
    events: owed.map((data) => ({ type: 'incident-raised', data: { ...data } as unknown as JsonObject })),
    messages: owed.flatMap(({ incident, stage, to }) =>
      to.map((person) => {
        const topic = stage === 1 ? INCIDENT_RAISED : INCIDENT_RAISED_BY_MAIL;
        return {
          key: `${topic}:${incident}@${person}`,
          to: person,
          topic,
          data: { track: track.id, incident },
          group: null,
          notBeforeAt: context.now.toString(),
        };
      }),
    ),
  };
}
