import { type AdjustmentView, adjustmentPreview, seriesAdjusted } from '../../../cards/series.ts';
import { type Drift, driftOf } from '../../domain/committee/series.ts';
import type { Meeting, Series } from '../../domain/committee/state.ts';
import { nextSequence } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { NumberTaken } from '../../domain/people/directory.ts';
import type { TrackEvent } from '../../domain/track/events.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import type { LoadedTrack } from '../enrol.ts';
import { hidden } from '../fields.ts';
import { scheduled } from './schedule.ts';
import { comopOn } from './series-dates.ts';

/** What an adjustment records. */
interface Adjustment {
  readonly events: readonly TrackEvent[];
  readonly numbers: readonly NumberTaken[];
  readonly meetings: AdjustmentView['meetings'];
}

/**
 * The plan has moved under a series (art. 6): a coordinator cancels the occurrences that fall outside the committee's
 * period, or adds those that it now lacks. Refused: what there is no more to adjust, or not as it was shown.
 */
export const adjustSeries = defineCommand({
  word: 'comite serie ajuster',
  title: 'Ajuster une série',
  help: 'ajuster une série de comités au calendrier',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  fields: {
    serie: hidden(),
    ajustement: hidden(),
    /** What was shown: the period and how many meetings. */
    vu: hidden().optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const found = driftNamed(context, input.serie);
    if (found === null) return new Refusal({ code: 'series-changed' });
    const { track, series, drift } = found;
    const what = input.ajustement === 'annuler' ? 'cancel' : 'add';
    const { events, numbers, meetings } =
      what === 'cancel'
        ? withoutThose(context, drift.outside)
        : withThose(context, track, series, drift.missing);
    const view: AdjustmentView = {
      track: track.facts.title,
      series: series.series,
      what,
      fromOn: drift.fromOn.toString(),
      untilOn: drift.untilOn.toString(),
      meetings,
    };
    const seen = `${view.fromOn} ${view.untilOn} ${meetings.length}`;
    if (meetings.length === 0 || (input.confirme !== undefined && input.vu !== seen))
      return new Refusal({ code: 'series-changed' });
    if (input.confirme === undefined) {
      const values = { serie: series.series, ajustement: input.ajustement, vu: seen };
      return { kind: 'answer', card: adjustmentPreview(view, values) };
    }
    return decision({ track: track.id, events, numbers, card: seriesAdjusted(view) });
  },
});

function driftNamed(
  context: Context,
  number: string,
): { readonly track: LoadedTrack; readonly series: Series; readonly drift: Drift } | null {
  for (const track of context.world.tracks.values()) {
    const { facts } = track;
    const series = track.committees.series.get(number);
    if (series === undefined || facts === null) continue;
    const drift = driftOf(track, series, context.settings.holidays, context.now);
    return drift === null ? null : { track: { ...track, facts }, series, drift };
  }
  return null;
}

function withoutThose(context: Context, meetings: readonly Meeting[]): Adjustment {
  const byId = actorId(context.actor);
  return {
    events: meetings.map((meeting) => ({
      type: 'meeting-cancelled',
      data: { meeting: meeting.number, sequence: nextSequence(meeting), reason: null, byId },
    })),
    numbers: [],
    meetings: meetings.map(({ number, on }) => ({ number, on })),
  };
}

function withThose(
  context: Context,
  track: LoadedTrack,
  series: Series,
  days: readonly Temporal.PlainDate[],
): Adjustment {
  const added = days.map((on, rank) => scheduled(context, track, comopOn(on, series.series, series), rank));
  return {
    events: added.map(({ event }) => event),
    numbers: added.map(({ number }) => number),
    meetings: added.map(({ view }) => ({ number: view.number, on: view.on })),
  };
}
