import { isAfter, isBefore } from '../calendar/day.ts';
import { parisDay } from '../calendar/hours.ts';
import type { PlannedPhase } from '../calendar/plan.ts';
import { addWorkingDays, type Holidays, nextWorkingDay, workingDayOnOrBefore } from '../calendar/workdays.ts';
import { remembered } from '../kernel/remember.ts';
import type { TrackFacts } from '../track/facts.ts';
import type { TrackState } from '../track/state.ts';
import type { Slot } from './events.ts';
import { trackPhases } from './track-plan.ts';

/** A moment of the calendar at which a comité de pilotage is due (art. 6): at the start, after each big step, at the end. */
export interface CopilStep {
  /** `start`, `after:<phase>`, `final`. */
  readonly id: string;
  /** The phase that it follows; null for the start and the end. */
  readonly phase: string | null;
  /** First and last Paris day of the time in which it is due, both working days. */
  readonly fromOn: Temporal.PlainDate;
  readonly toOn: Temporal.PlainDate;
}

/** Working days in which a COPIL is due. */
const WINDOW_WORKING_DAYS = 5;
/** A COPIL that nobody has scheduled is spoken of from this many working days before the end of its time… */
const ANNOUNCED_WORKING_DAYS_BEFORE = 10;
/** … to this many days after it. */
const LEFT_ALONE_AFTER_DAYS = 30;

const FINAL = 'final';
const PROPOSED_TIMES = ['10:00', '14:00'] as const;
const PROPOSED_COUNT = 3;
const PROPOSED_MINUTES = 90;

/** By holidays and a track's facts, which never change, then by the phases: every look at a track asks for them. */
const stepsOf = remembered((_holidays: Holidays) =>
  remembered((_facts: TrackFacts) => new Map<string, readonly CopilStep[]>()),
);

/**
 * The COPIL that the track's plan commands (art. 6), in order, each within five working days: from the start, from the
 * day after each phase but the last (for the beneficiary that ends it last), up to the last working day of the
 * assessment. A phase of which nothing is left commands none.
 */
export function copilSteps(track: TrackState, holidays: Holidays): readonly CopilStep[] {
  const { facts } = track;
  if (facts === null) return [];
  const phases = trackPhases(track);
  const ends = phases.map(({ toOn }) => `${toOn}`).join();
  return stepsOf(holidays)(facts).getOrInsertComputed(ends, () => stepsFrom(facts, phases, holidays));
}

function stepsFrom(
  facts: TrackFacts,
  phases: readonly PlannedPhase[],
  holidays: Holidays,
): readonly CopilStep[] {
  const eve = Temporal.PlainDate.from(facts.startsOn).subtract({ days: 1 });
  const steps: CopilStep[] = [{ id: 'start', phase: null, ...windowAfter(eve, holidays) }];
  for (const { id, kind, toOn } of phases) {
    if (toOn === null) continue;
    if (kind !== 'assessment') {
      steps.push({ id: `after:${id}`, phase: id, ...windowAfter(toOn, holidays) });
      continue;
    }
    const lastOn = workingDayOnOrBefore(toOn, holidays);
    const fromOn = addWorkingDays(lastOn, 1 - WINDOW_WORKING_DAYS, holidays);
    steps.push({ id: FINAL, phase: null, fromOn, toOn: lastOn });
  }
  return steps;
}

function windowAfter(day: Temporal.PlainDate, holidays: Holidays): Pick<CopilStep, 'fromOn' | 'toOn'> {
  return { fromOn: nextWorkingDay(day, holidays), toOn: addWorkingDays(day, WINDOW_WORKING_DAYS, holidays) };
}

/** The steps for which no COPIL is scheduled, nor was held; a cancelled one leaves its step open. */
export function openSteps(track: TrackState, holidays: Holidays): readonly CopilStep[] {
  const taken = new Set<string | null>();
  for (const { kind, step, cancelled } of track.committees.meetings.values()) {
    if (kind === 'copil' && cancelled === null) taken.add(step);
  }
  return copilSteps(track, holidays).filter(({ id }) => !taken.has(id));
}

/** Paris day from which the coordinators are told that a COPIL is due. */
export function announcedOn(step: CopilStep, holidays: Holidays): Temporal.PlainDate {
  return addWorkingDays(step.toOn, -ANNOUNCED_WORKING_DAYS_BEFORE, holidays);
}

/** Last Paris day on which it is of use to speak of a COPIL that was never scheduled. */
export function leftAloneAfter(step: CopilStep): Temporal.PlainDate {
  return step.toOn.add({ days: LEFT_ALONE_AFTER_DAYS });
}

/**
 * The open step that a COPIL on that Paris day (ISO) is held for: the one in whose time it lies, else the first of
 * those that are spoken of on that day. Null for a COPIL beside the calendar.
 */
export function stepFor(
  track: TrackState,
  on: Temporal.PlainDate | string,
  holidays: Holidays,
): string | null {
  const day = Temporal.PlainDate.from(on);
  const near = openSteps(track, holidays).filter(
    (step) => !isBefore(day, announcedOn(step, holidays)) && !isAfter(day, leftAloneAfter(step)),
  );
  const within = near.find(({ fromOn, toOn }) => !isBefore(day, fromOn) && !isAfter(day, toOn));
  return (within ?? near[0])?.id ?? null;
}

/**
 * Up to three slots for a COPIL, on different working days of its time, from the day after `now` on. When that time has passed, the next
 * working days are proposed instead, save for the last COPIL: after the assessment there is no more.
 */
export function proposedSlots(step: CopilStep, now: Temporal.Instant, holidays: Holidays): readonly Slot[] {
  const today = parisDay(now);
  const isLate = !isBefore(today, step.toOn);
  if (isLate && step.id === FINAL) return [];
  const slots: Slot[] = [];
  // Nobody comes to a committee that was called this morning.
  let day = isBefore(today, step.fromOn) ? step.fromOn : nextWorkingDay(today, holidays);
  while (slots.length < PROPOSED_COUNT && (isLate || !isAfter(day, step.toOn))) {
    slots.push(slotOn(day, slots.length));
    day = nextWorkingDay(day, holidays);
  }
  return slots;
}

/** Mornings and afternoons in turn, so that who never can at one hour finds another. */
function slotOn(day: Temporal.PlainDate, rank: number): Slot {
  const from = rank % 2 === 0 ? PROPOSED_TIMES[0] : PROPOSED_TIMES[1];
  return { on: day.toString(), from, durationMinutes: PROPOSED_MINUTES };
}
