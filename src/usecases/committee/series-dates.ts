import { isAfter } from '../../domain/calendar/day.ts';
import { checkSlot } from '../../domain/committee/check.ts';
import type { Rhythm } from '../../domain/committee/events.ts';
import { type Occurrence, occurrencesOf } from '../../domain/committee/series.ts';
import { type Period, periodOf } from '../../domain/committee/track-plan.ts';
import { numberKindOf, startOf } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import type { Context } from '../command.ts';
import type { LoadedTrack } from '../enrol.ts';
import { NO_GUESTS } from './guests.ts';
import { type Scheduled, sameMeeting, scheduled, type WantedMeeting } from './schedule.ts';

/** The days of Paris in which a series has its dates. */
export interface SeriesPeriod extends Period {
  /** Its end was chosen, before the committee's period ends. */
  readonly endsEarly: boolean;
}

/** The dates of a series, and the meetings to record for them. */
export interface SeriesDates {
  readonly period: SeriesPeriod;
  /** Those to come, the ones left out included. */
  readonly occurrences: readonly Occurrence[];
  /** One for each that is held; the number of the first names the series. */
  readonly meetings: readonly [Scheduled, ...Scheduled[]];
  readonly series: string;
}

/** Hour, length and place of each meeting of a series. */
export type SeriesSlot = Pick<WantedMeeting, 'from' | 'durationMinutes' | 'place'>;

/**
 * From today, or the first day of set-up, to the withdrawal (art. 6) or an earlier day that was asked for. Refused: a later
 * one.
 */
export function seriesPeriod(
  context: Context,
  track: LoadedTrack,
  until: Temporal.PlainDate | undefined,
): SeriesPeriod | Refusal {
  const { fromOn: first, toOn } = periodOf(track, 'comop');
  const fromOn = isAfter(context.today, first) ? context.today : first;
  if (until === undefined) return { fromOn, toOn, endsEarly: false };
  if (!isAfter(until, toOn)) return { fromOn, toOn: until, endsEarly: !until.equals(toOn) };
  const about = { kind: 'comop' as const, day: `${until}`, fromOn: `${first}`, toOn: `${toOn}` };
  return new Refusal({ code: 'outside-period', ...about }, 'jusqu-au');
}

/**
 * The dates of a rhythm that are still to come and not on the calendar yet. Refused: none, because all are past or all are
 * there already; hours in which nobody is convened.
 */
export function seriesDates(
  context: Context,
  track: LoadedTrack,
  rhythm: Rhythm,
  period: SeriesPeriod,
  slot: SeriesSlot,
): SeriesDates | Refusal {
  const { holidays } = context.settings;
  const series = formatNumber(nextNumber(context.world.directory, numberKindOf('comop'), 0));
  const occurrences = occurrencesOf(rhythm, period.fromOn, period.toOn, holidays).filter(
    ({ on }) =>
      on === null || Temporal.Instant.compare(startOf({ on: `${on}`, from: slot.from }), context.now) > 0,
  );
  const wanted = occurrences.flatMap(({ on }) => (on === null ? [] : [comopOn(on, series, slot)]));
  const taken = wanted.flatMap((meeting) => sameMeeting(track, meeting) ?? []);
  const [next, ...more] = wanted.filter((meeting) => sameMeeting(track, meeting) === null);
  if (next === undefined) {
    const about = { fromOn: `${period.fromOn}`, untilOn: `${period.toOn}` };
    return taken[0] ?? new Refusal({ code: 'no-occurrence', ...about }, 'rythme');
  }
  const refusal = checkSlot(track, 'comop', next, context.now, holidays);
  if (refusal !== null) return refusal;
  const meetings = more.map((meeting, index) => scheduled(context, track, meeting, index + 1));
  return { period, occurrences, meetings: [scheduled(context, track, next), ...meetings], series };
}

/** A comité opérationnel of a series on a Paris day. */
export function comopOn(on: Temporal.PlainDate, series: string, slot: SeriesSlot): WantedMeeting {
  const { from, durationMinutes, place } = slot;
  return {
    kind: 'comop',
    on: on.toString(),
    from,
    durationMinutes,
    place,
    title: null,
    commune: null,
    step: null,
    series,
    guests: NO_GUESTS,
  };
}
