import { copilDue, seriesDrift } from '../../../cards/committee-duties.ts';
import type { Card } from '../../../cards/model.ts';
import { isAfter } from '../../domain/calendar/day.ts';
import { openSteps, proposedSlots } from '../../domain/committee/copil.ts';
import { driftOf } from '../../domain/committee/series.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';

/** A COPIL that the calendar asks for (art. 6); null once it is scheduled, or its time has changed. */
export function copilDueCard(context: ClockContext, { data }: Message): Card | null {
  const track = context.world.tracks.get(String(data['track']));
  if (track === undefined || track.facts === null) return null;
  const { holidays } = context.settings;
  const step = openSteps(track, holidays).find(({ id }) => id === data['step']);
  if (step === undefined || step.toOn.toString() !== data['dueOn']) return null;
  return copilDue({
    track: track.facts.title,
    trackId: track.id,
    step: step.id,
    phase: track.facts.phases.find(({ id }) => id === step.phase)?.title ?? null,
    isFinal: step.id === 'final',
    fromOn: step.fromOn.toString(),
    toOn: step.toOn.toString(),
    isLate: isAfter(context.today, step.toOn),
    slots: proposedSlots(step, context.now, holidays),
  });
}

/** A series that no longer fits the calendar (art. 6); null once it fits again. */
export function seriesDriftCard(context: ClockContext, { data }: Message): Card | null {
  const track = context.world.tracks.get(String(data['track']));
  const series = track?.committees.series.get(String(data['series']));
  if (track === undefined || track.facts === null || series === undefined) return null;
  const drift = driftOf(track, series, context.settings.holidays, context.now);
  if (drift === null || drift.untilOn.toString() !== data['untilOn']) return null;
  return seriesDrift({
    series: series.series,
    track: track.facts.title,
    fromOn: drift.fromOn.toString(),
    untilOn: drift.untilOn.toString(),
    outside: drift.outside.map(({ number, on }) => ({ number, on })),
    missing: drift.missing.map(String),
  });
}
