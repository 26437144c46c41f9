import { DEFAULT_PLACE } from '../../../cards/meeting.ts';
import {
  HOLIDAY_RULES,
  rhythmName,
  type SeriesView,
  seriesPlanned,
  seriesPreview,
} from '../../../cards/series.ts';
import type { Rhythm } from '../../domain/committee/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { carried } from '../carried.ts';
import { decision, defineCommand } from '../command.ts';
import { type LoadedTrack, trackNamed } from '../enrol.ts';
import { choice, day, hidden, known, line, time } from '../fields.ts';
import { readRhythm } from '../rhythm-text.ts';
import { type SeriesDates, type SeriesSlot, seriesDates, seriesPeriod } from './series-dates.ts';
import { durationOf } from './slot.ts';

const USUAL_MINUTES = 90;
const USUAL_RHYTHM = { rank: 2, weekday: 2 };

/** What is not here is moved to the working day after. */
const ON_HOLIDAY: Readonly<Record<string, Rhythm['onHoliday']>> = { avant: 'before', sans: 'skip' };

/**
 * Art. 6: the comités opérationnels of a track, « périodiquement », from set-up to withdrawal. Each date is a meeting of
 * its own, since each may move; dates on holidays go to the nearest working day, or are left out.
 */
export const planSeries = defineCommand({
  word: 'comite serie',
  title: 'Série de comités opérationnels',
  help: 'fixer toutes les dates des comités opérationnels, par exemple le 2e mardi',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    rythme: line({ label: 'Rythme', hint: '2e mardi, dernier jeudi, 1er lundi tous les 2 mois' }, 60),
    heure: time({ label: 'Heure de début' }),
    fin: time({ label: 'Heure de fin', hint: '11:30' }).optional(),
    feries: choice({ label: 'Date fériée' }, HOLIDAY_RULES).optional(),
    'jusqu-au': day({ label: "Jusqu'au", hint: 'Fin de la période si vide' }).optional(),
    lieu: line({ label: 'Lieu ou lien de visioconférence' }, 200).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    confirme: hidden().optional(),
  },
  prefill: () => ({ rythme: rhythmName(USUAL_RHYTHM), heure: '10:00', feries: 'apres' }),
  run: (input, context) => {
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    const read = readRhythm(input.rythme, track.facts.comopEveryMonths);
    if (read === null) return new Refusal({ code: 'no-such-rhythm', typed: input.rythme }, 'rythme');
    const feries = input.feries ?? 'apres';
    const rhythm: Rhythm = { ...read, onHoliday: ON_HOLIDAY[feries] ?? 'after' };
    const durationMinutes = durationOf(input.heure, input.fin, USUAL_MINUTES);
    if (durationMinutes instanceof Refusal) return durationMinutes;
    const period = seriesPeriod(context, track, input['jusqu-au']);
    if (period instanceof Refusal) return period;
    const slot = { from: input.heure, durationMinutes, place: input.lieu ?? DEFAULT_PLACE };
    const dates = seriesDates(context, track, rhythm, period, slot);
    if (dates instanceof Refusal) return dates;
    const view = seriesView(track, rhythm, slot, dates);
    if (input.confirme === undefined) {
      const values = { ...carried(input), feries, parcours: track.id };
      return { kind: 'answer', card: seriesPreview(view, values) };
    }
    const { series, meetings } = dates;
    const { untilOn, endsEarly } = view;
    const byId = actorId(context.actor);
    return decision({
      track: track.id,
      events: [
        { type: 'series-begun', data: { series, rhythm, ...slot, untilOn, endsEarly, byId } },
        ...meetings.map(({ event }) => event),
      ],
      numbers: meetings.map(({ number }) => number),
      card: seriesPlanned(view),
    });
  },
});

function seriesView(track: LoadedTrack, rhythm: Rhythm, slot: SeriesSlot, dates: SeriesDates): SeriesView {
  const { period, occurrences, meetings } = dates;
  const [first] = meetings;
  const to = Temporal.PlainTime.from(slot.from).add({ minutes: slot.durationMinutes });
  return {
    track: track.facts.title,
    rhythm,
    from: slot.from,
    to: to.toString({ smallestUnit: 'minute' }),
    place: slot.place,
    fromOn: period.fromOn.toString(),
    untilOn: period.toOn.toString(),
    endsEarly: period.endsEarly,
    occurrences: occurrences.map(({ on, natural, holiday }) => ({
      on: on?.toString() ?? null,
      natural: natural.toString(),
      holiday,
      number: meetings.find(({ view }) => view.on === on?.toString())?.view.number ?? null,
    })),
    convened: first.view.convened,
    reach: first.reach,
  };
}
