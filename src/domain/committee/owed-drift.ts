import type { Look, Owed, OwedEvent } from './look.ts';
import { driftOf } from './series.ts';
import { periodOf } from './track-plan.ts';

/**
 * The series that no longer fit the committee's period since the plan moved (art. 6), told to the coordinators once for
 * each period. The period in which a series was made is noted first and told to nobody: what the coordinator left out
 * of it was their choice.
 */
export function driftsOwed(look: Look): Owed {
  const { track, facts, now } = look;
  const { series: all } = track.committees;
  const exact: OwedEvent[] = [];
  const polite: OwedEvent[] = [];
  if (all.size === 0) return { exact, polite, nextAt: null };
  const period = periodOf(track, 'comop');
  const [fromOn, untilOn] = [period.fromOn.toString(), period.toOn.toString()];
  for (const series of all.values()) {
    const owed = (to: readonly string[]): OwedEvent => ({
      type: 'series-drift-owed',
      data: { series: series.series, fromOn, untilOn, to },
    });
    if (series.driftTold === null) exact.push(owed([]));
    else if (series.driftTold !== `${fromOn}|${untilOn}` && facts.coordinators.length > 0) {
      if (driftOf(track, series, facts.holidays, now) !== null) polite.push(owed(facts.coordinators));
    }
  }
  return { exact, polite, nextAt: null };
}
