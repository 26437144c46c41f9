import { nextRulesDueAt, type RulesFacts, rulesDue } from '../../domain/communication/rules.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { JsonObject } from '../ports.ts';
import type { ClockContext, OwedNow } from '../reminders.ts';
import type { World } from '../world.ts';
import { RULES_REMINDER } from './topics.ts';

/** Recalls of the rules (règlement, art. 9) that a track owes now, with the messages. */
export function rulesOwed(context: ClockContext, track: TrackState): OwedNow {
  const owed = rulesDue(track, context.now, rulesFacts(context, track));
  return {
    events: owed.map((data) => ({
      type: 'rules-reminder-owed',
      data: { ...data } as unknown as JsonObject,
    })),
    messages: owed.flatMap(({ commune, moment, to }) =>
      to.map((person) => ({
        key: `${RULES_REMINDER}:${track.id}:${commune}:${moment}@${person}`,
        to: person,
        topic: RULES_REMINDER,
        data: { track: track.id, commune, moment },
        group: RULES_REMINDER,
        notBeforeAt: context.now.toString(),
      })),
    ),
  };
}

/** When `rulesOwed` must be asked again. */
export function nextRulesAt(context: ClockContext, track: TrackState): Temporal.Instant | null {
  return nextRulesDueAt(track, context.now, rulesFacts(context, track));
}

function rulesFacts({ world, settings }: ClockContext, track: TrackState): RulesFacts {
  const tracks = new Map([...world.tracks, [track.id, track]]);
  return {
    holidays: settings.holidays,
    lastToldAt: (personId) => lastToldAt({ tracks, directory: world.directory }, personId),
    isSilenced: (personId) =>
      world.directory.rulesSilenced.has(personId) || world.people.byId(personId)?.person.name === '',
  };
}

/** When the rules were last recalled to somebody, in whatever track or conversation; null for never. UTC instant. */
export function lastToldAt(
  { tracks, directory }: Pick<World, 'tracks' | 'directory'>,
  personId: string,
): string | null {
  const all = [
    directory.rulesToldAt.get(personId),
    ...[...tracks.values()].map((track) => track.communication.rules.lastAt.get(personId)),
  ].filter((at) => at !== undefined);
  return all.sort((a, b) => Temporal.Instant.compare(b, a))[0] ?? null;
}
